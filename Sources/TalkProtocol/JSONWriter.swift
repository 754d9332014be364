/// Writes one flat JSON object as one line: compact, UTF-8, with no more escapes than JSON asks for.
package struct JSONWriter {
    /// The line so far; whole, with its LF, after ``end()``.
    private var bytes: [UInt8]

    /// Nearly every line fits: what is said is 120 bytes and its text.
    private static let usualBytes = 256

    package init() {
        bytes = []
        bytes.reserveCapacity(Self.usualBytes)
        bytes.append(UInt8(ascii: "{"))
    }

    package mutating func write(_ key: StaticString, _ text: String) {
        writeKey(key)
        bytes.append(UInt8(ascii: "\""))
        writeEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func write(_ key: StaticString, _ number: some FixedWidthInteger) {
        writeKey(key)
        bytes.append(decimal: UInt64(number.magnitude), isNegative: number < 0)
    }

    package mutating func write(_ key: StaticString, _ truth: Bool) {
        writeKey(key)
        bytes.append(contentsOf: truth ? "true".utf8 : "false".utf8)
    }

    package mutating func write(_ key: StaticString, _ time: Timestamp) {
        writeKey(key)
        bytes.append(UInt8(ascii: "\""))
        time.write(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Ends the object and the line.
    package consuming func end() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private mutating func writeKey(_ key: StaticString) {
        let isFirst = bytes.count == 1
        bytes.append(contentsOf: isFirst ? "\"".utf8 : ",\"".utf8)
        bytes.append(contentsOf: key.description.utf8)
        bytes.append(contentsOf: "\":".utf8)
    }

    /// Nearly all texts hold nothing to be escaped, and are copied in one.
    private mutating func writeEscaped(_ text: String) {
        let utf8 = text.utf8
        guard utf8.contains(where: Self.isEscaped) else { return bytes.append(contentsOf: utf8) }
        for byte in utf8 {
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
