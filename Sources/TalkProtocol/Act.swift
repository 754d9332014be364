package import TalkText

/// What operators do, as the word that goes over the wire: a request's `do`, an event's `act`.
package enum ActKind: String, CaseIterable, Sendable {
    /// Ends an account's sessions.
    case dismiss
    /// Lets an account say nothing, for a while or until it is lifted.
    case mute
    /// Ends an account's sessions, and lets it not come in, for a while or until it is lifted.
    case ban
    /// Takes a mute and a ban back.
    case lift
    /// Sets what the room is about.
    case topic
    /// Takes the text of something that was said away; its number stays.
    case redact
}

extension Request {
    /// An operator's act, as it is asked for.
    package struct Act: Hashable, Sendable {
        package var kind: ActKind
        /// To whom: a present name, else a login, else a uid's digits. Not of ``ActKind/topic`` and ``ActKind/redact``.
        package var to: String?
        /// For how long, of a mute or a ban; nil until it is lifted.
        package var seconds: Int?
        /// What was said under that number; of ``ActKind/redact`` only.
        package var seq: UInt64?
        /// The reason; the topic itself, empty to have none.
        package var text: String?

        package init(
            _ kind: ActKind, to: String? = nil, seconds: Int? = nil, seq: UInt64? = nil,
            text: String? = nil
        ) {
            self.kind = kind
            self.to = to
            self.seconds = seconds
            self.seq = seq
            self.text = text
        }
    }
}

/// Something that an operator did: told to everybody, and kept.
package struct Act: Hashable, Sendable {
    package var time: Timestamp
    /// Who did it.
    package var speaker: Speaker
    package var kind: ActKind
    /// To whom; whose message it was, of ``ActKind/redact``. Nil of ``ActKind/topic``.
    package var to: Subject?
    /// When a mute or a ban ends by itself; nil when it does not.
    package var until: Timestamp?
    /// The number of what was said; of ``ActKind/redact`` only.
    package var seq: UInt64?
    /// The ledger whose number that is; of ``ActKind/redact`` only.
    package var ledger: SafeText?
    /// The reason, empty where none was given; the topic itself. One line.
    package var text: SafeText
    /// Whether it still holds: of a mute or a ban that is neither over nor lifted, and of the topic.
    package var isStanding: Bool
    /// Whether it outlives the daemon.
    package var isKept: Bool
    package var id: MessageID?

    /// The account that an act is about.
    package struct Subject: Hashable, Sendable {
        /// The login; the uid's number where it has none.
        package let account: SafeText
        package let uid: UInt32

        package init(account: SafeText, uid: UInt32) {
            self.account = account
            self.uid = uid
        }
    }

    package init(
        time: Timestamp, speaker: Speaker, kind: ActKind, to: Subject? = nil,
        until: Timestamp? = nil, seq: UInt64? = nil, ledger: SafeText? = nil, text: SafeText,
        isStanding: Bool = false, isKept: Bool = true, id: MessageID? = nil
    ) {
        self.time = time
        self.speaker = speaker
        self.kind = kind
        self.to = to
        self.until = until
        self.seq = seq
        self.ledger = ledger
        self.text = text
        self.isStanding = isStanding
        self.isKept = isKept
        self.id = id
    }
}

/// What operators see of a session besides, in answer to `who` with `verbose`.
package struct PersonDetails: Hashable, Sendable {
    /// How far a session has come.
    package enum State: String, CaseIterable, Sendable {
        /// Here for others to see.
        case present
        /// In the room, and not announced: it asks, says or tells something.
        case asking
        /// Connected, and not yet in the room: it has no name, and its login stands in for it.
        case entering
    }

    package var state: State
    /// What the client calls itself; empty where it has not said.
    package var client: SafeText
    /// The terminal it says it is at, without `/dev/`; empty where it has not said.
    package var terminal: SafeText
    /// Live bytes that are due to it and not yet taken.
    package var undeliveredBytes: Int
    package var isMuted: Bool
    package var isOperator: Bool

    package init(
        state: State, client: SafeText, terminal: SafeText, undeliveredBytes: Int, isMuted: Bool,
        isOperator: Bool
    ) {
        self.state = state
        self.client = client
        self.terminal = terminal
        self.undeliveredBytes = undeliveredBytes
        self.isMuted = isMuted
        self.isOperator = isOperator
    }
}
