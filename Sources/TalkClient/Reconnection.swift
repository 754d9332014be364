/// When to try the daemon again: soon after a long stay, and then after a pause that grows.
///
/// It grows until a stay has lasted: who lets us in and closes at once is not asked all the time. No clock
/// and no chance of its own.
struct Reconnection {
    static let firstPauseMilliseconds: Int64 = 100
    static let maxPauseMilliseconds: Int64 = 5000
    /// For who has not much time: of that, little is to pass between the daemon's coming and the next try.
    static let maxHurriedMilliseconds: Int64 = 1000
    /// A stay of so long is a sound one, and what failed before it is forgotten.
    static let soundMilliseconds: Int64 = 10_000

    private var failures = 0
    private var enteredAt: Int64?

    /// We are in the room, from this moment on.
    mutating func entered(at now: Int64) {
        enteredAt = now
    }

    /// How long to wait, now that the daemon is not to be had.
    ///
    /// - Parameters:
    ///   - chance: From 0 up to 1. Everybody lost the room at the same moment; not everybody is to come back
    ///     at the same moment.
    ///   - isHurried: Whether `--timeout` runs.
    /// - Returns: Milliseconds, from half of the present pause up to all of it.
    mutating func pause(at now: Int64, chance: Double, isHurried: Bool = false) -> Int64 {
        if let enteredAt, now - enteredAt >= Self.soundMilliseconds { failures = 0 }
        enteredAt = nil
        let doubled = Self.firstPauseMilliseconds << min(failures, 16)
        let most = isHurried ? Self.maxHurriedMilliseconds : Self.maxPauseMilliseconds
        let half = min(doubled, most) / 2
        failures += 1
        return half + Int64(Double(half) * chance)
    }
}
