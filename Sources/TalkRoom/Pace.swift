/// Holds each account to so many messages a second, after a first burst; by account, not by session.
struct Pace: Sendable {
    /// What an account owes: when all it has said so far would have been said at the pace.
    private struct Debt: Sendable {
        var paidUpMilliseconds: Double
        var isTold = false
    }

    /// How one more message is to be taken.
    struct Verdict: Hashable, Sendable {
        /// How long to wait before it is taken; 0 for not at all.
        var waitMilliseconds: Int64 = 0
        /// True the first time an account becomes too fast; true again only after it has been slow.
        var isNews = false
    }

    private let millisecondsEach: Double
    private let burstMilliseconds: Double
    private var debts: [UInt32: Debt] = [:]

    init(messagesPerSecond: Int, burst: Int) {
        millisecondsEach = 1000 / Double(messagesPerSecond)
        burstMilliseconds = millisecondsEach * Double(burst)
    }

    /// Counts one more message of an account.
    mutating func admit(uid: UInt32, now: Int64) -> Verdict {
        let now = Double(now)
        var debt = debts[uid] ?? Debt(paidUpMilliseconds: now)
        if debt.paidUpMilliseconds <= now {
            debt = Debt(paidUpMilliseconds: now)
        }
        debt.paidUpMilliseconds += millisecondsEach
        let excess = debt.paidUpMilliseconds - now - burstMilliseconds
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
        debts = debts.filter { $0.value.paidUpMilliseconds > Double(now) }
    }
}
