/// What a line from a client takes of its account's allowance.
package struct Cost: Hashable, Sendable {
    /// Messages: what `pace` counts.
    package var messages = 0
    /// Other requests that many hear of, or whose answer is long: as many are allowed as messages.
    package var requests = 0
    /// Lines: ``Limits/linesPerMessage`` are allowed for each message.
    package var lines = 1

    package init() {}
}

extension Request {
    /// What it takes of its account's allowance.
    package var cost: Cost {
        var cost = Cost()
        switch self {
        case .say(let text, _, _), .tell(_, let text, _):
            cost.messages = 1
            // Each arrives as a line of its own in the plain dialect.
            cost.lines += text.utf8.count { $0 == UInt8(ascii: "\n") }
        case .name, .who, .history: cost.requests = 1
        // Who is not present is not announced.
        case .hello(let hello): cost.requests = hello.present ? 1 : 0
        case .ping, .leave: break
        }
        return cost
    }
}
