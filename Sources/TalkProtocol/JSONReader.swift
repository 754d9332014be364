/// Reads one flat JSON object (RFC 8259), strictly: what is not one is refused, never guessed at.
struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0

    /// Reads the whole of `line`.
    static func object(from line: [UInt8]) throws(JSONFault) -> JSONObject {
        guard isUTF8(line) else { throw .notUTF8 }
        var reader = JSONReader(bytes: line)
        return try reader.readObject()
    }

    private static func isUTF8(_ line: [UInt8]) -> Bool {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: line.span)
            return true
        } catch {
            return false
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func readObject() throws(JSONFault) -> JSONObject {
        var object = JSONObject()
        skipSpace()
        try take("{")
        skipSpace()
        if !takes("}") {
            repeat {
                try readMember(into: &object)
                skipSpace()
            } while takes(",")
            try take("}")
        }
        skipSpace()
        guard index == bytes.count else { throw .malformed }
        return object
    }

    private mutating func readMember(into object: inout JSONObject) throws(JSONFault) {
        skipSpace()
        let key = try readString()
        skipSpace()
        try take(":")
        skipSpace()
        let value = try readValue()
        guard object.count < Limits.maxObjectKeys, object.insert(key, value) else {
            throw .malformed
        }
    }

    private mutating func readValue() throws(JSONFault) -> JSONValue {
        guard index < bytes.count else { throw .malformed }
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .integer(try readInteger())
        case UInt8(ascii: "{"), UInt8(ascii: "["): throw .unwantedValue
        default: break
        }
        if takesWord("true") { return .boolean(true) }
        if takesWord("false") { return .boolean(false) }
        throw takesWord("null") ? .unwantedValue : .malformed
    }

    private mutating func readInteger() throws(JSONFault) -> Int64 {
        let start = index
        _ = takes("-")
        let digits = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
            index += 1
        }
        let hasLeadingZero = bytes[digits..<index].first == UInt8(ascii: "0") && index - digits > 1
        guard index > digits, !hasLeadingZero else { throw .malformed }
        if index < bytes.count,
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")]
                .contains(bytes[index])
        {
            throw .unwantedValue
        }
        return try Self.value(of: bytes[digits..<index], isNegative: digits > start)
    }

    private static func value(
        of digits: ArraySlice<UInt8>, isNegative: Bool
    ) throws(JSONFault) -> Int64 {
        var value: Int64 = 0
        for byte in digits {
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tens, isTooMuch) = value.multipliedReportingOverflow(by: 10)
            let (sum, isMore) = tens.addingReportingOverflow(isNegative ? -digit : digit)
            if isTooMuch || isMore { throw .unwantedValue }
            value = sum
        }
        return value
    }

    private mutating func readString() throws(JSONFault) -> String {
        try take("\"")
        if let text = readUnescapedString() { return text }
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: Character(try readEscape()).utf8)
            case 0..<0x20: throw .malformed
            default: text.append(byte)
            }
        }
        throw .malformed
    }

    /// Nearly every string has no escape, and is copied in one.
    private mutating func readUnescapedString() -> String? {
        guard let end = Self.endOfUnescapedString(in: bytes.span, from: index) else { return nil }
        defer { index = end + 1 }
        return String(decoding: bytes[index..<end], as: UTF8.self)
    }

    /// Where its quotation mark stands; nil when something else must be looked at first.
    private static func endOfUnescapedString(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if JSONWriter.isEscaped(byte) { return byte == UInt8(ascii: "\"") ? end : nil }
            end += 1
        }
        return nil
    }

    private mutating func readEscape() throws(JSONFault) -> Unicode.Scalar {
        guard index < bytes.count else { throw .malformed }
        let letter = bytes[index]
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try readUnicodeEscape()
        default: throw .malformed
        }
    }

    private mutating func readUnicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let unit = try readHexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard (0xD800..<0xDC00).contains(unit), takes("\\"), takes("u") else { throw .malformed }
        let low = try readHexadecimal()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw .malformed }
        return scalar
    }

    private mutating func readHexadecimal() throws(JSONFault) -> UInt32 {
        guard bytes.count - index >= 4 else { throw .malformed }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw .malformed
            }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) throws(JSONFault) {
        guard takes(character) else { throw .malformed }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func takesWord(_ word: StaticString) -> Bool {
        let letters = Array(word.description.utf8)
        guard bytes[index...].starts(with: letters) else { return false }
        index += letters.count
        return true
    }
}
