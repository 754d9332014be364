import TalkProtocol

/// Who was just turned away, again and again: it is told so once more without being looked at.
///
/// Who connects in a loop would else have the room's lock taken for each time, which others need to speak.
struct Turnstile {
    private struct Refusals {
        var count = 0
        /// What it was told last.
        var line: [UInt8] = []
    }

    /// Since the moment when the window began, on the clock that only goes forward.
    private var refusals: [UInt32: Refusals] = [:]
    private var windowStart: Int64 = 0

    /// What an account is told that was turned away too often to be looked at now; nil when it is to be looked at.
    func line(for uid: UInt32, now: Int64) -> [UInt8]? {
        guard now - windowStart < Limits.refusalMilliseconds, let known = refusals[uid],
            known.count >= Limits.maxRefusals
        else { return nil }
        return known.line
    }

    /// Takes note that an account was turned away.
    mutating func note(_ line: [UInt8], uid: UInt32, now: Int64) {
        if now - windowStart >= Limits.refusalMilliseconds {
            refusals.removeAll(keepingCapacity: true)
            windowStart = now
        }
        refusals[uid, default: Refusals()].count += 1
        refusals[uid]?.line = line
    }
}
