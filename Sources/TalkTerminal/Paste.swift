import TalkText

/// What was pasted, as text: line ends are LF, those at its end are left out, and of control characters
/// there is only TAB beside.
package struct Paste: Hashable, Sendable {
    /// The most bytes of one paste; what comes beyond them is left out.
    package static let maxBytes = LineEditor.maxBytes

    package let text: String
    /// There was more, which is left out.
    package let isCut: Bool

    package init(_ bytes: [UInt8]) {
        isCut = bytes.count > Self.maxBytes
        var text = String.UnicodeScalarView()
        var isAfterCR = false
        for scalar in String(decoding: bytes.prefix(Self.maxBytes), as: UTF8.self).unicodeScalars {
            defer { isAfterCR = scalar == "\r" }
            switch scalar.value {
            case 0x0A: if !isAfterCR { text.append("\n") }
            case 0x0D: text.append("\n")
            case 0x09: text.append(scalar)
            case 0x00..<0x20, 0x7F..<0xA0: break
            default: text.append(scalar)
            }
        }
        while text.last == "\n" { text.removeLast() }
        self.text = String(text)
    }

    /// The first line that is not empty, as if it alone were pasted.
    package var firstLine: Paste {
        let line = text.unicodeScalars.split(separator: "\n").first ?? []
        return Paste(Array(String(String.UnicodeScalarView(line)).utf8))
    }

    package var lineCount: Int { 1 + text.unicodeScalars.count { $0 == "\n" } }
}

/// Gathers the bytes of a paste up to its end, byte by byte.
struct PasteReader: Sendable {
    private static let start = Array("\u{1B}[200~".utf8)
    private static let end = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    /// Bytes of the end that the last bytes may be.
    private var matched = 0
    /// Nothing came for a while, and the end did not.
    var isStalled = false

    /// Takes one byte; tells whether an end is whole with it, which is no part of the paste.
    mutating func take(_ byte: UInt8) -> Bool {
        if byte == Self.end[matched] {
            matched = (matched + 1) % Self.end.count
            return matched == 0
        }
        // Only its first byte can begin the end anew: nothing of it occurs twice but that.
        for skipped in Self.end.prefix(matched) { keep(skipped) }
        matched = 0
        guard byte != Self.end[0] else {
            matched = 1
            return false
        }
        keep(byte)
        return false
    }

    /// Whether an end comes in these bytes before another paste begins: then the one before them was pasted,
    /// by a terminal that does not take it out, and what stands between must not become keys.
    static func endsAgain(in bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let escape = rest.firstIndex(of: end[0]) {
            rest = rest[escape...]
            if rest.starts(with: end) { return true }
            if rest.starts(with: start) { return false }
            rest = rest.dropFirst()
        }
        return false
    }

    /// What has come so far.
    func soFar() -> Paste { Paste(bytes) }

    /// One more than are used tells that there were too many.
    private mutating func keep(_ byte: UInt8) {
        if bytes.count <= Paste.maxBytes { bytes.append(byte) }
    }
}
