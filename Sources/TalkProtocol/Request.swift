/// What a client asks for (`do`).
package enum Request: Hashable, Sendable {
    case hello(Hello)
    case say(text: String, style: Style, id: MessageID?)
    case tell(to: String, text: String, id: MessageID?)
    case name(String)
    case who(Who = .present)
    case history(before: UInt64?, count: Int?)
    case ping(id: MessageID?)
    case ring(Ring)
    case wall(Wall)
    /// Whether messages are taken; nil to ask. With `hands`, a terminal is handed over.
    case mesg(takes: Bool?, hands: Bool, id: MessageID?)
    /// Whose rings are not wanted: all of them, by account.
    case ignore([String])
    /// Does what only operators may.
    case act(Act, id: MessageID?)
    /// What the room is about.
    case topic(id: MessageID?)
    /// What operators did last, and what of it holds.
    case acts(count: Int?)
    case leave

    /// The sender's token for it, where it has one.
    package var id: MessageID? {
        switch self {
        case .say(_, _, let id), .tell(_, _, let id), .ping(let id), .mesg(_, _, let id),
            .act(_, let id), .topic(let id):
            id
        case .ring(let ring): ring.id
        case .wall(let wall): wall.id
        case .hello, .name, .who, .history, .ignore, .acts, .leave: nil
        }
    }

    /// How much is asked of who is here.
    package enum Who: Hashable, Sendable {
        /// Who is here for others to see.
        case present
        /// And who has a terminal besides.
        case terminals
        /// Every session that is connected, with what operators may know of it.
        case verbose
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
        /// The terminal that the client shows the room on, as tty(1) has it, without `/dev/`: a wall is not
        /// written over it.
        package var terminal: String?

        package init(
            name: String? = nil, present: Bool = true, replay: Replay = .backlog(nil),
            client: String? = nil, terminal: String? = nil
        ) {
            self.name = name
            self.present = present
            self.replay = replay
            self.client = client
            self.terminal = terminal
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
        /// To everybody, the terminals too; only ``Request/wall(_:)`` says it.
        case wall
        /// Its text was taken away by an operator; nobody says it.
        case redacted
    }

    /// Calls somebody, where they are attached or else at their terminals.
    package struct Ring: Hashable, Sendable {
        /// A name, else a login.
        package var to: String
        package var text: String?
        /// Only this one of their terminals, as tty(1) has it, without `/dev/`, and not where they are
        /// attached.
        package var terminal: String?
        /// Whether the text is a message of several lines, as with write(1); else it is one of
        /// ``Limits/maxRowBytes`` at the most.
        package var isWhole: Bool
        package var id: MessageID?

        package init(
            to: String, text: String? = nil, terminal: String? = nil, isWhole: Bool = false,
            id: MessageID? = nil
        ) {
            self.to = to
            self.text = text
            self.terminal = terminal
            self.isWhole = isWhole
            self.id = id
        }
    }

    /// Says something to everybody, the terminals too.
    package struct Wall: Hashable, Sendable {
        package var text: String
        /// Only to the members of this group; then it is not in the ledger.
        package var group: String?
        /// Whether terminals are told who says it, and when, in a line of its own; only root may say no.
        package var hasBanner: Bool
        /// Seconds that each terminal gets to take it; nil for the daemon's own number.
        package var seconds: Int?
        package var id: MessageID?

        package init(
            text: String, group: String? = nil, hasBanner: Bool = true, seconds: Int? = nil,
            id: MessageID? = nil
        ) {
            self.text = text
            self.group = group
            self.hasBanner = hasBanner
            self.seconds = seconds
            self.id = id
        }
    }
}
