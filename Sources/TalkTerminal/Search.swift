/// Looking for an entry by something that it has in it, character by character.
struct Search: Sendable {
    /// What was being typed.
    let draft: LineEditor
    private(set) var words = ""
    /// The entry that was found; nil before anything was looked for.
    private(set) var index: Int?
    /// No entry has these words; the last one found is still shown.
    private(set) var isLost = false

    init(from line: LineEditor) {
        draft = line
    }

    /// Looks for these words, from the entry shown on to older ones.
    ///
    /// - Returns: The entry; nil when nothing is found, or nothing looked for.
    mutating func add(_ scalar: Unicode.Scalar, in recall: Recall) -> String? {
        // No more than the row that it stands in can hold.
        guard words.utf8.count < 256 else { return nil }
        words.unicodeScalars.append(scalar)
        return look(from: index ?? recall.entries.endIndex - 1, in: recall)
    }

    /// Looks for less, from the newest entry on.
    mutating func removeLast(in recall: Recall) -> String? {
        _ = words.popLast()
        index = nil
        return look(from: recall.entries.endIndex - 1, in: recall)
    }

    /// Looks for an older entry that has them.
    mutating func older(in recall: Recall) -> String? {
        look(from: index.map { $0 - 1 } ?? recall.entries.endIndex - 1, in: recall)
    }

    private mutating func look(from start: Int, in recall: Recall) -> String? {
        isLost = false
        guard !words.isEmpty else { return nil }
        guard let found = recall.lastIndex(upTo: start, with: words) else {
            isLost = true
            return nil
        }
        index = found
        return recall.entries[found]
    }
}
