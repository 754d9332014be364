import TalkProtocol

/// One look at everybody, in steps: what is due to whom, claimed some sessions at a time.
///
/// Its owner keeps it for the next pass, so that nothing is allocated while it goes on.
package struct FlushPass: Sendable {
    /// A session whose claim is the pass's, and what is to be sent to it.
    package struct Claim: Sendable {
        package let session: SessionID
        package let bytes: ArraySlice<UInt8>
        /// The session's place, which nobody else has while it is claimed.
        package let slot: Int
        /// How many bytes the kernel took, and what it said.
        package var sent = 0
        package var outcome = Delivery.Outcome.sent
    }

    /// Sessions claimed in one step.
    static let maxClaims = 64

    package var claims: [Claim] = []
    /// Sessions whose socket is full: ask poll(2).
    package fileprivate(set) var blocked: [SessionID] = []
    /// Whether the flusher is to wait for the room of one of them, and does not know yet.
    package fileprivate(set) var hasNewlyBlocked = false
    /// Sessions that have fallen too far behind, though their sockets may have room again by now: see
    /// ``Delivery/judge(_:quick:)``.
    package fileprivate(set) var suspects: [SessionID] = []
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
        pass.hasNewlyBlocked = false
        pass.suspects.removeAll(keepingCapacity: true)
        pass.tooSlow.removeAll(keepingCapacity: true)
        swap(&pass.tooSlow, &newlyOverdue)
        call.hasNews = false
        call.splicedBytes = 0
        // Not with each change of the room: of a crowd that waits few can go on each time.
        if call.isSpliceAwaited { noteWaiter() }
        call.isSpliceAwaited = false
        for index in logs.indices { call.lookedAtHead[index] = logs[index].head }
    }

    /// Takes note of what was sent to those claimed in the step before, and claims some more.
    ///
    /// - Returns: False when everybody has been looked at.
    package mutating func step(_ pass: inout FlushPass) -> Bool {
        for claim in pass.claims {
            advance(slot: claim.slot, by: claim.sent, outcome: claim.outcome)
            if claim.outcome == .blocked {
                pass.blocked.append(claim.session)
                pass.hasNewlyBlocked = true
            }
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
        guard slots[slot].isOpen, !slots[slot].isGivenUp else { return }
        let bytes = undeliveredBytes(slot: slot)
        guard bytes > 0 else { return }
        if slots[slot].isBlocked {
            waitForRoom(slot: slot, bytes: bytes, &pass)
        } else if !slots[slot].isClaimed {
            slots[slot].isClaimed = true
            pass.claims.append(
                FlushPass.Claim(
                    session: slots[slot].session, bytes: dueBytes(slot: slot), slot: slot))
        }
    }

    private mutating func waitForRoom(slot: Int, bytes: Int, _ pass: inout FlushPass) {
        guard bytes > Limits.maxOutboxBytes, !slots[slot].isOverdue else {
            if !slots[slot].isClaimed { pass.blocked.append(slots[slot].session) }
            return
        }
        // That its socket was full is known; whether the daemon is late to see that it is not, the caller finds out.
        if bytes <= 2 * Limits.maxOutboxBytes {
            pass.suspects.append(slots[slot].session)
        } else {
            condemn(slot: slot, &pass)
        }
    }

    /// Ends those suspected who are slow, when the pass is over.
    ///
    /// - Parameter quick: Those whose sockets have room after all: then it is who sends to them that is late.
    package mutating func judge(_ pass: inout FlushPass, quick: Set<SessionID>) {
        for session in pass.suspects {
            guard let slot = slotOfSession[session], slots[slot].isBlocked, !slots[slot].isOverdue,
                undeliveredBytes(slot: slot) > Limits.maxOutboxBytes
            else { continue }
            if !quick.contains(session) {
                condemn(slot: slot, &pass)
            } else if !slots[slot].isClaimed {
                // Who holds the claim of one is woken by its socket.
                unblock(session)
            }
        }
    }

    private mutating func condemn(slot: Int, _ pass: inout FlushPass) {
        markOverdue(slot: slot)
        pass.tooSlow.append(slots[slot].session)
    }

    /// Lets go of what everybody has been sent.
    mutating func forgetDelivered() {
        for dialect in Dialect.allCases {
            var floor = logs[dialect.rawValue].head
            if readersOfDialect[dialect.rawValue] > 0 {
                for reader in slots where reader.holdsLog(of: dialect) {
                    floor = min(floor, reader.cursor)
                }
            }
            logs[dialect.rawValue].forget(before: floor)
        }
    }

    /// True while much was announced that nobody has even looked at.
    ///
    /// Who speaks waits for it to be false, or a burst would make everybody look slow. The flusher
    /// never waits for anyone, so nobody who reads slowly can keep it true.
    package var isAheadOfFlusher: Bool {
        for index in logs.indices
        where Int(logs[index].head - call.lookedAtHead[index]) > Limits.maxUnflushedBytes {
            return true
        }
        return false
    }

    /// Whether something became due that nobody has looked at.
    package var hasNews: Bool { call.hasNews }

    /// Sessions that are sent to.
    package var readerCount: Int { slotOfSession.count }

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
            call.isAsleep && call.isQuiet && readerCount <= Limits.maxSpeakersReaders
        call.isQuiet = false
        // The flusher is not called for what the speaker looks at.
        if isSpeakersTurn { takeTurn() }
        return isSpeakersTurn
    }

    /// Takes note that the caller is about to send to everybody: nobody need be called for that.
    package mutating func takeTurn() {
        call.hasNews = false
    }

    /// Whether the flusher must be woken now; true once for each sleep.
    package mutating func takeFlusherCall() -> Bool {
        guard call.isAsleep, call.hasNews else { return false }
        call.isAsleep = false
        return true
    }
}
