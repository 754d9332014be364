import Posix
import TalkProtocol
import TalkRoom

/// What a session's thread waits for before it goes on: its account's pace, and the disk.
extension SessionThread {
    /// Takes from the account's allowance, and waits until it has that again.
    mutating func pay(_ cost: Cost) throws(SessionEnding) {
        if connection.isVisit { return }
        let now = hall.now
        try keepPace(hall.change { $0.admit(cost, uid: account.uid, now: now) })
    }

    /// An account over its allowance is read more slowly; only its own threads wait.
    mutating func keepPace(_ verdict: Pace.Verdict) throws(SessionEnding) {
        // What is said at the last must not wait for an answer that comes too late.
        if verdict.isNews, connection.fate == nil {
            try output.answer(encoder.bytes(for: handler.failure(.tooFast)))
        }
        guard verdict.waitMilliseconds > 0 else { return }
        let end = MonotonicClock.milliseconds() + verdict.waitMilliseconds
        // Others are told in time that it has gone, however long it would have waited.
        let slice = max(hall.settings.goneMilliseconds / 12, 1)
        while connection.fate == nil {
            let left = end - MonotonicClock.milliseconds()
            if left <= 0 { break }
            connection.sleep(milliseconds: min(left, slice))
            try absence.check(connection, hall.settings)
        }
        // Whoever is ended does not get ahead of the pace by that.
        if let reason = connection.fate, reason != .stopping { throw .left(reason) }
    }

    // MARK: The disk

    /// Waits until not much waits for the disk any more; false when that takes too long.
    mutating func awaitScribe(patience: Int64?) throws(SessionEnding) -> Bool {
        let end = patience.map { MonotonicClock.milliseconds() + $0 }
        while true {
            // What it would yet have said was acknowledged to nobody.
            if let reason = connection.fate { throw .left(reason) }
            if let end, MonotonicClock.milliseconds() >= end { return false }
            if output.scribeHasCaughtUp(milliseconds: Connection.lookAgainMilliseconds) {
                return true
            }
            try absence.check(connection, hall.settings)
        }
    }
}
