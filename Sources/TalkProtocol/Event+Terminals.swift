package import TalkText

/// Somebody calls: `ring`, as who is attached hears it.
package struct Rang: Hashable, Sendable {
    package var time: Timestamp
    package var speaker: Speaker
    package var to: SafeText
    /// Empty when nothing was said with it.
    package var text: SafeText

    package init(time: Timestamp, speaker: Speaker, to: SafeText, text: SafeText) {
        self.time = time
        self.speaker = speaker
        self.to = to
        self.text = text
    }
}

/// An account that is not attached and has a terminal, or several, in answer to `who`.
package struct Lodger: Hashable, Sendable {
    package var account: SafeText
    package var uid: UInt32
    package var terminals: Int
    /// Whether one of them takes messages.
    package var takesMessages: Bool
    /// Since somebody typed at any of them.
    package var idleSeconds: Int

    package init(
        account: SafeText, uid: UInt32, terminals: Int, takesMessages: Bool, idleSeconds: Int
    ) {
        self.account = account
        self.uid = uid
        self.terminals = terminals
        self.takesMessages = takesMessages
        self.idleSeconds = idleSeconds
    }
}

/// A terminal that takes messages and did not get one.
package struct Unreached: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// It takes no more: nobody reads it, or its output was stopped.
        case blocked
        /// It was hung up, or is another's now.
        case gone
        /// The daemon may not write to it.
        case notPermitted = "not-permitted"
        case failed
    }

    package var account: SafeText
    package var uid: UInt32
    /// As tty(1) has it, without the directory: `pts/3`.
    package var terminal: SafeText
    package var reason: Reason

    package init(account: SafeText, uid: UInt32, terminal: SafeText, reason: Reason) {
        self.account = account
        self.uid = uid
        self.terminal = terminal
        self.reason = reason
    }
}

/// Whom a `ring` or a `wall` reached.
package struct Reached: Hashable, Sendable {
    /// Whom it was for; nil for everybody.
    package var to: SafeText?
    package var sessions = 0
    /// Those reached or not.
    package var allSessions = 0
    package var terminals = 0
    package var allTerminals = 0
    /// Of all those, the ones that take no messages.
    package var off = 0
    /// Terminals that take messages, and did not get this one.
    package var failed = 0
    /// The only terminal that it was for, as tty(1) has it, without `/dev/`; nil when it was not for one alone.
    package var terminal: SafeText?
    package var id: MessageID?

    package init(to: SafeText? = nil, id: MessageID? = nil) {
        self.to = to
        self.id = id
    }

    package var isAnybody: Bool { sessions > 0 || terminals > 0 }
}

/// Whether an account takes messages at its terminals.
package struct MessagesState: Hashable, Sendable {
    /// False once it has said no, whatever its terminals say.
    package var areTaken: Bool
    /// How many terminals the daemon was handed.
    package var handed: Int
    /// Whether messages reach the one that the session named, as far as the terminal goes: it was handed over,
    /// or its mode lets the daemon in.
    package var isHere: Bool
    /// Whether the choice outlives the daemon.
    package var isKept: Bool
    package var id: MessageID?

    package init(
        areTaken: Bool, handed: Int, isHere: Bool, isKept: Bool, id: MessageID? = nil
    ) {
        self.areTaken = areTaken
        self.handed = handed
        self.isHere = isHere
        self.isKept = isKept
        self.id = id
    }
}
