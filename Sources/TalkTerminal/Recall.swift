/// What was entered before, and where one is in looking through it.
package struct Recall: Sendable {
    package static let maxEntries = 1000
    package static let maxBytes = 256 * 1024

    /// Oldest first.
    package private(set) var entries: [String] = []
    private var bytes = 0
    private var browsing: Browsing?

    private struct Browsing {
        /// What was being typed.
        let draft: LineEditor
        /// What the entries begin with that are shown.
        let prefix: String
        /// The entry shown.
        var index: Int
    }

    /// - Parameter entries: Oldest first; the newest are kept, as far as the bounds allow.
    package init(_ entries: [String] = []) {
        for entry in entries { add(entry) }
    }

    /// Keeps an entry, unless it is blank or the last one once more.
    ///
    /// - Returns: Whether it was kept.
    @discardableResult
    package mutating func add(_ entry: String) -> Bool {
        browsing = nil
        guard !entry.allSatisfy(\.isWhitespace), entry != entries.last,
            entry.utf8.count <= Self.maxBytes
        else { return false }
        entries.append(entry)
        bytes += entry.utf8.count
        var superfluous = 0
        while entries.count - superfluous > Self.maxEntries || bytes > Self.maxBytes {
            bytes -= entries[superfluous].utf8.count
            superfluous += 1
        }
        entries.removeFirst(superfluous)
        return true
    }

    var isBrowsing: Bool { browsing != nil }

    /// Something else was done: what is shown is being typed.
    mutating func endBrowsing() { browsing = nil }

    /// The next older entry that begins with what stands left of the cursor; nil when there is none.
    mutating func older(than line: LineEditor) -> String? {
        let now =
            browsing
            ?? Browsing(draft: line, prefix: line.halves.before, index: entries.endIndex)
        // One that looks as what is shown would seem to be no answer.
        let shown = line.text
        guard
            let index = entries[..<now.index].lastIndex(where: {
                $0.hasPrefix(now.prefix) && $0 != shown
            })
        else { return nil }
        browsing = now
        browsing?.index = index
        return entries[index]
    }

    /// The next newer entry, at last what was being typed; nil when nothing was looked for.
    mutating func newer(than line: LineEditor) -> LineEditor? {
        guard let now = browsing else { return nil }
        let shown = line.text
        guard
            let index = entries[(now.index + 1)...].firstIndex(where: {
                $0.hasPrefix(now.prefix) && $0 != shown
            })
        else {
            browsing = nil
            return now.draft
        }
        browsing?.index = index
        var found = LineEditor()
        found.replace(with: entries[index])
        return found
    }

    /// The newest entry up to `index` that has `words` in it.
    func lastIndex(upTo index: Int, with words: String) -> Int? {
        entries.prefix(index + 1).lastIndex { entry in
            entry.indices.contains { entry[$0...].hasPrefix(words) }
        }
    }
}
