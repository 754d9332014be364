package import TalkProtocol
package import TalkText

/// Something to be said to everybody.
package struct Speech: Sendable {
    package let text: SafeText
    package let style: Request.Style
    package let id: MessageID?
    /// What it takes of its account's allowance; nothing once that was taken.
    var cost: Cost?

    package init(text: SafeText, style: Request.Style, id: MessageID?) {
        self.text = text
        self.style = style
        self.id = id
        cost = Cost(message: text)
    }
}

/// What a session is to do after its speeches were taken.
package struct SpeechOutcome: Sendable {
    /// Why not all was said.
    package enum Halt: Hashable, Sendable {
        /// The account is over its allowance: wait, then go on with what is left.
        case tooFast(Pace.Verdict)
        /// This account said it before, under this id.
        case before(Receipt)
        case refused(ErrorCode, id: MessageID?)
        /// Much waits for the disk: wait for that, then go on with what is left.
        case aheadOfScribe
    }

    package var halt: Halt?
    package var load = Load()
}

/// What is waiting to be sent, as far as it is a reason to be read more slowly.
package struct Load: Sendable {
    /// Live bytes that are due to the session itself.
    package var undeliveredBytes = 0
    /// Whether the flusher has much to look at first.
    package var isAheadOfFlusher = false
    /// See ``Room/hasSettled(_:)``.
    package var takenCount: UInt64 = 0
}
