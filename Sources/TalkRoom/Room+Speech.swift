package import TalkProtocol
package import TalkText

/// What is said, and what is asked about it.
extension Room {
    /// Counts one more line of an account, whatever it says.
    package mutating func admit(_ cost: Cost, uid: UInt32, now: Moment) -> Pace.Verdict {
        pace?.admit(cost, uid: uid, now: now.milliseconds) ?? Pace.Verdict()
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
                if settings.keepsOnDisk {
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
            let idle = roster.idleMilliseconds($0.session, at: now.milliseconds) / 1000
            return Person(
                speaker: $0.speaker, session: $0.session, since: $0.since, idleSeconds: Int(idle))
        }
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
    package func lines(from seq: UInt64, through end: UInt64) -> Recollection? {
        if oldestOnDisk != nil, seq < memory.oldestSeq {
            return .forgotten(before: memory.oldestSeq)
        }
        let found = memory.lines(from: seq, through: end, maxBytes: Limits.answerChunkBytes)
        return found.map { .lines($0.bytes, next: $0.next) }
    }
}
