import Foundation

/// A ledger's directory as anybody reads it: files of JSON Lines, in the order of their names.
package struct LedgerFiles {
    package let directory: String

    package init(_ directory: String) {
        self.directory = directory
    }

    /// Every name in it, in order.
    package var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    package var segments: [String] { names.filter { $0.hasSuffix(".jsonl") } }

    /// The path of the segment that is written to.
    package var last: String { "\(directory)/\(segments.last ?? "")" }

    /// What was said, oldest first.
    ///
    /// - Throws: ``Unmet`` for a line that is no `said` event, or that has no end.
    package func said() throws -> [WireEvent] {
        try segments.flatMap { name in
            let bytes = contents(of: "\(directory)/\(name)")
            guard bytes.last ?? 0x0A == 0x0A else { throw Unmet("\(name) ends in mid-line") }
            return try bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
                .map { line in
                    let event = try WireEvent(Array(line))
                    guard event.event == "said" else { throw Unmet("in \(name): \(event)") }
                    return event
                }
        }
    }
}
