import TalkProtocol

/// Who is too slow for want of room, though not behind by as much as one session may be.
///
/// Only what is due to a session alone is counted here, and only who is blocked can be found: with whom nobody waits
/// for, nothing of this is done.
extension Delivery {
    /// Ends, of those who may not hold so much together, who holds most.
    mutating func keepToBudget(of uid: UInt32) {
        while budget.isExceeded(by: uid), let slot = largestBlocked(where: { $0.uid == uid }) {
            becomeOverdue(slot: slot)
        }
        while budget.isExceeded, let slot = largestBlocked(where: { _ in true }) {
            becomeOverdue(slot: slot)
        }
    }

    /// The blocked session to which most is due alone.
    private func largestBlocked(where matches: (Reader) -> Bool) -> Int? {
        privateBytes.keys.filter {
            slots[$0].isBlocked && !slots[$0].isOverdue && matches(slots[$0])
        }
        .max { slots[$0].privateBytes < slots[$1].privateBytes }
    }

    private mutating func becomeOverdue(slot: Int) {
        markOverdue(slot: slot)
        newlyOverdue.append(slots[slot].session)
        call.hasNews = true
    }

    /// From now on nothing more becomes due to it, and what is goes as soon as nobody is sending it.
    mutating func markOverdue(slot: Int) {
        let count = slots[slot].privateBytes
        budget.change(slots[slot], by: -count)
        slots[slot].isOverdue = true
        budget.change(slots[slot], by: count)
        // Who is sending to it gives it up, knowing what was sent.
        if !slots[slot].isClaimed { giveUp(slot: slot) }
    }

    /// Whether something may be told to somebody alone; else it is the caller's turn to wait.
    ///
    /// Who waits for it to be true waits for the flusher to have looked, which never waits for anyone, and for those who
    /// are dismissed already.
    package mutating func maySplice() -> Bool {
        let may = call.splicedBytes <= Limits.maxUnflushedBytes && !budget.isOverdueMuch
        if !may { call.isSpliceAwaited = true }
        return may
    }
}
