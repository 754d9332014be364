import Posix
import TalkProtocol

/// How a daemon goes on where the one before it ended.
extension LedgerWriter {
    /// Goes on where the last segment ends, if it can; else in a fresh one.
    ///
    /// - Throws: ``LedgerFault`` when there is no segment at all and none can begin, or when with
    ///   `sync = batch` the disk does not say that it has what is taken up.
    mutating func takeUp(_ opening: LedgerOpening, now: Timestamp) throws(LedgerFault) {
        if settings.sync == .batch, let last = opening.last { try sync(last) }
        if let last = opening.last, let tail = opening.tail, opening.isWritable,
            moveTornAside(from: last, end: tail.end, bytes: opening.bytes)
        {
            let day = LedgerDay.of((tail.last?.time ?? now).milliseconds)
            current = CurrentSegment(last, day: day, end: tail.end)
            return
        }
        do throws(SystemError) {
            try begin(now: now)
        } catch {
            guard opening.last != nil else {
                throw .unwritable(file: SegmentName.file(1), error: error)
            }
            // Everything can be read back, and the next line tries again.
        }
    }

    /// Waits until what an earlier daemon wrote is on the disk: it may have been killed before it had waited
    /// itself, and from now on it is sent to everybody who asks.
    private func sync(_ last: SegmentFile) throws(LedgerFault) {
        do throws(SystemError) {
            try disk.sync(last)
            try directory.sync()
        } catch {
            throw .unwritable(file: last.name, error: error)
        }
    }

    /// Moves what stands after the last whole line to another file, and reports it.
    ///
    /// - Returns: False when it still stands there.
    private func moveTornAside(from file: SegmentFile, end: Int, bytes: Int) -> Bool {
        guard bytes > end else { return true }
        do throws(SystemError) {
            let name = try copyTorn(from: file, range: end..<bytes)
            try file.disk.truncate(to: end)
            archive.report(
                .torn(file: file.name, offset: end, bytes: bytes - end, movedTo: name))
            return true
        } catch {
            archive.report(
                .tornStays(file: file.name, offset: end, bytes: bytes - end, error: error))
            return false
        }
    }

    /// Adds a range of a segment to what was torn off it before.
    private func copyTorn(
        from file: SegmentFile, range: Range<Int>
    ) throws(SystemError) -> String {
        let name = SegmentName.torn(file.first)
        let torn = try openTorn(name)
        var target = try torn.facts().bytes
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = min(range.upperBound - offset, LedgerBounds.chunkBytes)
            let bytes = try file.disk.read(at: offset, maxBytes: count)
            guard !bytes.isEmpty else { throw .inputOutput }
            let written = try torn.write(bytes.span, at: target)
            guard written > 0 else { throw .noSpace }
            offset += written
            target += written
        }
        _ = try torn.write([UInt8(ascii: "\n")].span, at: target)
        try torn.syncData()
        return name
    }

    private func openTorn(_ name: String) throws(SystemError) -> DiskFile {
        do throws(SystemError) {
            return try directory.make(name)
        } catch {
            guard error == .exists else { throw error }
        }
        do throws(Obstacle) {
            return try directory.open(name, forWriting: true)
        } catch {
            if case .system(let system) = error { throw system }
            throw .exists
        }
    }
}
