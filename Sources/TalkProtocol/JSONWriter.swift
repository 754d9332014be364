import TalkText

/// Writes one flat JSON object as one line: compact, UTF-8, with no more escapes than JSON asks for.
struct JSONWriter: ~Copyable {
    /// The line so far, after what was there; whole, with its LF, after ``end()``.
    private var bytes: [UInt8]
    private var isFirst = true

    /// Nearly every line fits: what is said is 120 bytes and its text.
    private static let usualBytes = 256

    init() {
        var nothing: [UInt8] = []
        self.init(after: &nothing)
    }

    /// Never inlined: where Swift 6.3 does that, it keeps the bytes for their owner, too, and copies all of them before
    /// it appends to them.
    ///
    /// - Parameter bytes: What the line is appended to; taken from there until ``end()`` gives it back.
    @inline(never)
    init(after bytes: inout [UInt8]) {
        self.bytes = []
        swap(&self.bytes, &bytes)
        if self.bytes.capacity == 0 { self.bytes.reserveCapacity(Self.usualBytes) }
        self.bytes.append(UInt8(ascii: "{"))
    }

    mutating func write(_ key: JSONKey, _ text: String) {
        writeKey(key)
        bytes.append(UInt8(ascii: "\""))
        writeEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func write(_ key: JSONKey, _ text: SafeText) {
        guard text.isQuotable else { return write(key, text.string) }
        writeKey(key)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.string.utf8)
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
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(contentsOf: members)
    }

    /// What was written, without the braces around it.
    consuming func members() -> [UInt8] {
        // Kept for long, so no larger than it must be.
        Array(bytes.dropFirst())
    }

    private mutating func writeKey(_ key: JSONKey) {
        if isFirst {
            bytes.append(contentsOf: key.bytes.dropFirst())
        } else {
            bytes.append(contentsOf: key.bytes)
        }
        isFirst = false
    }

    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 {
            if Self.isEscaped(byte) { writeEscape(of: byte) } else { bytes.append(byte) }
        }
    }

    /// Whether JSON asks for an escape.
    static func isEscaped(_ byte: UInt8) -> Bool {
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
