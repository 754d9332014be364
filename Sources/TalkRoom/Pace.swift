import TalkProtocol

/// Holds each account to so much a second, after a first burst; by account, not by session.
///
/// Messages, other requests that cost as much, and lines are counted apart, so that none uses up what is
/// left of another.
package struct Pace: Sendable {
    /// What an account owes: when all that it has sent so far would have been sent at the pace.
    private struct Debt: Sendable {
        /// Of messages, requests and lines.
        var paidUpMilliseconds: SIMD3<Double>
        var isTold = false
    }

    /// How a line is to be taken.
    package struct Verdict: Hashable, Sendable {
        /// How long to wait before it is taken; 0 for not at all.
        package var waitMilliseconds: Int64 = 0
        /// True the first time an account becomes too fast; true again only after it has been slow.
        package var isNews = false
    }

    private let millisecondsEach: SIMD3<Double>
    private let burstMilliseconds: Double
    private var debts: [UInt32: Debt] = [:]

    /// - Parameters:
    ///   - perSecond: Messages a second, and as many other requests.
    ///   - burst: How many of them at once before that holds.
    init(perSecond: Int, burst: Int) {
        let milliseconds = 1000 / Double(perSecond)
        millisecondsEach = [
            milliseconds, milliseconds, milliseconds / Double(Limits.linesPerMessage),
        ]
        burstMilliseconds = milliseconds * Double(burst)
    }

    /// Counts one more line of an account.
    mutating func admit(_ cost: Cost, uid: UInt32, now: Int64) -> Verdict {
        guard cost != .nothing else { return Verdict() }
        let now = Double(now)
        var debt = debts[uid] ?? Debt(paidUpMilliseconds: SIMD3(repeating: now))
        if debt.paidUpMilliseconds.max() <= now { debt.isTold = false }
        let counts = SIMD3(Double(cost.messages), Double(cost.requests), Double(cost.lines))
        debt.paidUpMilliseconds =
            pointwiseMax(debt.paidUpMilliseconds, SIMD3(repeating: now)) + counts * millisecondsEach
        let excess = debt.paidUpMilliseconds.max() - now - burstMilliseconds
        var verdict = Verdict()
        if excess > 0 {
            verdict.waitMilliseconds = Int64(excess.rounded(.up))
            verdict.isNews = !debt.isTold
            debt.isTold = true
        }
        debts[uid] = debt
        return verdict
    }

    /// Forgets accounts that owe nothing any more, so that those who left take no room for ever.
    mutating func forgetSettled(now: Int64) {
        debts = debts.filter { $0.value.paidUpMilliseconds.max() > Double(now) }
    }
}
