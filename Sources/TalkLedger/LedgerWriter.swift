package import Posix
package import TalkProtocol

/// Writes what is said to the disk. One thread owns it.
///
/// 1. What ``append(_:ends:firstSeq:now:)`` and then, with `sync = batch`, ``sync()`` say stands, stands:
///    its numbers are never given to anything else.
/// 2. Nothing stays of what they refuse: not in what is read back, and as far as the disk allows not in a file.
/// 3. No refusal is for good: each call tries anew.
package struct LedgerWriter: ~Copyable, Sendable {
    /// What became of lines that were to be written.
    package struct Outcome: Hashable, Sendable {
        /// So many of them stand, the first ones.
        package var lines: Int
        /// Why not all of them do.
        package var error: SystemError?
    }

    let path: String
    var settings: LedgerSettings
    let name: LedgerName
    let archive: LedgerArchive
    var disk: DiskCalls
    var directory: LedgerDirectory
    /// None after trouble: the next lines go to a fresh segment.
    var current: CurrentSegment?
    /// What is to be mended before the next line, in place of a fresh segment.
    var tornEnd: TornEnd?
    /// The last number that stands, if what is not on the disk yet gets there.
    package internal(set) var lastSeq: UInt64
    /// The last number of which that is known.
    var syncedSeq: UInt64
    var lastTime: Timestamp

    /// Keeps what comes like this from now on. Call it when all that was appended is settled.
    ///
    /// What is too old or too much by these settings goes with the next ``tidy(now:)``.
    package mutating func adopt(_ fresh: LedgerSettings) {
        if fresh.sync != settings.sync {
            // No failure takes back what stands by the rule of its time: there is a segment for each, too.
            syncedSeq = lastSeq
            let before = current.take()
            do throws(SystemError) {
                if fresh.sync == .batch, let before { try disk.sync(before.file) }
            } catch {
                // By that rule it was the kernel's to write.
            }
        }
        settings = fresh
    }

    /// Writes lines that follow what was said so far, with one call where the disk takes them in one.
    ///
    /// - Parameters:
    ///   - lines: Whole lines, as they go over the wire.
    ///   - ends: Where each of them ends, its LF included.
    ///   - firstSeq: The first one's number: ``lastSeq`` + 1.
    ///   - now: Decides of the day.
    /// - Returns: How many stand, and why not all. With `sync = batch` they do once ``sync()`` says so.
    package mutating func append(
        _ lines: Span<UInt8>, ends: Span<Int>, firstSeq: UInt64, now: Timestamp
    ) -> Outcome {
        precondition(firstSeq == lastSeq + 1, "numbers go on without gap")
        guard ends.count > 0 else { return Outcome(lines: 0) }
        precondition(ends[ends.count - 1] == lines.count, "whole lines")
        var current: CurrentSegment
        do throws(SystemError) {
            current = try segmentForNextLine(now: now)
        } catch {
            return Outcome(lines: 0, error: error)
        }
        let (written, error) = write(lines, to: current)
        let kept = error == nil ? ends.count : Self.count(of: ends, within: written)
        current.take(ends.extracting(first: kept), firstSeq: firstSeq)
        lastSeq += UInt64(kept)
        if kept > 0 { lastTime = now }
        self.current = current
        if settings.sync == .off { publish() }
        if error != nil { takeBackPartialLine(of: current, now: now) }
        return Outcome(lines: kept, error: error)
    }

    /// Waits until all that was appended is on the disk; with `sync = off` there is nothing to wait for.
    ///
    /// - Returns: Why what was appended since the last good call does not stand, after all: ``lastSeq`` is
    ///   what it was then. Nothing is asked of that segment again; a fresh one begins.
    package mutating func sync() -> SystemError? {
        guard let current, isUnsynced(current) else { return nil }
        do throws(SystemError) {
            guard current.isAsLeft else { throw .stale }
            try disk.sync(current.file)
        } catch {
            withdraw(from: current)
            return error
        }
        self.current?.syncedEnd = current.end
        syncedSeq = lastSeq
        publish()
        if current.isSpoiled { abandon(now: lastTime) }
        return nil
    }

    /// Whether some of it does not stand yet.
    func isUnsynced(_ segment: CurrentSegment) -> Bool {
        settings.sync == .batch && segment.hasUnsynced
    }

    private func write(
        _ lines: Span<UInt8>, to current: CurrentSegment
    ) -> (written: Int, error: SystemError?) {
        var written = 0
        do throws(SystemError) {
            while written < lines.count {
                let count = try disk.write(
                    lines.extracting(written..<lines.count), to: current.file,
                    at: current.end + written)
                // write(2) may do so, and would for ever.
                guard count > 0 else { throw .inputOutput }
                written += count
            }
        } catch {
            return (written, error)
        }
        return (written, nil)
    }

    private static func count(of ends: Span<Int>, within written: Int) -> Int {
        var count = 0
        while count < ends.count, ends[count] <= written { count += 1 }
        return count
    }

    /// Removes what a failed write left after the last whole line.
    ///
    /// Even where it says that it wrote nothing: a disk in trouble may have.
    private mutating func takeBackPartialLine(of segment: CurrentSegment, now: Timestamp) {
        do throws(SystemError) {
            try disk.truncate(segment.file, to: segment.end)
        } catch {
            // The number of the fresh segment is the limit up to which this one will be believed.
            current?.isSpoiled = true
            if !isUnsynced(segment) { abandon(now: now) }
        }
    }

    /// Counts what is not known to be on the disk as not said.
    private mutating func withdraw(from current: CurrentSegment) {
        lastSeq = syncedSeq
        do throws(SystemError) {
            // Somebody may have cut it shorter: then it must not grow.
            if try current.file.disk.facts().bytes > current.syncedEnd {
                try disk.truncate(current.file, to: current.syncedEnd)
            }
        } catch {
            // As above.
        }
        abandon(now: lastTime)
    }

    /// Lets go of a segment that cannot be relied on, and tries at once to begin the next one: until that is
    /// there, a daemon that begins anew would believe what was refused.
    private mutating func abandon(now: Timestamp) {
        current = nil
        do throws(SystemError) {
            try begin(now: now)
        } catch {
            // The next line tries again.
        }
    }

    mutating func publish() {
        guard let current else { return }
        archive.publish(
            end: current.end, lastSeq: lastSeq, lastTime: lastTime, landmarks: current.landmarks)
        self.current?.landmarks.removeAll(keepingCapacity: true)
    }
}
