import Posix
import TalkProtocol

/// A thread that was busy lets others run and looks again, instead of sleeping and being woken: that
/// costs less where work comes back before long, as long as nobody else wants the processor.
struct Lingering {
    /// Until when it is not tried again, on the clock that only goes forward.
    private var offUntilMicroseconds: Int64 = 0

    /// Lets others run for a moment.
    ///
    /// - Returns: False when it did not, because the last time somebody kept the processor for long.
    mutating func yield() -> Bool {
        let begun = MonotonicClock.microseconds()
        guard begun >= offUntilMicroseconds else { return false }
        Thread.yield()
        let now = MonotonicClock.microseconds()
        if now - begun > Limits.longYieldMicroseconds {
            offUntilMicroseconds = now + Limits.lingeringOffMicroseconds
        }
        return true
    }
}
