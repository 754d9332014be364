package import Posix
package import TalkProtocol

/// What is wanted of one segment.
private struct Stretch: Sendable {
    let directory: LedgerDirectory
    var segment: SegmentRecord
    var file: SegmentFile?
    /// The numbers wanted of it.
    let numbers: ClosedRange<UInt64>
    /// The last number it can hold.
    let cap: UInt64
}

extension LedgerArchive {
    /// The lines of what was said from `seq` to `last`, as far as they are kept, oldest first.
    ///
    /// Whoever wrote the files: these are `said` events of ours, their numbers rise and lie in the range.
    /// What is damaged is skipped, and told of in ``takeReports()``. May wait for the disk; holds up nobody else.
    ///
    /// - Parameter maxBytes: Stops before the line that would pass so many, but gives one line at least.
    /// - Returns: Whole lines, and the number after the last of them; nil when none of them is kept.
    /// - Throws: ``SystemError`` when descriptors or memory are used up for now.
    package func lines(
        from seq: UInt64, through last: UInt64, maxBytes: Int
    ) throws(SystemError) -> (bytes: ArraySlice<UInt8>, next: UInt64)? {
        var seq = seq
        while let stretch = stretch(from: seq, through: last) {
            if let found = try read(stretch, maxBytes: maxBytes) { return found }
            seq = stretch.cap + 1
        }
        return nil
    }

    /// The first segment that may hold something of it.
    private func stretch(from seq: UInt64, through last: UInt64) -> Stretch? {
        state.withLock { state in
            let last = min(last, state.lastSeq)
            var index = state.indexOfSegment(holding: seq)
            while index < state.segments.count {
                let segment = state.segments[index]
                let next = index + 1 < state.segments.count ? state.segments[index + 1].first : nil
                let cap = next.map { $0 - 1 } ?? state.lastSeq
                let start = max(seq, segment.first)
                if start > last { return nil }
                if segment.isReadable, start <= cap {
                    let open = state.open.last { $0.first == segment.first }
                    return Stretch(
                        directory: state.directory, segment: segment, file: segment.file ?? open,
                        numbers: start...min(last, cap), cap: cap)
                }
                index += 1
            }
            return nil
        }
    }

    private func read(
        _ stretch: Stretch, maxBytes: Int
    ) throws(SystemError) -> (bytes: ArraySlice<UInt8>, next: UInt64)? {
        var lines: [UInt8] = []
        var next = stretch.numbers.lowerBound
        try walk(stretch) { line, seq, isOwn, scan in
            guard let bytes = isOwn ? scan.copy(of: line) : scan.remake(of: line) else {
                return .damaged
            }
            guard lines.isEmpty || lines.count + bytes.count <= maxBytes else { return .enough }
            lines += bytes
            next = seq + 1
            return .taken
        }
        return lines.isEmpty ? nil : (lines[...], next)
    }

    /// What was said under a number; nil when nothing of it is kept.
    ///
    /// - Throws: ``SystemError`` when descriptors or memory are used up for now.
    package func said(_ seq: UInt64) throws(SystemError) -> Said? {
        guard let line = try lines(from: seq, through: seq, maxBytes: 1)?.bytes else { return nil }
        return SaidLine.said(Array(line.dropLast()))
    }

    /// Visits what was said from `seq` to `last`, as far as it is kept, oldest first.
    func recall(
        from seq: UInt64, through last: UInt64, visit: (Said) -> Void
    ) throws(SystemError) {
        var seq = seq
        while let stretch = stretch(from: seq, through: last) {
            try walk(stretch) { line, _, _, scan in
                guard let said = scan.said(of: line) else { return .damaged }
                visit(said)
                return .taken
            }
            seq = stretch.cap + 1
        }
    }

    /// What became of a line that was visited.
    private enum Visit {
        case taken
        case damaged
        case enough
    }

    /// Is shown a line, its number, and whether this very process wrote it.
    private typealias Visitor = (LineScan.Line, UInt64, Bool, borrowing LineScan) -> Visit

    /// Visits the lines of a stretch, in the order of their numbers, each once; ends where it cannot be read.
    private func walk(
        _ stretch: Stretch, visit: Visitor
    ) throws(SystemError) {
        var stretch = stretch
        do throws(Obstacle) {
            let file = try open(&stretch)
            do throws(SystemError) {
                try walk(stretch, in: file, visit: visit)
            } catch {
                throw .system(error)
            }
        } catch {
            if case .system(let system) = error,
                system.isOutOfDescriptors || system.isOutOfMemory
            {
                throw system
            }
            giveUp(stretch, error)
        }
    }

    private func walk(
        _ stretch: Stretch, in file: SegmentFile,
        visit: Visitor
    ) throws(SystemError) {
        var scan = LineScan(file, from: try narrow(stretch, in: file), to: stretch.segment.end)
        var next = stretch.numbers.lowerBound
        var isInDamage = false
        while let line = try scan.next() {
            var result = Visit.damaged
            if let seq = scan.seq(of: line), seq <= stretch.cap {
                if seq > stretch.numbers.upperBound { return }
                let isOwn = line.offset >= stretch.segment.ownStart
                result = seq < next ? .taken : visit(line, seq, isOwn, scan)
                if result == .taken { next = max(next, seq + 1) }
            }
            if result == .enough { return }
            if result == .damaged, !isInDamage { noteDamage(in: stretch.segment, at: line.offset) }
            isInDamage = result == .damaged
        }
    }

    /// A segment that cannot be read is told of once.
    private func giveUp(_ stretch: Stretch, _ obstacle: Obstacle) {
        state.withLock { state in
            // Removed meanwhile, since it need not be kept: nothing to tell of.
            guard
                let index = state.segments.firstIndex(where: { $0.first == stretch.segment.first }),
                state.directory === stretch.directory, state.segments[index].isReadable,
                state.segments[index].noteDamage(at: -1)
            else { return }
            let file = SegmentName.file(stretch.segment.first)
            state.reports.append(.skipped(file: file, obstacle: obstacle))
        }
    }

    /// Opens a stretch's file, unless it is open; what was known of one whose place another took meanwhile is
    /// looked up anew.
    private func open(_ stretch: inout Stretch) throws(Obstacle) -> SegmentFile {
        let first = stretch.segment.first
        while true {
            if let file = stretch.file { return file }
            let disk = try stretch.directory.open(SegmentName.file(first))
            let file = SegmentFile(first: first, disk: disk)
            let isIt = state.withLock { state in
                guard state.directory === stretch.directory,
                    let now = state.segments.last(where: { $0.first == first })
                else { return true }
                guard now.edition == stretch.segment.edition else {
                    stretch.segment = now
                    stretch.file = now.file ?? state.open.last { $0.first == first }
                    return false
                }
                state.keepOpen(file)
                return true
            }
            if isIt { return file }
        }
    }

    private func noteDamage(in segment: SegmentRecord, at offset: Int) {
        state.withLock { state in
            guard let index = state.segments.firstIndex(where: { $0.first == segment.first }),
                state.segments[index].noteDamage(at: offset)
            else { return }
            state.reports.append(
                .damaged(file: SegmentName.file(segment.first), offset: offset))
        }
    }

    /// Where to begin to read for a number: at a line at or before it, and not far before.
    ///
    /// Halves what lies between two landmarks, with a glance at each half, and remembers what it saw.
    private func narrow(_ stretch: Stretch, in file: SegmentFile) throws(SystemError) -> Int {
        let seq = stretch.numbers.lowerBound
        var (low, high) = stretch.segment.neighbours(of: seq)
        var seen: [Landmark] = []
        while high - low.offset > LedgerBounds.landmarkBytes {
            let middle = low.offset + (high - low.offset) / 2
            let found = try Self.landmark(
                in: file, after: middle, before: high, numbers: low.seq...stretch.cap)
            guard let found else {
                high = middle
                continue
            }
            seen.append(found)
            if found.seq <= seq { low = found } else { high = middle }
        }
        if !seen.isEmpty { remember(seen, of: stretch.segment) }
        return low.offset
    }

    /// The first line after an offset that has a number it can have.
    private static func landmark(
        in file: SegmentFile, after offset: Int, before end: Int, numbers: ClosedRange<UInt64>
    ) throws(SystemError) -> Landmark? {
        var scan = LineScan(
            file, from: offset, to: min(end, offset + LedgerBounds.glanceBytes * 64),
            chunkBytes: LedgerBounds.glanceBytes)
        // The rest of a line that begins before.
        guard try scan.next() != nil else { return nil }
        while let line = try scan.next() {
            if let seq = scan.seq(of: line), numbers.contains(seq) {
                return Landmark(seq: seq, offset: line.offset)
            }
        }
        return nil
    }

    private func remember(_ landmarks: [Landmark], of segment: SegmentRecord) {
        state.withLock { state in
            let index = state.indexOfSegment(holding: segment.first)
            guard index < state.segments.count, state.segments[index].first == segment.first,
                state.segments[index].edition == segment.edition
            else { return }
            for landmark in landmarks { state.segments[index].add(landmark) }
        }
    }
}
