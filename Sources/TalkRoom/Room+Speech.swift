package import TalkProtocol
package import TalkText

/// What is said, and what is asked about it.
extension Room {
    /// How a session's next line is to be taken.
    package struct LineVerdict: Sendable {
        /// How long to wait before it is taken; 0 for not at all.
        package var waitMilliseconds: Int64 = 0
        /// Whether it is to be told that it is too fast: once, until it has been slow.
        package var isNews = false
        /// Live bytes that are due to the session.
        package var undeliveredBytes = 0
        /// Whether the flusher has much to look at first.
        package var isAheadOfFlusher = false
    }

    /// Counts one more line of an account.
    package mutating func admit(
        _ cost: Cost, of session: SessionID, uid: UInt32, now: Moment
    ) -> LineVerdict {
        var verdict = LineVerdict()
        verdict.undeliveredBytes = delivery.undeliveredBytes(of: session)
        verdict.isAheadOfFlusher = delivery.isAheadOfFlusher
        guard let pace = pace?.admit(cost, uid: uid, now: now.milliseconds) else { return verdict }
        verdict.waitMilliseconds = pace.waitMilliseconds
        verdict.isNews = pace.isNews
        return verdict
    }

    /// What became of something to say.
    package enum Spoken: Sendable {
        /// It is said; its echo is the receipt.
        case said(Said)
        /// This account said it before, under this id.
        case before(Receipt)
    }

    /// Says something to everybody, once; nil when the session is not in the room.
    ///
    /// - Throws: `id-in-use` when the id stands for another text.
    package mutating func say(
        _ text: SafeText, style: Request.Style, id: MessageID?, from session: SessionID, now: Moment
    ) throws(ErrorCode) -> Spoken? {
        guard let member = roster.members[session] else { return nil }
        roster.touch(session, at: now.milliseconds)
        if let id,
            let receipt = try rememberedIDs.receipt(
                for: id, uid: member.account.uid, text: text.string, style: style)
        {
            return .before(receipt)
        }
        let said = Said(
            seq: memory.lastSeq + 1, time: now.wall, speaker: member.speaker, text: text,
            style: style, id: id)
        let event = Event.said(said)
        let line = event.jsonLine
        memory.append(line)
        rememberedIDs.remember(said)
        delivery.announce(event, jsonLine: line)
        return .said(said)
    }

    /// Says something to one person: to each session that matches, and to the sender.
    ///
    /// - Throws: `nobody-there`.
    package mutating func tell(
        _ text: SafeText, to: String, id: MessageID?, from session: SessionID, now: Moment
    ) throws(ErrorCode) {
        guard let member = roster.members[session] else { return }
        roster.touch(session, at: now.milliseconds)
        // Not every login is a name that could be chosen, but every one can be written to.
        let to = Name(to) ?? Name(login: to)
        let receivers = roster.present(called: to)
        guard !receivers.isEmpty else { throw .nobodyThere }
        let told = Event.told(
            Told(
                time: now.wall, speaker: member.speaker, to: SafeText(sanitizing: to.string),
                text: text, id: id))
        delivery.whisper(told, to: Set(receivers.map(\.session)).union([session]))
    }

    /// The sessions that are present, in the order of their coming.
    package func presentSessions() -> [SessionID] {
        roster.members.values.filter(\.isPresent).map(\.session).sorted()
    }

    /// Who they are, of some sessions; those that have left meanwhile are left out.
    package func people(of sessions: some Sequence<SessionID>, now: Moment) -> [Person] {
        sessions.compactMap { roster.members[$0] }.map {
            let idle = (now.milliseconds - $0.lastActiveMilliseconds) / 1000
            return Person(
                speaker: $0.speaker, session: $0.session, since: $0.since, idleSeconds: Int(idle))
        }
    }

    /// The numbers of the last `count` things said before `seq`, as far as they are kept.
    package func history(before seq: UInt64?, count: Int?) -> ClosedRange<UInt64>? {
        let end = min(max(seq ?? .max, 1) - 1, memory.lastSeq)
        let count = UInt64(min(count ?? settings.backlog, Limits.maxHistoryCount))
        let first = max(end + 1 - min(count, end), memory.oldestSeq)
        return first <= end ? first...end : nil
    }

    /// The lines of what was said from `seq` on, oldest first: some of them, for the caller to come back.
    ///
    /// - Returns: Whole lines of the JSON dialect, and the number after the last of them; nil when
    ///   nothing (more) of it is kept.
    package func lines(
        from seq: UInt64, through end: UInt64
    ) -> (bytes: ArraySlice<UInt8>, next: UInt64)? {
        memory.lines(from: seq, through: end, maxBytes: Limits.answerChunkBytes)
    }
}
