import Posix

/// What was shown at a terminal, as far as it is looked at.
struct ShownOutput {
    /// So much is remembered: a message with what is drawn after it.
    private static let tailBytes = 4096

    /// How many times a new row was begun.
    private(set) var rows = 0
    private var tail: [UInt8] = []

    /// The first so many bytes of a buffer were shown.
    mutating func add(_ buffer: [UInt8], count: Int) {
        let bytes = buffer.span.extracting(..<count)
        var start = 0
        while let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) {
            rows += 1
            start = feed + 1
        }
        tail.append(bytes.extracting(max(0, bytes.count - Self.tailBytes)...))
        if tail.count > 2 * Self.tailBytes { tail.removeFirst(tail.count - Self.tailBytes) }
    }

    /// Whether something stands in what was shown last.
    func endsWith(_ words: String) -> Bool {
        tail[...].firstIndex(of: Array(words.utf8)) != nil
    }

    /// What a program left that ended.
    var lastRow: String {
        let scalars = String(decoding: tail, as: UTF8.self).unicodeScalars
        let rows = scalars.split { $0 == "\n" || $0 == "\r" }
        return String(
            String.UnicodeScalarView(
                (rows.last ?? Substring().unicodeScalars).filter { $0.value >= 32 }))
    }
}
