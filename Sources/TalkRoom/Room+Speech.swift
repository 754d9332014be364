package import TalkProtocol
package import TalkText

/// What is said, and what is asked about it.
extension Room {
    /// Counts one more line of an account, whatever it says.
    package mutating func admit(_ cost: Cost, uid: UInt32, now: Moment) -> Pace.Verdict {
        admit(cost, uid: uid, isTold: true, now: now)
    }

    private mutating func admit(
        _ cost: Cost, uid: UInt32, isTold: Bool, now: Moment
    ) -> Pace.Verdict {
        let allowance = Double(rank(of: uid).allowance)
        return pace?.admit(
            cost, uid: uid, allowance: allowance, isTold: isTold, now: now.milliseconds)
            ?? Pace.Verdict()
    }

    /// Counts that an account has connected.
    ///
    /// - Returns: For how many milliseconds it is not to be listened to.
    package mutating func knock(uid: UInt32, now: Moment) -> Int64 {
        admit(.connecting, uid: uid, isTold: false, now: now).waitMilliseconds
    }

    /// Counts how long an answer is that an account gets; what it asks next may wait for that.
    package mutating func charge(items: Int, uid: UInt32, now: Moment) {
        var cost = Cost(items: items)
        // That of having asked is paid.
        cost.requests -= 1
        cost.lines = 0
        _ = admit(cost, uid: uid, isTold: false, now: now)
    }

    /// What is waiting to be sent, to a session and to all.
    package func load(of session: SessionID) -> Load {
        Load(
            undeliveredBytes: delivery.undeliveredBytes(of: session),
            isAheadOfFlusher: delivery.isAheadOfFlusher,
            takenCount: queue.takenCount)
    }

    /// Says to everybody, in order and each once, what an account may say by now.
    ///
    /// - Parameters:
    ///   - speeches: Loses those that were said, were said before, or are refused.
    ///   - heard: Called for each that is said.
    package mutating func say(
        _ speeches: inout ArraySlice<Speech>, from session: SessionID, now: Moment,
        heard: ((Said) -> Void)? = nil
    ) -> SpeechOutcome {
        guard let member = roster.members[session] else {
            speeches = []
            return SpeechOutcome()
        }
        roster.touch(session, at: now.milliseconds)
        var outcome = SpeechOutcome()
        while outcome.halt == nil, let speech = speeches.first {
            if isAheadOfScribe(member.account.uid) {
                outcome.halt = .aheadOfScribe
                break
            }
            let verdict = speech.cost.map { admit($0, uid: member.account.uid, now: now) }
            if let verdict, verdict.waitMilliseconds > 0 {
                speeches[speeches.startIndex].cost = nil
                outcome.halt = .tooFast(verdict)
            } else {
                speeches.removeFirst()
                if acts.isMuted(member.account.uid, at: now.wall) {
                    outcome.halt = .refused(.muted, id: speech.id)
                } else if settings.keepsOnDisk {
                    queue.append(
                        Unsaid(
                            speech: speech, session: session, speaker: member.speaker,
                            time: now.wall))
                } else {
                    outcome.halt = say(speech, by: member, now: now, heard: heard)
                }
            }
        }
        delivery.noteSpeech(at: now.milliseconds)
        outcome.load = load(of: session)
        return outcome
    }

    private mutating func say(
        _ speech: Speech, by member: Member, now: Moment, heard: ((Said) -> Void)?
    ) -> SpeechOutcome.Halt? {
        do throws(ErrorCode) {
            if let id = speech.id,
                let receipt = try rememberedIDs.receipt(
                    for: id, uid: member.account.uid, text: speech.text.string, style: speech.style)
            {
                return .before(receipt)
            }
        } catch {
            return .refused(error, id: speech.id)
        }
        let said = Said(
            seq: memory.lastSeq + 1, time: now.wall, speaker: member.speaker, text: speech.text,
            style: speech.style, id: speech.id)
        line.removeAll(keepingCapacity: true)
        Event.said(said).append(to: &line)
        tellEverybody(said, line: line[...])
        heard?(said)
        return nil
    }

    /// From now on it was said.
    mutating func tellEverybody(_ said: Said, line: ArraySlice<UInt8>) {
        memory.append(line)
        rememberedIDs.remember(said)
        delivery.announce(.said(said), jsonLine: line)
    }

    /// Says something to one person: to each session that matches, and to the sender.
    ///
    /// - Throws: `muted` or `nobody-there`.
    package mutating func tell(
        _ text: SafeText, to: String, id: MessageID?, from session: SessionID, now: Moment
    ) throws(ErrorCode) {
        guard let member = roster.members[session] else { return }
        try permitSpeech(of: member.account.uid, now.wall)
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

    /// The session that is present and connected last; 0 when nobody is present.
    package var lastPresentSession: SessionID { roster.presentSessions.last ?? 0 }

    /// Who is present, in the order of their coming: the next ones after a session, as far as another.
    ///
    /// By where the caller stands, and not by a list that it would keep: ten thousand who ask for everybody and
    /// read nothing would hold ten thousand lists of ten thousand.
    package func people(
        after session: SessionID, through last: SessionID, count: Int, now: Moment
    ) -> [Person] {
        let rest = roster.presentSessions[roster.placeAmongPresent(of: session + 1)...]
        return rest.prefix(count).prefix { $0 <= last }.compactMap { person($0, now: now) }
    }

    /// Who a session is that is in the room, present or not.
    func person(_ session: SessionID, now: Moment) -> Person? {
        guard let member = roster.members[session] else { return nil }
        let idle = roster.idleMilliseconds(session, at: now.milliseconds) / 1000
        return Person(
            speaker: member.speaker, session: session, since: member.since, idleSeconds: Int(idle))
    }

    /// The numbers of the last `count` things said before `seq`, as far as they are kept.
    package func history(before seq: UInt64?, count: Int?) -> ClosedRange<UInt64>? {
        let end = min(max(seq ?? .max, 1) - 1, memory.lastSeq)
        let count = UInt64(min(count ?? settings.backlog, Limits.maxHistoryCount))
        let first = max(end + 1 - min(count, end), oldestSeq)
        return first <= end ? first...end : nil
    }

    /// What was said from some number on, as far as it is remembered.
    package enum Recollection: Sendable {
        /// Whole lines of the JSON dialect, oldest first, and the number after the last of them.
        case lines(ArraySlice<UInt8>, next: UInt64)
        /// What came before that number is at the most on the disk.
        case forgotten(before: UInt64)
    }

    /// The lines of what was said from `seq` on: some of them, for the caller to come back.
    ///
    /// - Returns: Nil when nothing was said in that range that is still kept.
    package func lines(
        from seq: UInt64, through end: UInt64, maxBytes: Int = Limits.answerChunkBytes
    ) -> Recollection? {
        if oldestOnDisk != nil, seq < memory.oldestSeq {
            return .forgotten(before: memory.oldestSeq)
        }
        let found = memory.lines(from: seq, through: end, maxBytes: maxBytes)
        return found.map { .lines($0.bytes, next: $0.next) }
    }
}
