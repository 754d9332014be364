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
            (last, isWritable, bytes, tail) = (
                found.file, found.isWritable, found.bytes, found.tail
            )
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
