package import TalkText

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
    package init(message text: SafeText) {
        messages = 1
        lines += 2 * (text.lineCount - 1) + text.wireBytes / Limits.bytesPerLine
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
        case .say(let text, _, _), .tell(_, let text, _):
            return Cost(message: SafeText(sanitizing: text))
        case .name, .who, .history: cost.requests = 1
        // Who is not present is not announced.
        case .hello(let hello): cost.requests = hello.present ? 1 : 0
        case .ping: break
        case .leave: return .nothing
        }
        return cost
    }
}

extension SafeText {
    /// Bytes that it takes in a line of JSON: what is escaped takes two.
    fileprivate var wireBytes: Int {
        let count = string.utf8.count
        return isQuotable ? count : count + string.utf8.count(where: JSONWriter.isEscaped)
    }
}
