/// Writes one flat JSON object as one line: compact, UTF-8, with no more escapes than JSON asks for.
package struct JSONWriter {
    /// The line so far; whole, with its LF, after ``end()``.
    package private(set) var bytes: [UInt8]
    private var isFirst = true

    package init() {
        bytes = []
        bytes.reserveCapacity(256)
        bytes.append(UInt8(ascii: "{"))
    }

    package mutating func write(_ key: StaticString, _ text: String) {
        writeKey(key)
        writeQuoted(text)
    }

    package mutating func write(_ key: StaticString, _ number: some BinaryInteger) {
        writeKey(key)
        bytes.append(contentsOf: String(number).utf8)
    }

    package mutating func write(_ key: StaticString, _ truth: Bool) {
        writeKey(key)
        bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    }

    /// Ends the object and the line.
    package consuming func end() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private mutating func writeKey(_ key: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: key.description.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func writeQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
            case 0..<0x20: writeEscaped(byte)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscaped(_ control: UInt8) {
        bytes.append(contentsOf: control < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
        bytes.append(contentsOf: String(control, radix: 16).utf8)
    }
}
