import TalkText

/// What a line from a client takes of its account's allowance.
package struct Cost: Hashable, Sendable {
    /// Messages: what `pace` counts.
    package var messages = 0
    /// Other requests that many hear of, or whose answer is long: as many are allowed as messages.
    package var requests = 0
    /// Lines: ``Limits/linesPerMessage`` are allowed for each message. What is long counts for several, so
    /// that a burst of it is not more than who reads slowly may be behind.
    package var lines = 1

    package init() {}

    /// That of a message: each line of it arrives after its sender's name in the plain dialect.
    package init(message text: String) {
        messages = 1
        lines += 2 * text.lineFeeds + text.mostWireBytes / Limits.bytesPerLine
    }

    /// Who leaves is not kept waiting.
    package static let nothing: Cost = {
        var cost = Cost()
        cost.lines = 0
        return cost
    }()
}

extension Request {
    /// What it takes of its account's allowance.
    package var cost: Cost {
        var cost = Cost()
        switch self {
        case .say(let text, _, _), .tell(_, let text, _): return Cost(message: text)
        case .name, .who, .history: cost.requests = 1
        // Who is not present is not announced.
        case .hello(let hello): cost.requests = hello.present ? 1 : 0
        case .ping: break
        case .leave: return .nothing
        }
        return cost
    }
}

extension String {
    /// Bytes that a text takes in a line of JSON at the most: what is escaped takes two, and a character that
    /// is replaced by U+FFFD takes three.
    fileprivate var mostWireBytes: Int {
        let bytes = utf8.span
        var count = bytes.count
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0xC2: count += 1
            case 0x00..<0x20, 0x7F: count += 2
            default: break
            }
        }
        return count
    }
}
