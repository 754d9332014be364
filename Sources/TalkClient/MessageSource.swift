import TalkProtocol

/// The messages of `send`: the words typed, or standard input by the line or as one block.
struct MessageSource {
    /// A message, and the number of its line where it has one.
    struct Message: Hashable {
        let content: Content
        let line: Int?
    }

    enum Content: Hashable {
        case text(String)
        /// It cannot be sent, for this reason.
        case refused(ErrorCode)
    }

    private enum Kind {
        case words
        case lines(LineReader)
        case block([UInt8])
    }

    private var kind: Kind
    private var line = 0
    private var words: String?
    private var isEnded: Bool

    /// One message of all the words.
    init(words: [String]) {
        kind = .words
        self.words = words.joined(separator: " ")
        isEnded = true
    }

    /// Standard input: a message a line, blank lines left out.
    static var lines: MessageSource { MessageSource(.lines(LineReader())) }
    /// Standard input as one message.
    static var block: MessageSource { MessageSource(.block([])) }

    private init(_ kind: Kind) {
        self.kind = kind
        isEnded = false
    }

    var wantsInput: Bool { !isEnded }

    /// True when no message is left, nor will be.
    private(set) var isExhausted = false

    /// How many messages are whole and have not been taken.
    var waitingCount: Int {
        var rest = self
        var count = 0
        while rest.next() != nil { count += 1 }
        return count
    }

    mutating func take(_ bytes: [UInt8]) {
        switch kind {
        case .words: break
        case .lines(var reader):
            reader.append(bytes)
            kind = .lines(reader)
        case .block(let begun):
            // More than that is refused whole; it need not be held.
            let room = max(0, Limits.maxLineBytes + 1 - begun.count)
            kind = .block(begun + bytes.prefix(room))
        }
    }

    /// Input has ended; a last line without its line end is a line.
    mutating func end() {
        isEnded = true
        take([UInt8(ascii: "\n")])
    }

    /// The next message that is whole; nil when none is (yet).
    mutating func next() -> Message? {
        switch kind {
        case .words:
            isExhausted = true
            defer { words = nil }
            return words.map { Message(content: .text($0), line: nil) }
        case .lines(var reader):
            defer { kind = .lines(reader) }
            return nextLine(&reader)
        case .block(let bytes):
            guard isEnded, !isExhausted else { return nil }
            isExhausted = true
            return Self.block(of: bytes)
        }
    }

    private mutating func nextLine(_ reader: inout LineReader) -> Message? {
        while let found = reader.next() {
            line += 1
            switch found {
            case .tooLong: return Message(content: .refused(.textTooLong), line: line)
            case .complete(let bytes):
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                return Message(content: Self.content(of: bytes), line: line)
            }
        }
        isExhausted = isEnded
        return nil
    }

    /// The line ends at the end of the input are the shell's, not the message's.
    private static func block(of bytes: [UInt8]) -> Message? {
        guard bytes.count <= Limits.maxLineBytes else {
            return Message(content: .refused(.textTooLong), line: nil)
        }
        var text = bytes[...]
        while text.last == UInt8(ascii: "\n") || text.last == UInt8(ascii: "\r") {
            text.removeLast()
        }
        return text.isEmpty ? nil : Message(content: content(of: Array(text)), line: nil)
    }

    private static func content(of bytes: [UInt8]) -> Content {
        guard let text = String(validating: bytes, as: UTF8.self) else { return .refused(.notUTF8) }
        return .text(text)
    }
}
