import TalkProtocol

/// Who rang whom: how often of late, and who still waits for an answer.
struct RingBook: Sendable {
    private struct Pair: Hashable {
        let caller: UInt32
        let called: UInt32
    }

    /// When the next ring of a pair would be too many: each one moves that by ``Limits/ringSeconds``.
    private var paidUntil: [Pair: Int64] = [:]
    /// Who rang an account that was not here, and when; the oldest first.
    private var unanswered: [UInt32: [(caller: UInt32, at: Int64)]] = [:]

    /// Counts a ring of one account to another, if it may ring it now.
    ///
    /// - Parameter allowance: How many times that of an ordinary account the caller has.
    mutating func admit(
        _ caller: UInt32, to called: UInt32, allowance: Int = 1, at now: Int64
    ) -> Bool {
        forgetSettled(at: now)
        let pair = Pair(caller: caller, called: called)
        let start = max(paidUntil[pair] ?? now, now)
        let pause = Self.pause / Int64(allowance)
        guard start + pause - now <= Int64(Limits.maxRings) * Self.pause else { return false }
        paidUntil[pair] = start + pause
        return true
    }

    /// Takes a ring back that nobody could hear.
    mutating func takeBack(_ caller: UInt32, to called: UInt32, allowance: Int = 1) {
        paidUntil[Pair(caller: caller, called: called)]? -= Self.pause / Int64(allowance)
    }

    /// Takes note that somebody who was rung is not in the room, and may come.
    mutating func awaitAnswer(to caller: UInt32, from called: UInt32, at now: Int64) {
        var callers = unanswered[called, default: []].filter { $0.caller != caller }
        if callers.count >= Limits.maxUnansweredRings { callers.removeFirst() }
        unanswered[called] = callers + [(caller, now)]
    }

    /// Those whose rings an account answers by coming in; they are told once.
    mutating func answer(by called: UInt32, at now: Int64) -> [UInt32] {
        guard let callers = unanswered.removeValue(forKey: called) else { return [] }
        return callers.filter { now - $0.at < Self.patience && $0.caller != called }
            .map(\.caller)
    }

    private static let pause = Int64(Limits.ringSeconds) * 1000
    private static let patience = Int64(Limits.answerSeconds) * 1000

    /// What no longer matters takes no memory, looked for whenever there may be as much again.
    private mutating func forgetSettled(at now: Int64) {
        guard paidUntil.count + unanswered.count >= nextSweep else { return }
        paidUntil = paidUntil.filter { $0.value > now }
        unanswered = unanswered.filter { $0.value.contains { now - $0.at < Self.patience } }
        nextSweep = max(1024, 2 * (paidUntil.count + unanswered.count))
    }

    private var nextSweep = 1024
}
