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
    /// Comings to the door: ``Limits/connectionsPerMessage`` are allowed for each message.
    package var connections = 0

    package init() {}

    /// That of a message: each line of it arrives after its sender's name in the plain dialect.
    package init(message text: SafeText) {
        messages = 1
        lines += 2 * (text.lineCount - 1) + text.wireBytes / Limits.bytesPerLine
    }

    /// That of an answer which is so long.
    package init(items: Int) {
        requests = 1 + items / Limits.itemsPerRequest
    }

    /// That of bytes that are read and thrown away, whatever they are.
    package init(skippedBytes: Int) {
        lines = (skippedBytes + Limits.skippedBytesPerLine - 1) / Limits.skippedBytesPerLine
    }

    /// With what it takes to read a line of so many bytes: what is no message may be padded.
    package func reading(bytes: Int) -> Cost {
        var cost = self
        cost.lines = max(lines, 1 + bytes / Limits.skippedBytesPerLine)
        return cost
    }

    /// That of coming to the door, whatever is said there.
    package static let connecting: Cost = {
        var cost = Cost()
        cost.lines = 0
        cost.connections = 1
        return cost
    }()

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
        case .name, .who: cost.requests = 1
        case .history(_, let count):
            cost = Cost(items: min(count ?? 0, Limits.maxHistoryCount))
        case .ring(let ring):
            return Cost(message: SafeText(sanitizing: ring.text ?? ""))
        // Said to the room, it costs what is said besides; to a group it is told.
        case .wall(let wall):
            if wall.group != nil { return Cost(message: SafeText(sanitizing: wall.text)) }
        case .mesg, .ignore, .act, .topic: cost.requests = 1
        case .acts(let count):
            cost = Cost(items: min(count ?? Limits.defaultActs, Limits.maxActs))
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
