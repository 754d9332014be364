import Posix
import TalkProtocol

/// What was said, to be read back by any thread while one goes on writing.
///
/// Its lock is a leaf: nothing is called, read or waited for under it.
package final class LedgerArchive: Sendable {
    struct State: Sendable {
        var directory: LedgerDirectory
        /// In the order of their numbers; the last is, or was last, written to.
        var segments: [SegmentRecord]
        /// The last number that stands.
        var lastSeq: UInt64
        /// Older segments that somebody read in lately, the latest last.
        var open: [SegmentFile] = []
        var reports: [LedgerReport] = []
    }

    let state: Locked<State>

    init(_ state: consuming State) {
        self.state = Locked(state)
    }

    /// The last number kept; 0 when nothing was said.
    package var lastSeq: UInt64 { state.withLock { $0.lastSeq } }

    /// The first number still kept; ``lastSeq`` + 1 when none is.
    package var oldestSeq: UInt64 {
        state.withLock { state in
            let first = state.segments.first { $0.isReadable }?.first ?? .max
            return min(first, state.lastSeq + 1)
        }
    }

    /// Takes what was found since the last time, for the operator. Each place of damage is told of once.
    package func takeReports() -> [LedgerReport] {
        state.withLock { state in
            defer { state.reports = [] }
            return state.reports
        }
    }

    func report(_ report: LedgerReport) {
        state.withLock { $0.reports.append(report) }
    }
}

/// What the writer tells it.
extension LedgerArchive {
    /// What stands in the last segment now.
    func publish(end: Int, lastSeq: UInt64, lastTime: Timestamp, landmarks: [Landmark]) {
        state.withLock { state in
            let last = state.segments.count - 1
            state.segments[last].end = end
            state.segments[last].lastTime = lastTime
            state.lastSeq = lastSeq
            for landmark in landmarks { state.segments[last].add(landmark) }
        }
    }

    /// A fresh segment takes what is said from now on.
    ///
    /// It takes the place of one that begins with the same number: nothing stands in that.
    func begin(_ file: SegmentFile) {
        changeFiles { state in
            state.close()
            if state.segments.last?.first == file.first { state.segments.removeLast() }
            state.open.removeAll { $0.first == file.first }
            var record = SegmentRecord(first: file.first)
            record.file = file
            state.segments.append(record)
        }
    }

    /// Changes what is held open; what is let go of is closed after the lock, because close(2) can wait for
    /// the disk.
    private func changeFiles(_ body: (inout State) -> Void) {
        let before = state.withLock { state in
            defer { body(&state) }
            return (state.directory, state.open, state.segments)
        }
        withExtendedLifetime(before) {}
    }

    /// Another directory took the place of the one that is no more.
    func move(to directory: LedgerDirectory, segments: [SegmentRecord]) {
        changeFiles { state in
            state.directory = directory
            state.segments = segments
            state.open = []
        }
    }

    /// Nobody is to read in a segment any more: it is about to be removed; or may be again: it was not.
    func setReadable(_ first: UInt64, _ isReadable: Bool) {
        state.withLock { state in
            guard let index = state.segments.firstIndex(where: { $0.first == first }) else {
                return
            }
            state.segments[index].isReadable = isReadable
        }
    }

    /// Has everybody read in that very file from now on, though another may come to have its name.
    func hold(_ file: SegmentFile) {
        changeFiles { state in
            guard let index = state.segments.firstIndex(where: { $0.first == file.first }) else {
                return
            }
            state.segments[index].file = file
            state.segments[index].edition += 1
        }
    }

    /// Another file has taken a segment's place, or none did after all.
    ///
    /// - Parameter isWrittenTo: Whether it stays open for that.
    func replace(_ record: SegmentRecord, with file: SegmentFile, isWrittenTo: Bool) {
        changeFiles { state in
            guard let index = state.segments.firstIndex(where: { $0.first == file.first }) else {
                return
            }
            let edition = state.segments[index].edition + 1
            state.segments[index] = record
            state.segments[index].edition = edition
            state.segments[index].file = isWrittenTo ? file : nil
            if isWrittenTo {
                state.open.removeAll { $0.first == file.first }
            } else {
                state.keepOpen(file)
            }
        }
    }

    /// Forgets a segment that was removed.
    func forget(_ first: UInt64) {
        changeFiles { state in
            if state.segments.count > 1 { state.segments.removeAll { $0.first == first } }
            state.open.removeAll { $0.first == first }
        }
    }
}

extension LedgerArchive.State {
    /// The last segment is written to no longer.
    mutating func close() {
        guard let last = segments.indices.last, let file = segments[last].file else { return }
        segments[last].file = nil
        keepOpen(file)
    }

    /// Keeps a file open for who reads in it next.
    mutating func keepOpen(_ file: SegmentFile) {
        open.removeAll { $0.first == file.first }
        open.append(file)
        if open.count > LedgerBounds.openSegments { open.removeFirst() }
    }

    /// The place of the segment that holds a number, if any does; the first one when all begin later.
    func indexOfSegment(holding seq: UInt64) -> Int {
        var low = 0
        var high = segments.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if segments[middle].first <= seq { low = middle } else { high = middle }
        }
        return low
    }
}

/// What the writer asks it.
extension LedgerArchive {
    /// The first segment, whether it is the last one too, and what all of them hold.
    var oldest: (segment: SegmentRecord, isLast: Bool, totalBytes: Int)? {
        state.withLock { state in
            guard let index = state.segments.firstIndex(where: { $0.isReadable }) else {
                return nil
            }
            let bytes = state.segments.reduce(0) { $0 + $1.end }
            return (state.segments[index], index == state.segments.count - 1, bytes)
        }
    }

    /// The segment that holds a number, as far as it is kept, the last number it can hold, and the one before it.
    func segment(
        holding seq: UInt64
    ) -> (segment: SegmentRecord, cap: UInt64, before: SegmentRecord?)? {
        state.withLock { state in
            let index = state.indexOfSegment(holding: seq)
            guard index < state.segments.count, seq <= state.lastSeq else { return nil }
            let segment = state.segments[index]
            guard segment.isReadable, segment.first <= seq else { return nil }
            let next = index + 1 < state.segments.count ? state.segments[index + 1].first : nil
            return (
                segment, next.map { $0 - 1 } ?? state.lastSeq,
                index > 0 ? state.segments[index - 1] : nil
            )
        }
    }

    /// The number that the last segment begins with.
    var lastFirst: UInt64? { state.withLock { $0.segments.last?.first } }

    /// Remembers when a segment's last line was said.
    func note(_ lastTime: Timestamp, of first: UInt64) {
        state.withLock { state in
            let index = state.indexOfSegment(holding: first)
            if index < state.segments.count, state.segments[index].first == first {
                state.segments[index].lastTime = lastTime
            }
        }
    }

    /// Reports something of a segment that would be found again and again.
    func reportOnce(_ report: LedgerReport, of first: UInt64) {
        state.withLock { state in
            let index = state.indexOfSegment(holding: first)
            guard index < state.segments.count, state.segments[index].noteDamage(at: -2) else {
                return
            }
            state.reports.append(report)
        }
    }
}
