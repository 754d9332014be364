import Foundation
import TestSupport

/// A manual page, or a part of one, as its mdoc(7) lines.
struct ManualPage {
    /// An entry of a list: what stands behind `.It`, and the lines below it.
    struct Entry {
        let head: String
        let lines: [String]

        /// What stands below it, in one line.
        var text: String { lines.joined(separator: " ") }

        /// The same as it is read.
        var plain: String { ManualPage.plain(lines) }

        /// The words of the head that are no macros of mdoc(7).
        var words: [String] {
            head.split(separator: " ").map(String.init).filter { !Self.macros.contains($0) }
        }

        private static let macros: Set = [
            "Ar", "Cm", "Em", "Er", "Ev", "Fl", "No", "Ns", "Oc", "Oo", "Op", "Pa", ",",
        ]
    }

    let lines: [String]

    /// The files of all pages, below man/.
    static func files() throws -> [String] {
        let here = try names(in: "man")
        let folders = here.filter { !$0.contains(".") }
        return try here.filter { $0.contains(".") }
            + folders.flatMap { folder in try names(in: "man/\(folder)").map { "\(folder)/\($0)" } }
    }

    /// Reads a page of man/.
    init(_ file: String) throws {
        lines = try text(of: "man/\(file)").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    private init(lines: [String]) {
        self.lines = lines
    }

    /// All of it as it is read, in one line.
    var plain: String { Self.plain(lines) }

    /// Lines as they are read: without the macros that mark single words.
    private static func plain(_ lines: [String]) -> String {
        lines.map { line in
            guard line.hasPrefix(".") else { return line }
            let words = line.split(separator: " ").dropFirst()
            // A reference is to a page of a section.
            return (line.hasPrefix(".Xr ") ? words.prefix(1) : words).joined(separator: " ")
        }.joined(separator: " ")
    }

    /// The headings of its sections, in order.
    var headings: [String] {
        lines.filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
    }

    /// Its sections and their parts, each by its heading, in order.
    var parts: [(heading: String, page: ManualPage)] {
        lines.filter(Self.isHeading).map { line in
            let heading = String(line.dropFirst(4))
            return (heading, part(heading))
        }
    }

    /// What stands behind a macro, wherever that is called, word by word.
    func words(behind macro: String) -> [String] {
        lines.filter { $0.hasPrefix(".") }.flatMap { line -> [String] in
            let words = line.dropFirst().split(separator: " ").map(String.init)
            return zip(words, words.dropFirst()).filter { $0.0 == macro }.map(\.1)
        }
    }

    private static func isHeading(_ line: String) -> Bool {
        line.hasPrefix(".Sh ") || line.hasPrefix(".Ss ")
    }

    /// What stands below the heading `title`, up to the next one.
    func part(_ title: String) -> ManualPage {
        let rest = lines.drop { !Self.isHeading($0) || $0.dropFirst(4) != title }.dropFirst()
        return ManualPage(lines: Array(rest.prefix { !Self.isHeading($0) }))
    }

    /// The entries of its lists, in order.
    var entries: [Entry] {
        var entries: [Entry] = []
        var rest = lines[...]
        while let line = rest.popFirst() {
            guard line.hasPrefix(".It ") else { continue }
            let below = rest.prefix { !$0.hasPrefix(".It ") && !$0.hasPrefix(".El") }
            entries.append(
                Entry(head: String(line.dropFirst(4)), lines: Array(below)))
        }
        return entries
    }

    /// The rows of its tables, cell by cell, without macros; the headings left out.
    var rows: [[String]] {
        entries.map { entry in
            entry.head.components(separatedBy: " Ta ").map {
                Entry(head: $0, lines: []).words.joined(separator: " ")
            }
        }.filter { $0.count > 1 && $0[0] != "what" }
    }

    /// What its literal displays and its single lines of that kind show, in order.
    var examples: [String] {
        var examples: [String] = []
        var rest = lines[...]
        while let line = rest.popFirst() {
            if line.hasPrefix(".Dl ") {
                examples.append(Self.shown(line.dropFirst(4)))
            } else if line.hasPrefix(".Bd ") {
                let display = rest.prefix { $0 != ".Ed" }
                examples.append(display.map { Self.shown($0[...]) + "\n" }.joined())
            }
        }
        return examples
    }

    /// A line of a display as it is shown.
    private static func shown(_ line: Substring) -> String {
        String(line).replacing("\\(dq", with: "\"").replacing("\\&", with: "")
            .replacing("\\e", with: "\\")
    }
}
