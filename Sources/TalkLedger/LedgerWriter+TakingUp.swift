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
        if let last = opening.last, let tail = opening.tail, opening.isWritable {
            let torn = TornEnd(
                file: last, day: LedgerDay.of((tail.last?.time ?? now).milliseconds),
                end: tail.end, bytes: opening.bytes)
            do throws(SystemError) {
                return try goOn(behind: torn)
            } catch {
                archive.report(
                    .tornStays(
                        file: last.name, offset: torn.end, bytes: torn.bytes - torn.end,
                        error: error))
                // Without room for that there is none for what is said either: the next line tries again.
                if error == .noSpace { return tornEnd = torn }
            }
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

    /// Goes on behind a torn end that had to stay, if there is one and room to move it by now.
    ///
    /// - Returns: False when a fresh segment is to begin.
    /// - Throws: ``SystemError`` `ENOSPC` while there is no room.
    mutating func goOnBehindTornEnd() throws(SystemError) -> Bool {
        guard let torn = tornEnd else { return false }
        do throws(SystemError) {
            let facts = try torn.file.disk.facts()
            // Somebody else may have removed or mended it.
            guard facts.links > 0, facts.bytes == torn.bytes else { throw .stale }
            try goOn(behind: torn)
        } catch {
            if error == .noSpace { throw error }
        }
        tornEnd = nil
        return current != nil
    }

    /// Takes up a segment, once what stands after its last whole line is moved to another file, and reported.
    private mutating func goOn(behind torn: TornEnd) throws(SystemError) {
        if torn.bytes > torn.end {
            let name = try copyTorn(from: torn.file, range: torn.end..<torn.bytes)
            try torn.file.disk.truncate(to: torn.end)
            archive.report(
                .torn(
                    file: torn.file.name, offset: torn.end, bytes: torn.bytes - torn.end,
                    movedTo: name))
        }
        current = CurrentSegment(torn.file, day: torn.day, end: torn.end)
    }

    /// Adds a range of a segment to what was torn off it before, all of it or nothing.
    private func copyTorn(
        from file: SegmentFile, range: Range<Int>
    ) throws(SystemError) -> String {
        let name = SegmentName.torn(file.first)
        let torn = try openTorn(name)
        let before = try torn.facts().bytes
        do throws(SystemError) {
            try copy(range, of: file, to: torn, at: before)
        } catch {
            try torn.truncate(to: before)
            throw error
        }
        return name
    }

    private func copy(
        _ range: Range<Int>, of file: SegmentFile, to torn: borrowing DiskFile, at start: Int
    ) throws(SystemError) {
        var target = start
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
        guard try torn.write([UInt8(ascii: "\n")].span, at: target) == 1 else { throw .noSpace }
        try torn.syncData()
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

/// A segment from before, behind whose last whole line something stands that there was no room to move.
struct TornEnd {
    let file: SegmentFile
    /// The day it is for.
    let day: Int64
    /// Where its last whole line ends, and the file.
    let end: Int
    let bytes: Int
}
