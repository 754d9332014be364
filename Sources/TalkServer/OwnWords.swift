import Posix
import TalkProtocol
import TalkRoom

/// What a session said that may not be in the ledger yet.
///
/// The answer to another request comes after it; but while the disk hangs, answers go on.
struct OwnWords {
    /// How many had been taken by the room when the last of them was; nil when all are known to be settled.
    /// See ``Room/hasSettled(_:)``.
    private var takenCount: UInt64?
    /// They were waited for in vain already.
    private var wasPatient = false

    /// Takes note of what was just taken.
    mutating func were(takenAs load: Load) {
        takenCount = load.takenCount > 0 ? load.takenCount : nil
        wasPatient = false
    }

    /// Waits until they are said or refused, at the most so long.
    mutating func awaitSettling(in hall: Hall, milliseconds: Int64) {
        guard let count = takenCount else { return }
        let areSettled = hall.await(milliseconds: milliseconds) {
            $0.hasSettled(count) ? true : nil
        }
        if areSettled == true { takenCount = nil }
    }

    /// Waits a moment, once for the same words.
    mutating func awaitPatiently(in hall: Hall) {
        guard !wasPatient else { return }
        wasPatient = true
        awaitSettling(in: hall, milliseconds: Limits.patienceMilliseconds)
    }
}

/// A client that has gone, while lines of it are still to be taken.
struct Absence {
    /// When it was found that it has gone, on the clock that only goes forward.
    private var since: Int64?

    /// Ends the session when its client went long ago: what it sent before is said, but not for ever, because
    /// the others are to be told.
    mutating func check(_ connection: Connection, _ settings: ServerSettings) throws(SessionEnding)
    {
        guard connection.conditions(for: [], milliseconds: 0)?.contains(.hungUp) == true else {
            return
        }
        let now = MonotonicClock.milliseconds()
        let since = self.since ?? now
        self.since = since
        if now - since >= settings.goneMilliseconds { throw .left(.hungUp) }
    }
}
