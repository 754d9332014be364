/// How often what arrives is shown at a terminal: what comes shortly after something else waits for what comes
/// with it, and is drawn in one go. To wake up for each of a thousand messages a second costs more than to
/// show them, and nobody sees the difference.
struct ReadingPace {
    /// Between two looks: while little comes, and while much does.
    static let pauseMicroseconds: Int64 = 20_000
    static let longPauseMicroseconds: Int64 = 80_000
    /// More at one look is much.
    static let muchBytes = 4096
    /// Whoever sends more in a second is in a hurry, and is not to wait.
    static let hurriedBytes: Int64 = 480_000

    private var lastLook: Int64 = 0
    private var end: Int64 = 0

    /// So much was taken in.
    ///
    /// - Parameter now: Microseconds of a clock that only goes forward.
    mutating func took(bytes: Int, at now: Int64) {
        let perSecond = Int64(bytes) * 1_000_000 / max(1, now - lastLook)
        lastLook = now
        let isMuch = bytes > Self.muchBytes
        guard !isMuch || perSecond < Self.hurriedBytes else { return end = now }
        end = now + (isMuch ? Self.longPauseMicroseconds : Self.pauseMicroseconds)
    }

    /// How many milliseconds to wait before looking again; nil for not at all.
    func left(at now: Int64) -> Int64? {
        now < end ? (end - now + 999) / 1000 : nil
    }
}
