import TalkProtocol

/// Who waits: for room in a socket, for a claim, or for the flusher.
extension Delivery {
    /// Takes note that who sends to a session waits for room in its socket, or does so no more.
    package mutating func note(_ session: SessionID, isBlocked: Bool) {
        guard let slot = slotOfSession[session] else { return }
        slots[slot].isBlocked = isBlocked
    }

    /// Takes note that a socket which was full has room again, unless who holds the claim has filled it
    /// since: then that one waits for room, and its session can be found too slow.
    package mutating func unblock(_ session: SessionID) {
        guard let slot = slotOfSession[session] else { return }
        if !slots[slot].isClaimed { slots[slot].isBlocked = false }
        call.hasNews = true
    }

    /// Whether the flusher has looked at what was announced, so that who speaks may go on; else it is the
    /// caller's turn to wait.
    package mutating func flusherHasLooked() -> Bool {
        if isAheadOfFlusher { noteWaiter() }
        return !isAheadOfFlusher
    }

    /// It is the caller's turn to wait.
    mutating func noteWaiter() {
        isAwaited = true
    }

    /// Whether those who wait for a claim or for the flusher are to look again; true once.
    package mutating func takeWaitersCall() -> Bool {
        defer { isAwaited = false }
        return isAwaited
    }
}
