import Posix
import TalkProtocol

/// What a directory holds when a daemon begins. Making one changes nothing but that the directory is there, locked.
struct LedgerOpening {
    let directory: LedgerDirectory
    let archive: LedgerArchive
    /// The last segment, nil in a fresh ledger.
    let last: SegmentFile?
    let isWritable: Bool
    /// How long it is, and what was found at its end.
    let bytes: Int
    let tail: SegmentTail?
    /// The last number that may have been given.
    let lastSeq: UInt64

    init(_ path: String) throws(LedgerFault) {
        directory = try Self.directory(path)
        var list: SegmentList
        do throws(SystemError) {
            list = try SegmentList(in: directory)
        } catch {
            throw .directory(error)
        }
        var reports: [LedgerReport] = []
        for segment in list.segments.dropLast() {
            if let obstacle = list.obstacles[segment.first] {
                reports.append(.skipped(file: SegmentName.file(segment.first), obstacle: obstacle))
            }
        }
        if let first = list.segments.last?.first {
            let found = try Self.last(first, obstacle: list.obstacles[first], in: directory)
            (last, isWritable, bytes, tail) = (found.file, found.isWritable, found.bytes, found.tail)
            lastSeq = (found.tail.last?.seq ?? first - 1) + UInt64(found.tail.damagedLines)
            list.setEnd(of: found.file, found.tail)
            if found.tail.damagedLines > 0 {
                reports.append(
                    .damaged(file: SegmentName.file(first), offset: found.tail.damagedOffset))
            }
        } else {
            (last, isWritable, bytes, tail, lastSeq) = (nil, false, 0, nil, 0)
        }
        archive = LedgerArchive(
            LedgerArchive.State(
                directory: directory, segments: list.segments, lastSeq: lastSeq, reports: reports))
    }

    private static func directory(_ path: String) throws(LedgerFault) -> LedgerDirectory {
        do throws(SystemError) {
            if let found = try LedgerDirectory(locking: openOrMake(path)) { return found }
        } catch {
            throw .directory(error)
        }
        throw .held
    }

    private static func openOrMake(_ path: String) throws(SystemError) -> Directory {
        do throws(SystemError) {
            return try Directory(opening: path)
        } catch {
            guard error == .notFound else { throw error }
            return try Directory(making: path, mode: LedgerBounds.directoryMode)
        }
    }

    private static func last(
        _ first: UInt64, obstacle: Obstacle?, in directory: LedgerDirectory
    ) throws(LedgerFault) -> (file: SegmentFile, isWritable: Bool, bytes: Int, tail: SegmentTail) {
        let name = SegmentName.file(first)
        do throws(Obstacle) {
            if let obstacle { throw obstacle }
            let (file, isWritable) = try open(first, in: directory)
            do throws(SystemError) {
                let bytes = try file.disk.facts().bytes
                let tail = try SegmentTail(
                    of: file, bytes: bytes, numbers: first...LedgerBounds.maxSeq)
                return (file, isWritable, bytes, tail)
            } catch {
                throw .system(error)
            }
        } catch {
            throw .unreadable(file: name, obstacle: error)
        }
    }

    /// A segment that must not be written to can still be read; then a fresh one follows it.
    private static func open(
        _ first: UInt64, in directory: LedgerDirectory
    ) throws(Obstacle) -> (SegmentFile, isWritable: Bool) {
        let name = SegmentName.file(first)
        do throws(Obstacle) {
            let disk = try directory.open(name, forWriting: true)
            return (SegmentFile(first: first, disk: disk), true)
        } catch {
            guard case .system = error else { throw error }
            return (SegmentFile(first: first, disk: try directory.open(name)), false)
        }
    }

    /// The ledger's name; a new one when it has none, or when there is nothing that its numbers could stand for.
    func settleName(fresh: LedgerName) throws(LedgerFault) -> LedgerName {
        if last != nil, case .name(let name) = LedgerNameFile.read(in: directory) { return name }
        do throws(SystemError) {
            try LedgerNameFile.write(fresh, in: directory)
        } catch {
            throw .unwritable(file: SegmentName.ledger, error: error)
        }
        if last != nil { archive.report(.renamed) }
        return fresh
    }
}

extension SegmentList {
    /// The last segment ends where its last whole line does.
    mutating func setEnd(of file: SegmentFile, _ tail: SegmentTail) {
        var record = SegmentRecord(first: file.first, end: tail.end)
        record.file = file
        record.lastTime = tail.last?.time
        if tail.damagedLines > 0 { _ = record.noteDamage(at: tail.damagedOffset) }
        replaceLast(record)
    }
}

extension LedgerWriter {
    /// Goes on where the last segment ends, if it can; else in a fresh one.
    ///
    /// - Throws: ``LedgerFault`` when there is no segment at all and none can begin.
    mutating func takeUp(_ opening: LedgerOpening, now: Timestamp) throws(LedgerFault) {
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
