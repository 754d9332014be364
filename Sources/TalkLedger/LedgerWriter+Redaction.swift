package import Posix
import TalkProtocol

/// Taking the text of something that was said away.
///
/// A file is written anew beside the old one, and takes its place once the disk has all of it: whoever is killed,
/// or loses power, meanwhile leaves the old one or the new one. Who reads in the old one reads it to the end.
extension LedgerWriter {
    /// Takes the text of what was said under a number out of every file of the ledger; the number stays. Call it
    /// when all that was appended is settled.
    ///
    /// - Returns: False when nothing of that number is kept, or its text is gone already.
    /// - Throws: ``SystemError``; then the number's line is as it was.
    package mutating func redact(_ seq: UInt64) throws(SystemError) -> Bool {
        guard let found = archive.segment(holding: seq),
            let line = try archive.lines(from: seq, through: seq, maxBytes: 1)?.bytes,
            let redaction = LedgerRedaction(of: line), redaction.said.seq == seq
        else { return false }
        // The line itself comes last: as long as it stands it is known that this is not done.
        for name in try directory.names() {
            if let first = SegmentName.firstOfTorn(name) {
                try clean(SegmentName.torn(first), first: first, redaction)
            }
        }
        if let before = found.before, before.isReadable {
            _ = try rewrite(before, cap: found.segment.first - 1, redaction)
        }
        return try rewrite(found.segment, cap: found.cap, redaction)
    }

    /// Removes what earlier daemons had begun to write anew.
    func removeDrafts() {
        do throws(SystemError) {
            for name in try directory.names() where SegmentName.isDraft(name) {
                try directory.remove(name)
            }
        } catch {
            // The next one that is made takes its place.
        }
    }

    /// - Returns: Whether the number's line was in it.
    private mutating func rewrite(
        _ record: SegmentRecord, cap: UInt64, _ redaction: LedgerRedaction
    ) throws(SystemError) -> Bool {
        let old = try opened(record)
        let bytes = try old.disk.facts().bytes
        let edits = try SegmentEdits(
            of: redaction, in: old, bytes: bytes, record: record,
            numbers: record.first...max(record.first, cap))
        guard !edits.isEmpty else { return false }
        // A record whose file is open is of what is written to; that stays its file if this fails.
        let isCurrent = current?.file === old
        archive.hold(old)
        do throws(SystemError) {
            let fresh = try write(edits, of: old, bytes: bytes, as: old.name)
            take(fresh, in: record, edits, isCurrent: isCurrent)
            syncNames()
        } catch {
            archive.replace(record, with: old, isWrittenTo: record.file != nil)
            throw error
        }
        return edits.hasTarget
    }

    private mutating func take(
        _ fresh: SegmentFile, in record: SegmentRecord, _ edits: SegmentEdits, isCurrent: Bool
    ) {
        var moved = SegmentRecord(first: record.first, end: edits.moved(record.end))
        moved.ownStart = edits.moved(record.ownStart)
        moved.lastTime = record.lastTime
        archive.replace(moved, with: fresh, isWrittenTo: record.file != nil)
        guard isCurrent, let current else { return }
        self.current = CurrentSegment(fresh, day: current.day, end: edits.moved(current.end))
        self.current?.isSpoiled = current.isSpoiled
    }

    /// Removes what may hold the text from a file in which nothing counts as said.
    private func clean(
        _ name: String, first: UInt64, _ redaction: LedgerRedaction
    ) throws(SystemError) {
        let old = try opened(name, first)
        let bytes = try old.disk.facts().bytes
        let edits = try SegmentEdits(
            of: redaction, in: old, bytes: bytes, record: nil, numbers: nil)
        guard !edits.isEmpty else { return }
        _ = try write(edits, of: old, bytes: bytes, as: name)
        syncNames()
    }

    private func syncNames() {
        do throws(SystemError) {
            try directory.sync()
        } catch {
            // Only a loss of power could bring the old file back, and who keeps acts finds that when it begins.
        }
    }

    private func opened(_ record: SegmentRecord) throws(SystemError) -> SegmentFile {
        if let file = record.file { return file }
        return try opened(SegmentName.file(record.first), record.first)
    }

    private func opened(_ name: String, _ first: UInt64) throws(SystemError) -> SegmentFile {
        do throws(Obstacle) {
            return SegmentFile(first: first, disk: try directory.open(name))
        } catch {
            if case .system(let system) = error { throw system }
            throw .stale
        }
    }

    /// Writes a file anew in its place, all of it or nothing, once the disk has it.
    private func write(
        _ edits: SegmentEdits, of old: SegmentFile, bytes: Int, as name: String
    ) throws(SystemError) -> SegmentFile {
        let draft = SegmentName.draft(old.first)
        try directory.remove(draft)
        let fresh = SegmentFile(first: old.first, disk: try disk.make(draft, in: directory))
        do throws(SystemError) {
            var end = 0
            try edits.write(old, bytes: bytes) { piece throws(SystemError) in
                var offset = 0
                while offset < piece.count {
                    let count = try disk.write(
                        piece.span.extracting(offset..<piece.count), to: fresh, at: end)
                    // write(2) may do so, and would for ever.
                    guard count > 0 else { throw .inputOutput }
                    offset += count
                    end += count
                }
            }
            try disk.sync(fresh)
            try directory.rename(draft, to: name)
        } catch {
            try directory.remove(draft)
            throw error
        }
        return fresh
    }
}
