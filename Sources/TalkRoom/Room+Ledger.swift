package import TalkProtocol
import TalkText

/// What is said where it is kept on the disk: taken, drafted, and settled once the disk has it.
///
/// What is drafted has been shown to nobody: its numbers are given again if the disk refuses it.
extension Room {
    /// Begins a draft of what was taken and has no number yet. One at a time.
    ///
    /// - Parameter refusal: What a session is told whose message is not said.
    /// - Returns: Nil when there is nothing to write.
    package mutating func draft(refusal: (ErrorCode, MessageID?) -> Event) -> Draft? {
        guard queue.hasWork else { return nil }
        var draft = Draft(firstSeq: memory.lastSeq + 1)
        for unsaid in queue.beginDraft() { add(unsaid, to: &draft, refusal) }
        if !draft.saids.isEmpty { return draft }
        settle(draft, kept: 0, refusal: refusal)
        return nil
    }

    private func add(
        _ unsaid: Unsaid, to draft: inout Draft, _ refusal: (ErrorCode, MessageID?) -> Event
    ) {
        // Who was muted while it waited is silent at once.
        if acts.isMuted(unsaid.speaker.uid, at: unsaid.time) {
            return draft.answer(refusal(.muted, unsaid.speech.id), to: unsaid.session)
        }
        guard let id = unsaid.speech.id else { return draft.add(unsaid, key: nil) }
        let key = RememberedIDs.Key(uid: unsaid.speaker.uid, id: id)
        do throws(ErrorCode) {
            let receipt = try rememberedIDs.receipt(
                for: id, uid: unsaid.speaker.uid, text: unsaid.speech.text.string,
                style: unsaid.speech.style)
            if let receipt {
                draft.answer(.receipt(receipt), to: unsaid.session)
            } else {
                draft.add(unsaid, key: key)
            }
        } catch {
            draft.answer(refusal(error, id), to: unsaid.session)
        }
    }

    /// Ends a draft: tells everybody what the disk has, and those whose words it has not, that it has not.
    ///
    /// - Parameters:
    ///   - kept: How many of its lines the disk has, the first ones.
    ///   - refusal: What a session is told whose message is not said.
    ///   - heard: Called for each that is said.
    package mutating func settle(
        _ draft: Draft, kept: Int, heard: ((Said) -> Void)? = nil,
        refusal: (ErrorCode, MessageID?) -> Event
    ) {
        for (index, said) in draft.saids.enumerated() {
            if index < kept {
                tellEverybody(said, line: draft.line(index))
                heard?(said)
            } else {
                delivery.whisper(refusal(.notKept, said.id), to: [draft.sessions[index]])
            }
        }
        for repetition in draft.repetitions {
            let said = draft.saids[repetition.index]
            let answer: Event =
                if repetition.index >= kept {
                    refusal(.notKept, repetition.id)
                } else if repetition.isSame {
                    .receipt(Receipt(seq: said.seq, time: said.time, id: repetition.id))
                } else {
                    refusal(.idInUse, repetition.id)
                }
            delivery.whisper(answer, to: [repetition.session])
        }
        for (event, session) in draft.answers { delivery.whisper(event, to: [session]) }
        queue.settle(draft.takenCount)
    }

    /// Whether so many of what was ever taken are said, or refused; else it is the caller's turn to wait.
    package mutating func hasSettled(_ takenCount: UInt64) -> Bool {
        if queue.settledCount < takenCount { queue.noteWaiter() }
        return queue.settledCount >= takenCount
    }

    /// Whether so much waits for the disk that an account is to wait before it says more: its own share of it,
    /// so that one that says much does not hold up who says a word; or all that may.
    func isAheadOfScribe(_ uid: UInt32) -> Bool {
        queue.bytes > Limits.maxUnwrittenBytes
            || queue.bytesOfAccount[uid, default: 0] > Limits.maxUnwrittenBytes / 4
    }

    /// Whether there is room for more of an account to wait; else it is the caller's turn to wait.
    package mutating func scribeHasCaughtUp(of uid: UInt32) -> Bool {
        let isAhead = isAheadOfScribe(uid)
        if isAhead { queue.noteWaiter() }
        return !isAhead
    }

    /// Whether a draft can be begun.
    package var hasScribeWork: Bool { queue.hasWork }

    /// The scribe says that it goes to sleep, unless there is something to write.
    ///
    /// - Returns: Whether it may.
    package mutating func scribeMaySleep() -> Bool {
        queue.isScribeAsleep = !queue.hasWork
        return queue.isScribeAsleep
    }

    /// Whether the scribe must be woken now; true once for each sleep.
    package mutating func takeScribeCall() -> Bool {
        guard queue.isScribeAsleep, queue.hasWork else { return false }
        queue.isScribeAsleep = false
        return true
    }

    /// Whether those who wait for something here are to look again; true once.
    package mutating func takeWaitersCall() -> Bool {
        let isCalled = queue.takeCall()
        return delivery.takeWaitersCall() || isCalled
    }
}
