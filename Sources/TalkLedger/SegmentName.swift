/// What the ledger's files are called.
enum SegmentName {
    private static let digits = 20
    private static let ending = ".jsonl"
    private static let tornEnding = ".torn"
    private static let draftEnding = ".new"

    /// The file with the ledger's name.
    static let ledger = "name"

    /// The file that begins with a number: `00000000000000000001.jsonl`, so that `cat *.jsonl` is in order.
    static func file(_ first: UInt64) -> String { padded(first) + ending }

    /// Where what was torn off its end is moved.
    static func torn(_ first: UInt64) -> String { padded(first) + tornEnding }

    /// What is to take the place of a segment, or of what was torn off one, while it is being written.
    static func draft(_ first: UInt64) -> String { padded(first) + draftEnding }

    /// Whether a file is called like a draft.
    static func isDraft(_ file: String) -> Bool {
        file.hasSuffix(draftEnding)
            && first(of: file.dropLast(draftEnding.count) + ending) != nil
    }

    /// The number of the segment that a file was torn off; nil when that is not what it is called.
    static func firstOfTorn(_ file: String) -> UInt64? {
        guard file.hasSuffix(tornEnding) else { return nil }
        return first(of: file.dropLast(tornEnding.count) + ending)
    }

    /// The number that a segment begins with; nil when that is not what the file is called.
    static func first(of file: String) -> UInt64? {
        guard file.hasSuffix(ending) else { return nil }
        let number = file.utf8.dropLast(ending.utf8.count)
        guard number.count == digits,
            number.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let first = UInt64(String(decoding: number, as: UTF8.self)), first > 0
        else { return nil }
        return first
    }

    private static func padded(_ first: UInt64) -> String {
        let number = String(first)
        return String(repeating: "0", count: digits - number.utf8.count) + number
    }
}
