import Posix

/// A reply of Redis: `+OK`, `:1`, `$5` and its bytes, `*3` and three replies.
enum RESPFrame {
    private static let message = Array("message".utf8)
    private static let maxDigits = 9

    static func frame(in bytes: Span<UInt8>, at start: Int) throws(Fault) -> Frame? {
        guard start < bytes.count else { return nil }
        guard bytes[start] == UInt8(ascii: "*") else {
            return try end(ofReply: bytes, at: start).map { Frame(end: $0, content: .other) }
        }
        guard let (count, first) = try number(in: bytes, at: start) else { return nil }
        var elementStart = first
        var lastStart = first
        for _ in 0..<max(count, 0) {
            lastStart = elementStart
            guard let end = try end(ofReply: bytes, at: elementStart) else { return nil }
            elementStart = end
        }
        let isMessage = count == 3 && isMessageWord(bytes, at: first)
        let payloadStart = elementStart - 2 - Payload.byteCount
        let isLong = payloadStart > lastStart
        return Frame(
            end: elementStart,
            content: isMessage ? .message(at: isLong ? payloadStart : -1) : .other)
    }

    private static func isMessageWord(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        bytes.holds(Array("$7\r\n".utf8) + message, at: start)
    }

    /// Where a reply that holds no others ends; nil when it is not there to its end.
    private static func end(ofReply bytes: Span<UInt8>, at start: Int) throws(Fault) -> Int? {
        guard start < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"):
            return bytes.firstIndex(of: UInt8(ascii: "\n"), from: start).map { $0 + 1 }
        case UInt8(ascii: "$"):
            guard let (count, first) = try number(in: bytes, at: start) else { return nil }
            let end = count < 0 ? first : first + count + 2
            return end <= bytes.count ? end : nil
        default:
            throw .malformed
        }
    }

    /// The number after the type byte at `start`, and where what follows its line begins.
    private static func number(
        in bytes: Span<UInt8>, at start: Int
    ) throws(Fault) -> (value: Int, next: Int)? {
        guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return nil }
        let isNegative = bytes[start + 1] == UInt8(ascii: "-")
        let first = start + (isNegative ? 2 : 1)
        guard (1...maxDigits).contains(feed - 1 - first),
            bytes[feed - 1] == UInt8(ascii: "\r")
        else { throw .malformed }
        var value = 0
        for index in first..<feed - 1 {
            let digit = Int(bytes[index]) - Int(UInt8(ascii: "0"))
            guard (0...9).contains(digit) else { throw .malformed }
            value = value * 10 + digit
        }
        return (isNegative ? -value : value, feed + 1)
    }

    /// A command as Redis takes it: an array of strings.
    static func command(_ words: [String]) -> [UInt8] {
        var text = "*\(words.count)\r\n"
        for word in words { text += "$\(word.utf8.count)\r\n\(word)\r\n" }
        return Array(text.utf8)
    }
}
