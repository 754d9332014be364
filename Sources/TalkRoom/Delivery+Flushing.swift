import TalkProtocol

/// One look at everybody, in steps: what is due to whom, claimed some sessions at a time.
///
/// Its owner keeps it for the next pass, so that nothing is allocated while it goes on.
package struct FlushPass: Sendable {
    /// A session whose claim is the pass's, and what is to be sent to it.
    package struct Claim: Sendable {
        package let session: SessionID
        package let bytes: ArraySlice<UInt8>
        let slot: Int
        /// How many bytes the kernel took, and what it said.
        package var sent = 0
        package var outcome = Delivery.Outcome.sent
    }

    /// Sessions claimed in one step.
    static let maxClaims = 64

    package var claims: [Claim] = []
    /// Sessions whose socket is full: ask poll(2).
    package fileprivate(set) var blocked: [SessionID] = []
    /// Sessions that have just been found too slow; told once.
    package fileprivate(set) var tooSlow: [SessionID] = []
    fileprivate var nextSlot = 0

    package init() {}
}

extension Delivery {
    /// Begins a pass: all that was announced so far is looked at.
    package mutating func begin(_ pass: inout FlushPass) {
        pass.nextSlot = 0
        pass.blocked.removeAll(keepingCapacity: true)
        pass.tooSlow.removeAll(keepingCapacity: true)
        call.hasNews = false
        for index in logs.indices { call.lookedAtHead[index] = logs[index].head }
    }

    /// Takes note of what was sent to those claimed in the step before, and claims some more.
    ///
    /// - Returns: False when everybody has been looked at.
    package mutating func step(_ pass: inout FlushPass) -> Bool {
        for claim in pass.claims {
            advance(slot: claim.slot, by: claim.sent, outcome: claim.outcome)
            if claim.outcome == .blocked { pass.blocked.append(claim.session) }
            release(slot: claim.slot)
        }
        pass.claims.removeAll(keepingCapacity: true)
        for index in logs.indices { logs[index].seal() }
        while pass.nextSlot < slots.count, pass.claims.count < FlushPass.maxClaims {
            look(at: pass.nextSlot, &pass)
            pass.nextSlot += 1
        }
        if pass.claims.isEmpty { forgetDelivered() }
        return !pass.claims.isEmpty
    }

    private mutating func look(at slot: Int, _ pass: inout FlushPass) {
        guard let reader = slots[slot], !reader.isGivenUp else { return }
        let bytes = undeliveredBytes(of: reader)
        if reader.isBlocked, bytes > Limits.maxOutboxBytes, !reader.isOverdue {
            slots[slot]?.isOverdue = true
            pass.tooSlow.append(reader.session)
            // Who is sending to it gives it up, knowing what was sent.
            if !reader.isClaimed { slots[slot]?.giveUp(in: &logs[reader.dialect.rawValue]) }
        } else if bytes > 0, !reader.isClaimed {
            guard !reader.isBlocked else { return pass.blocked.append(reader.session) }
            slots[slot]?.isClaimed = true
            pass.claims.append(
                FlushPass.Claim(
                    session: reader.session,
                    bytes: reader.dueBytes(in: logs[reader.dialect.rawValue]), slot: slot))
        }
    }

    /// Lets go of what everybody has been sent.
    mutating func forgetDelivered() {
        var floors = logs.map(\.head)
        for case .some(let reader) in slots where !reader.isGivenUp {
            floors[reader.dialect.rawValue] = min(floors[reader.dialect.rawValue], reader.cursor)
        }
        for index in logs.indices { logs[index].forget(before: floors[index]) }
    }

    /// True while much was announced that nobody has even looked at.
    ///
    /// Who speaks waits for it to be false, or a burst would make everybody look slow. The flusher
    /// never waits for anyone, so nobody who reads slowly can keep it true.
    package var isAheadOfFlusher: Bool {
        zip(logs, call.lookedAtHead).contains { Int($0.head - $1) > Limits.maxUnflushedBytes }
    }

    /// The flusher says that it goes to sleep, unless there is news.
    ///
    /// - Returns: Whether it may.
    package mutating func flusherMaySleep() -> Bool {
        call.isAsleep = !call.hasNews
        return call.isAsleep
    }

    /// Takes note that something was said.
    mutating func noteSpeech(at milliseconds: Int64) {
        call.isQuiet = milliseconds - call.lastSpeechMilliseconds >= Limits.quietMilliseconds
        call.lastSpeechMilliseconds = milliseconds
    }

    /// Whether who spoke just now is to send it to everybody itself, where nothing was said for a while
    /// and few are to hear it: the flusher need not be woken then, which takes longer.
    package mutating func takeSpeakersTurn() -> Bool {
        let isSpeakersTurn =
            call.isAsleep && call.isQuiet && slotOfSession.count <= Limits.maxSpeakersReaders
        call.isQuiet = false
        return isSpeakersTurn
    }

    /// Whether the flusher must be woken now; true once for each sleep.
    package mutating func takeFlusherCall() -> Bool {
        guard call.isAsleep, call.hasNews else { return false }
        call.isAsleep = false
        return true
    }
}
