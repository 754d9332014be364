import Posix

/// A text that is to be found nowhere any more, as the JSON dialect has it between its quotation marks.
struct SecretText {
    private static let key = Array(#","text":""#.utf8)

    private let bytes: [UInt8]

    /// - Parameter line: That which says it.
    init?(of line: ArraySlice<UInt8>) {
        guard let start = line.firstIndex(of: Self.key) else { return nil }
        var end = start + Self.key.count
        while end < line.endIndex, line[end] != UInt8(ascii: "\"") {
            end += line[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < line.endIndex else { return nil }
        bytes = Array(line[start + Self.key.count..<end])
    }

    private func isIn(_ line: ArraySlice<UInt8>) -> Bool { line.firstIndex(of: bytes) != nil }

    /// Whether all of it stands there, or its beginning does, where a line was cut.
    func mayBeIn(_ piece: ArraySlice<UInt8>) -> Bool {
        if isIn(piece) { return true }
        guard let key = piece.firstIndex(of: Self.key) else { return false }
        let rest = piece[(key + Self.key.count)...]
        return !rest.isEmpty && bytes.starts(with: rest)
    }
}
