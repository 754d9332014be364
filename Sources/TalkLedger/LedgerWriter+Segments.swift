import Posix
package import TalkProtocol

/// Which segment is written to, and what becomes of old ones.
extension LedgerWriter {
    /// The segment that the next line goes to.
    ///
    /// - Throws: ``SystemError`` when there is none and none can begin.
    mutating func segmentForNextLine(now: Timestamp) throws(SystemError) -> CurrentSegment {
        if let current, current.isSpoiled || !current.isAsLeft {
            // What is not on the disk yet is not given up in passing: sync() is to say so.
            guard !isUnsynced(current) else { throw .stale }
            self.current = nil
        }
        guard var current else {
            if try goOnBehindTornEnd() { return try segmentForNextLine(now: now) }
            try begin(now: now)
            return try taken()
        }
        if current.end == 0 { current.day = LedgerDay.of(now.milliseconds) }
        guard hasToEnd(current, now: now) else { return current }
        do throws(SystemError) {
            try begin(now: now)
            tidy(now: now)
            return try taken()
        } catch {
            // No fresh one can begin, yet this one takes lines: a while longer, then.
            guard current.end < 4 * settings.fullBytes, self.current != nil else { throw error }
            return current
        }
    }

    private func taken() throws(SystemError) -> CurrentSegment {
        guard let current else { throw .stale }
        return current
    }

    /// Whether a segment is full or of another day.
    private func hasToEnd(_ segment: CurrentSegment, now: Timestamp) -> Bool {
        guard segment.end > 0, !isUnsynced(segment) else { return false }
        return segment.end >= settings.fullBytes || segment.day != LedgerDay.of(now.milliseconds)
    }

    /// Begins a fresh segment, named by the next number.
    mutating func begin(now: Timestamp) throws(SystemError) {
        if !(try isInPlace) { try moveToNewDirectory() }
        let first = lastSeq + 1
        let file = SegmentFile(first: first, disk: try make(first))
        archive.begin(file)
        current = nil
        if settings.sync == .batch { try directory.sync() }
        current = CurrentSegment(file, day: LedgerDay.of(now.milliseconds))
    }

    private func make(_ first: UInt64) throws(SystemError) -> DiskFile {
        let file = SegmentName.file(first)
        do throws(SystemError) {
            return try disk.make(file, in: directory)
        } catch {
            // What is left of a segment that was abandoned before anything stood in it.
            guard error == .exists, archive.lastFirst == first else { throw error }
            try directory.remove(file)
            return try disk.make(file, in: directory)
        }
    }

    /// Whether the directory is where it was.
    ///
    /// - Throws: ``SystemError`` when nothing is there.
    private var isInPlace: Bool {
        get throws(SystemError) {
            do throws(SystemError) {
                return try directory.isNamed(path)
            } catch {
                guard error != .notFound else { throw error }
                // Only the way to it is barred; it is held open.
                return true
            }
        }
    }

    /// Goes on in the directory that somebody made in the place of the one that was removed.
    private mutating func moveToNewDirectory() throws(SystemError) {
        guard let fresh = try LedgerDirectory(locking: Directory(opening: path)) else {
            throw .tryAgain
        }
        let found = try SegmentList(in: fresh)
        // What is there must be of before; and no other ledger's, whose numbers mean something else.
        guard found.segments.last?.first ?? 0 <= lastSeq else { throw .exists }
        switch LedgerNameFile.read(in: fresh) {
        case .name(name): break
        case .name: throw .exists
        case .none: try LedgerNameFile.write(name, in: fresh)
        }
        directory = fresh
        current = nil
        archive.move(to: fresh, segments: found.segments)
    }
}

/// Retention.
extension LedgerWriter {
    /// Removes segments that are older than what is to be kept, or are more than that.
    ///
    /// - Returns: The first number still kept.
    @discardableResult
    package mutating func tidy(now: Timestamp) -> UInt64 {
        while let oldest = archive.oldest {
            let isTooMuch =
                oldest.totalBytes > settings.retentionBytes - settings.fullBytes && !oldest.isLast
            guard isTooMuch || isExpired(oldest.segment, isLast: oldest.isLast, now: now) else {
                break
            }
            // Numbers would start again if the last segment went: the next one shows where they are.
            if oldest.isLast, !renew(oldest.segment, now: now) { break }
            guard remove(oldest.segment.first) else { break }
        }
        return archive.oldestSeq
    }

    /// An empty segment is needed as long as it shows the next number.
    private func isExpired(_ segment: SegmentRecord, isLast: Bool, now: Timestamp) -> Bool {
        if segment.end == 0 { return !isLast }
        return time(of: segment) < settings.expiry(at: now.milliseconds)
    }

    /// When its last line was said; else when it was last written to.
    private func time(of segment: SegmentRecord) -> Int64 {
        if let time = segment.lastTime { return time.milliseconds }
        do throws(Obstacle) {
            let name = SegmentName.file(segment.first)
            let file = SegmentFile(first: segment.first, disk: try directory.open(name))
            do throws(SystemError) {
                let facts = try file.disk.facts()
                let tail = try SegmentTail(
                    of: file, bytes: min(facts.bytes, segment.end),
                    numbers: segment.first...LedgerBounds.maxSeq)
                let written = Timestamp(milliseconds: facts.modifiedMilliseconds)
                let time = tail.last?.time ?? written
                archive.note(time, of: segment.first)
                return time.milliseconds
            } catch {
                throw .system(error)
            }
        } catch {
            // It is kept until it can be read, or is too much.
            return .max
        }
    }

    private mutating func renew(_ last: SegmentRecord, now: Timestamp) -> Bool {
        if let current, isUnsynced(current) { return false }
        do throws(SystemError) {
            try begin(now: now)
            return true
        } catch {
            return false
        }
    }

    private func remove(_ first: UInt64) -> Bool {
        let file = SegmentName.file(first)
        archive.setReadable(first, false)
        do throws(SystemError) {
            try directory.remove(SegmentName.torn(first))
            try directory.remove(file)
        } catch {
            archive.setReadable(first, true)
            archive.reportOnce(.notRemoved(file: file, error: error), of: first)
            return false
        }
        archive.forget(first)
        return true
    }
}
