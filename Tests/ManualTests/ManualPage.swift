import Foundation
import TestSupport

/// A manual page, or a part of one, as its mdoc(7) lines.
struct ManualPage {
    /// An entry of a list: what stands behind `.It`, and the text below it in one line.
    struct Entry {
        let head: String
        let text: String

        /// The words of the head that are no macros of mdoc(7).
        var words: [String] {
            head.split(separator: " ").map(String.init).filter { !Self.macros.contains($0) }
        }

        private static let macros: Set = [
            "Ar", "Cm", "Em", "Er", "Ev", "Fl", "No", "Ns", "Oc", "Oo", "Op", ",",
        ]
    }

    let lines: [String]

    /// Reads a page of man/.
    init(_ file: String) throws {
        lines = try text(of: "man/\(file)").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    private init(lines: [String]) {
        self.lines = lines
    }

    /// What stands below the heading `title`, up to the next one.
    func part(_ title: String) -> ManualPage {
        let isHeading: (String) -> Bool = { $0.hasPrefix(".Sh ") || $0.hasPrefix(".Ss ") }
        let rest = lines.drop { !isHeading($0) || $0.dropFirst(4) != title }.dropFirst()
        return ManualPage(lines: Array(rest.prefix { !isHeading($0) }))
    }

    /// The entries of its lists, in order.
    var entries: [Entry] {
        var entries: [Entry] = []
        var rest = lines[...]
        while let line = rest.popFirst() {
            guard line.hasPrefix(".It ") else { continue }
            let below = rest.prefix { !$0.hasPrefix(".It ") && !$0.hasPrefix(".El") }
            entries.append(
                Entry(head: String(line.dropFirst(4)), text: below.joined(separator: " ")))
        }
        return entries
    }

    /// The rows of its tables, cell by cell, without macros; the headings left out.
    var rows: [[String]] {
        entries.map { entry in
            entry.head.components(separatedBy: " Ta ").map {
                Entry(head: $0, text: "").words.joined(separator: " ")
            }
        }.filter { $0.count > 1 && $0[0] != "what" }
    }

    /// What its literal displays show.
    var displays: [String] {
        lines.split { $0.hasPrefix(".Bd ") }.dropFirst().map { display in
            let shown = display.prefix { $0 != ".Ed" }.map {
                $0.replacingOccurrences(of: "\\e", with: "\\")
            }
            return shown.joined(separator: "\n") + "\n"
        }
    }
}
