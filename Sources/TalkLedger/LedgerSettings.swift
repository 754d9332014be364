/// How what was said is kept.
package struct LedgerSettings: Sendable {
    /// When it is on the disk.
    package enum Sync: String, CaseIterable, Sendable {
        /// When the kernel gets to it: what was said survives the daemon, not a loss of power.
        case off
        /// Before anybody is sent it: one fdatasync(2) for all that is waiting.
        case batch
    }

    package var sync: Sync
    /// Days for which it is kept.
    package var retentionDays: Int
    /// Bytes of it that are kept.
    package var retentionBytes: Int
    /// Bytes after which a fresh segment begins; fewer where ``retentionBytes`` asks for that.
    package var segmentBytes: Int

    package init(
        sync: Sync = .off, retentionDays: Int = 30, retentionBytes: Int = 1 << 30,
        segmentBytes: Int = 16 * 1024 * 1024
    ) {
        self.sync = sync
        self.retentionDays = retentionDays
        self.retentionBytes = retentionBytes
        self.segmentBytes = segmentBytes
    }

    /// Bytes after which a segment is full. Whole segments are removed: with few of them kept, most of what
    /// may be kept would go at once.
    var fullBytes: Int { max(1, min(segmentBytes, retentionBytes / 8)) }

    /// The moment before which nothing is kept.
    func expiry(at now: Int64) -> Int64 { now - Int64(retentionDays) * LedgerDay.milliseconds }
}

/// A day of the ledger, in UTC: no segment holds two.
enum LedgerDay {
    static let milliseconds: Int64 = 86_400_000

    /// Days since 1970.
    static func of(_ now: Int64) -> Int64 {
        let (day, rest) = now.quotientAndRemainder(dividingBy: milliseconds)
        return rest < 0 ? day - 1 : day
    }
}
