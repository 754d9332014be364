import Posix

/// What the disk is to refuse, so that tests can see what comes of it: no disk can be asked to fail so.
///
/// A writer has none but in tests of this module; then it costs one look at nil for each call.
final class Mishaps: Sendable {
    struct Orders: Sendable {
        /// So many bytes are written, then none.
        var bytesUntilFull: Int?
        /// What a write that finds the disk full says.
        var writeError = SystemError.noSpace
        var truncateError: SystemError?
        var syncError: SystemError?
        var makeError: SystemError?
    }

    /// Its lock is a leaf.
    let orders = Locked(Orders())
}

/// The writer's calls to the disk that can fail on order.
struct DiskCalls: Sendable {
    var mishaps: Mishaps?

    func write(
        _ bytes: Span<UInt8>, to file: SegmentFile, at offset: Int
    ) throws(SystemError) -> Int {
        guard let mishaps else { return try file.disk.write(bytes, at: offset) }
        let orders = mishaps.orders.withLock { $0 }
        guard let room = orders.bytesUntilFull else {
            return try file.disk.write(bytes, at: offset)
        }
        guard room > 0 else { throw orders.writeError }
        let count = try file.disk.write(
            bytes.extracting(first: min(room, bytes.count)), at: offset)
        mishaps.orders.withLock { $0.bytesUntilFull = room - count }
        return count
    }

    func truncate(_ file: SegmentFile, to bytes: Int) throws(SystemError) {
        if let error = mishaps?.orders.withLock({ $0.truncateError }) { throw error }
        try file.disk.truncate(to: bytes)
    }

    func sync(_ file: SegmentFile) throws(SystemError) {
        if let error = mishaps?.orders.withLock({ $0.syncError }) { throw error }
        try file.disk.syncData()
    }

    func make(_ name: String, in directory: LedgerDirectory) throws(SystemError) -> DiskFile {
        if let error = mishaps?.orders.withLock({ $0.makeError }) { throw error }
        return try directory.make(name)
    }
}
