import TalkProtocol

/// Holds each account to so much a second, after a first burst; by account, not by session.
///
/// Messages, other requests that cost as much, lines and connections are counted apart, so that none uses up what
/// is left of another; but once one is used up, all that the account sends waits for it.
package struct Pace: Sendable {
    /// What an account owes: when all that it has sent so far would have been sent at the pace.
    private struct Debt: Sendable {
        /// Of messages, requests, lines and connections.
        var paidUpMilliseconds: SIMD4<Double>
        var isTold = false
    }

    /// How a line is to be taken.
    package struct Verdict: Hashable, Sendable {
        /// How long to wait before it is taken; 0 for not at all.
        package var waitMilliseconds: Int64 = 0
        /// True the first time an account becomes too fast; true again only after it has been slow.
        package var isNews = false
    }

    private var millisecondsEach: SIMD4<Double>
    /// What may be owed before there is a wait.
    private var burstMilliseconds: SIMD4<Double>
    private var debts: [UInt32: Debt] = [:]

    /// - Parameters:
    ///   - perSecond: Messages a second, and as many other requests.
    ///   - burst: How many of them at once before that holds.
    ///   - sessions: How many connections at once, at the most.
    init(perSecond: Int, burst: Int, sessions: Int = Limits.defaultSessionsPerAccount) {
        let milliseconds = 1000 / Double(perSecond)
        millisecondsEach = [
            milliseconds, milliseconds, milliseconds / Double(Limits.linesPerMessage),
            milliseconds / Double(Limits.connectionsPerMessage),
        ]
        burstMilliseconds = SIMD4(repeating: milliseconds * Double(burst))
        // Who has gone has a session until it was listened to: who connects in a loop is turned away before long.
        burstMilliseconds[3] = min(burstMilliseconds[3], millisecondsEach[3] * Double(sessions))
    }

    /// Nil where no account is held to any.
    init?(_ settings: RoomSettings) {
        guard let perSecond = settings.pace else { return nil }
        self.init(
            perSecond: perSecond, burst: settings.burst, sessions: settings.sessionsPerAccount)
    }

    /// Holds them to another pace from now on: nobody owes more messages than before.
    mutating func change(to fresh: consuming Pace, now: Int64) {
        let now = Double(now)
        let factor = fresh.millisecondsEach[0] / millisecondsEach[0]
        fresh.debts = debts.mapValues { debt in
            var debt = debt
            let owed = pointwiseMax(debt.paidUpMilliseconds - now, SIMD4(repeating: 0))
            debt.paidUpMilliseconds = owed * factor + now
            return debt
        }
        self = fresh
    }

    /// Counts one more line of an account.
    ///
    /// - Parameters:
    ///   - allowance: How many times that of an ordinary account it has.
    ///   - isTold: Whether the account is told of what the verdict says; else it is told later.
    mutating func admit(
        _ cost: Cost, uid: UInt32, allowance: Double = 1, isTold: Bool = true, now: Int64
    ) -> Verdict {
        guard cost != .nothing else { return Verdict() }
        let now = Double(now)
        var debt = debts[uid] ?? Debt(paidUpMilliseconds: SIMD4(repeating: now))
        if debt.paidUpMilliseconds.max() <= now { debt.isTold = false }
        let counts = SIMD4(
            Double(cost.messages), Double(cost.requests), Double(cost.lines),
            Double(cost.connections))
        debt.paidUpMilliseconds =
            pointwiseMax(debt.paidUpMilliseconds, SIMD4(repeating: now))
            + counts * millisecondsEach / allowance
        let excess = (debt.paidUpMilliseconds - burstMilliseconds).max() - now
        var verdict = Verdict()
        if excess > 0 {
            verdict.waitMilliseconds = Int64(excess.rounded(.up))
            verdict.isNews = isTold && !debt.isTold
            debt.isTold = debt.isTold || isTold
        }
        debts[uid] = debt
        return verdict
    }

    /// Forgets accounts that owe nothing any more, so that those who left take no room for ever.
    mutating func forgetSettled(now: Int64) {
        debts = debts.filter { $0.value.paidUpMilliseconds.max() > Double(now) }
    }
}
