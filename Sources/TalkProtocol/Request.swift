/// What a client asks for (`do`).
package enum Request: Hashable, Sendable {
    case hello(Hello)
    case say(text: String, style: Style, id: MessageID?)
    case tell(to: String, text: String, id: MessageID?)
    case name(String)
    case who
    case history(before: UInt64?, count: Int?)
    case ping(id: MessageID?)
    case leave

    /// The sender's token for it, where it has one.
    package var id: MessageID? {
        switch self {
        case .say(_, _, let id), .tell(_, _, let id), .ping(let id): id
        case .hello, .name, .who, .history, .leave: nil
        }
    }

    /// The request that must come first; it enters the room.
    package struct Hello: Hashable, Sendable {
        /// The username asked for; nil takes the default.
        package var name: String?
        /// False: may ask, say and tell, but is not announced and not listed.
        package var present: Bool
        package var replay: Replay
        /// What the client calls itself; for the operator only.
        package var client: String?

        package init(
            name: String? = nil, present: Bool = true, replay: Replay = .backlog(nil),
            client: String? = nil
        ) {
            self.name = name
            self.present = present
            self.replay = replay
            self.client = client
        }
    }

    /// What somebody who enters wants to see of what was said before.
    package enum Replay: Hashable, Sendable {
        /// The last so many things said; nil for the daemon's default.
        case backlog(Int?)
        /// All that was said after that number of that ledger.
        case after(UInt64, ledger: String?)
    }

    /// How a message is meant.
    package enum Style: String, Sendable {
        case plain
        case action
    }
}
