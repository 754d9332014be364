import Posix

/// How much of the machine other programs took while something was measured.
struct Disturbance {
    /// Below so many hundredths nobody needs to be told.
    static let noticeablePercent = 5

    private let beganAt = MonotonicClock.nanoseconds()
    private let busyBefore: Int64
    private let ownBefore = MachineFigures.ownNanoseconds()

    /// Begins to watch.
    init() {
        busyBefore = Self.busy ?? 0
    }

    /// Hundredths of all processors since the beginning; nil where the kernel does not say. Servers
    /// must have ended by now, else they count as others.
    var percent: Int? {
        guard let busy = Self.busy else { return nil }
        let others = busy - busyBefore - (MachineFigures.ownNanoseconds() - ownBefore)
        let all = (MonotonicClock.nanoseconds() - beganAt) * Int64(MachineFigures.processors)
        return all > 0 ? Int(max(0, others) * 100 / all) : nil
    }

    private static var busy: Int64? {
        do throws(SystemError) {
            return try MachineFigures.busyNanoseconds()
        } catch {
            return nil
        }
    }
}
