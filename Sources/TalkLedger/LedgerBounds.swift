import TalkProtocol

/// What the ledger's files are held to, whoever wrote them.
package enum LedgerBounds {
    /// A larger number is damage: programs that count in floating point could not tell it from the next.
    static let maxSeq: UInt64 = 1 << 53
    /// A longer line is damage; what is said is shorter than what a client may send.
    static let maxLineBytes = Limits.maxLineBytes
    /// So is a shorter one: this much is keys.
    static let minLineBytes = 64
    /// A larger file is no segment of ours.
    static let maxSegmentBytes = 1 << 28
    /// Bytes read at once.
    static let chunkBytes = 64 * 1024
    /// Bytes read at once where a single line is looked for.
    static let glanceBytes = 4 * 1024
    /// Bytes between two landmarks of a segment.
    static let landmarkBytes = 64 * 1024
    /// Older segments that are kept open for the next who reads in them.
    static let openSegments = 8
    /// Places of damage that are told of a segment.
    static let damageReports = 16
    /// The permission bits of the directory.
    package static let directoryMode: UInt32 = 0o750
    /// Those of what is in it.
    static let fileMode: UInt32 = 0o640
}
