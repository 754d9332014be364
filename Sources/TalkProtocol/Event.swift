package import TalkText

/// What the daemon tells a client (`event`).
///
/// Decoded from a socket, every text in it has passed ``SafeText``; encoded for one, too.
package enum Event: Hashable, Sendable {
    case welcome(Welcome)
    case said(Said)
    case receipt(Receipt)
    case told(Told)
    case joined(Presence)
    case left(Presence, LeaveReason)
    case renamed(Presence, was: SafeText)
    case person(Person)
    case past(Said)
    case rang(Rang)
    /// Somebody who was rung came into the room.
    case answered(Presence)
    case lodger(Lodger)
    case unreached(Unreached)
    case reached(Reached)
    case messages(MessagesState)
    /// The terminal may be handed over now.
    case give
    /// Something that an operator does just now.
    case acted(Act)
    /// Something that an operator did, in answer to `acts` and `topic`.
    case act(Act)
    case end
    case pong(id: MessageID?)
    case error(Failure)
}

/// Somebody as the events show them: the name they chose and the account that the kernel vouches for.
///
/// Shared by all that it says: an event that is handed on copies one reference.
package final class Speaker: Hashable, Sendable {
    package let name: SafeText
    /// The login; the uid's number where it has none.
    package let account: SafeText
    package let uid: UInt32
    /// How the JSON dialect has it, if it is to be written more than once.
    private let written: [UInt8]?

    /// How the JSON dialect has it.
    var members: [UInt8] { written ?? Self.members(name: name, account: account, uid: uid) }

    /// - Parameter isSaidOften: Whether what the JSON dialect has for it is to be kept.
    package init(name: SafeText, account: SafeText, uid: UInt32, isSaidOften: Bool = true) {
        written = isSaidOften ? Self.members(name: name, account: account, uid: uid) : nil
        self.name = name
        self.account = account
        self.uid = uid
    }

    package static func == (one: Speaker, other: Speaker) -> Bool {
        one.name == other.name && one.account == other.account && one.uid == other.uid
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(account)
        hasher.combine(uid)
    }
}

/// Answer to `hello`.
package struct Welcome: Hashable, Sendable {
    package var host: SafeText
    /// Names this run of numbers.
    package var ledger: SafeText
    /// The last number said; 0 when nothing was.
    package var seq: UInt64
    /// The first number still kept; `seq + 1` when none is.
    package var oldest: UInt64
    package var speaker: Speaker
    package var session: UInt64
    /// Sessions present, this one included when it is.
    package var here: Int
    /// True when the `after` asked for means nothing here: forget old numbers.
    package var reset: Bool
    /// What the room is about; empty when nobody has said.
    package var topic: SafeText

    package init(
        host: SafeText, ledger: SafeText, seq: UInt64, oldest: UInt64, speaker: Speaker,
        session: UInt64, here: Int, reset: Bool, topic: SafeText = .empty
    ) {
        self.host = host
        self.ledger = ledger
        self.seq = seq
        self.oldest = oldest
        self.speaker = speaker
        self.session = session
        self.here = here
        self.reset = reset
        self.topic = topic
    }
}

/// Something that was said; the echo is the sender's receipt.
package struct Said: Hashable, Sendable {
    package var seq: UInt64
    package var time: Timestamp
    package var speaker: Speaker
    package var text: SafeText
    package var style: Request.Style
    package var id: MessageID?

    package init(
        seq: UInt64, time: Timestamp, speaker: Speaker, text: SafeText, style: Request.Style,
        id: MessageID?
    ) {
        self.seq = seq
        self.time = time
        self.speaker = speaker
        self.text = text
        self.style = style
        self.id = id
    }
}

/// This id was said before, as that number.
package struct Receipt: Hashable, Sendable {
    package var seq: UInt64
    package var time: Timestamp
    package var id: MessageID

    package init(seq: UInt64, time: Timestamp, id: MessageID) {
        self.seq = seq
        self.time = time
        self.id = id
    }
}

/// A private message, as both ends see it.
package struct Told: Hashable, Sendable {
    package var time: Timestamp
    package var speaker: Speaker
    package var to: SafeText
    package var text: SafeText
    package var id: MessageID?

    package init(
        time: Timestamp, speaker: Speaker, to: SafeText, text: SafeText, id: MessageID?
    ) {
        self.time = time
        self.speaker = speaker
        self.to = to
        self.text = text
        self.id = id
    }
}

/// A session's coming, going or renaming.
package struct Presence: Hashable, Sendable {
    package var time: Timestamp
    package var speaker: Speaker
    package var session: UInt64

    package init(time: Timestamp, speaker: Speaker, session: UInt64) {
        self.time = time
        self.speaker = speaker
        self.session = session
    }
}

/// A session that is here, in answer to `who`.
package struct Person: Hashable, Sendable {
    package var speaker: Speaker
    package var session: UInt64
    package var since: Timestamp
    package var idleSeconds: Int
    /// What operators see besides; nil for everybody else.
    package var details: PersonDetails?

    package init(
        speaker: Speaker, session: UInt64, since: Timestamp, idleSeconds: Int,
        details: PersonDetails? = nil
    ) {
        self.speaker = speaker
        self.session = session
        self.since = since
        self.idleSeconds = idleSeconds
        self.details = details
    }
}

/// A request was refused; the session goes on unless it is fatal.
package struct Failure: Hashable, Sendable {
    /// The word; one that this program does not know is kept as it is.
    package var code: SafeText
    package var text: SafeText
    package var id: MessageID?
    package var fatal: Bool

    package init(code: SafeText, text: SafeText, id: MessageID? = nil, fatal: Bool = false) {
        self.code = code
        self.text = text
        self.id = id
        self.fatal = fatal
    }
}
