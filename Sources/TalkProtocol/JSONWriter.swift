import TalkText

/// Writes one flat JSON object as one line: compact, UTF-8, with no more escapes than JSON asks for.
struct JSONWriter {
    /// The line so far; whole, with its LF, after ``end()``.
    private var bytes: [UInt8]

    /// Nearly every line fits: what is said is 120 bytes and its text.
    private static let usualBytes = 256

    init() {
        bytes = []
        bytes.reserveCapacity(Self.usualBytes)
        bytes.append(UInt8(ascii: "{"))
    }

    mutating func write(_ key: JSONKey, _ text: String) {
        writeKey(key)
        bytes.append(UInt8(ascii: "\""))
        writeEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func write(_ key: JSONKey, _ number: some FixedWidthInteger) {
        writeKey(key)
        bytes.append(decimal: UInt64(number.magnitude), isNegative: number < 0)
    }

    mutating func write(_ key: JSONKey, _ truth: Bool) {
        writeKey(key)
        bytes.append(contentsOf: truth ? "true".utf8 : "false".utf8)
    }

    mutating func write(_ key: JSONKey, _ time: Timestamp) {
        writeKey(key)
        bytes.append(UInt8(ascii: "\""))
        time.write(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Ends the object and the line.
    consuming func end() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// Members that were written before, as ``members()`` gave them.
    mutating func write(members: [UInt8]) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: members)
    }

    /// What was written, without the braces around it.
    consuming func members() -> [UInt8] {
        bytes.removeFirst()
        return bytes
    }

    private mutating func writeKey(_ key: JSONKey) {
        if bytes.count > 1 {
            bytes.append(contentsOf: key.bytes)
        } else {
            bytes.append(contentsOf: key.bytes.dropFirst())
        }
    }

    /// Nearly all texts hold nothing to be escaped, and are copied in one.
    private mutating func writeEscaped(_ text: String) {
        if text.everyByte({ !Self.isEscaped($0) }) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            if Self.isEscaped(byte) { writeEscape(of: byte) } else { bytes.append(byte) }
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
        default:
            bytes.append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
