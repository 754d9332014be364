import Posix
import TalkProtocol

/// The end of a segment from an earlier run: what the next number is, and what was torn off.
struct SegmentTail: Sendable {
    /// Where its last whole line ends; what stands after that is torn.
    var end = 0
    /// The last line that was said, nil when there is none.
    var last: Said?
    /// Whole lines after that one which were never said, and where the first of them begins.
    ///
    /// Each may have been something said once, whose number must not be given again.
    var damagedLines = 0
    var damagedOffset = 0

    /// Reads a segment backwards, until a line that was said.
    ///
    /// - Parameters:
    ///   - bytes: Where the file ends.
    ///   - numbers: What was said in it can have these.
    init(
        of file: SegmentFile, bytes: Int, numbers: ClosedRange<UInt64>
    ) throws(SystemError) {
        var lineFeeds = LineFeedScan(file)
        end = try lineFeeds.last(before: bytes).map { $0 + 1 } ?? 0
        var lineEnd = end
        while lineEnd > 0 {
            let start = try lineFeeds.last(before: lineEnd - 1).map { $0 + 1 } ?? 0
            if let said = try Self.said(file, start..<lineEnd - 1), numbers.contains(said.seq) {
                last = said
                return
            }
            damagedLines += 1
            damagedOffset = start
            lineEnd = start
        }
    }

    private static func said(
        _ file: SegmentFile, _ range: Range<Int>
    ) throws(SystemError) -> Said? {
        let bounds = LedgerBounds.minLineBytes...LedgerBounds.maxLineBytes
        guard bounds.contains(range.count) else { return nil }
        let line = try file.disk.read(at: range.lowerBound, maxBytes: range.count)
        guard line.count == range.count else { throw .inputOutput }
        return SaidLine.said(line)
    }
}

/// Looks for line feeds from a file's end backwards, a chunk at a time.
private struct LineFeedScan: ~Copyable {
    private let file: SegmentFile
    private var bytes: [UInt8] = []
    private var base = 0

    init(_ file: SegmentFile) {
        self.file = file
    }

    /// Where the last line feed before `end` stands; nil when there is none.
    mutating func last(before end: Int) throws(SystemError) -> Int? {
        var end = end
        while end > 0 {
            if end <= base || end > base + bytes.count {
                base = max(0, end - LedgerBounds.chunkBytes)
                bytes = try file.disk.read(at: base, maxBytes: end - base)
                // It cannot be that the file ends here: the disk has the rest no longer.
                guard bytes.count == end - base else { throw .inputOutput }
            }
            if let found = bytes[..<(end - base)].lastIndex(of: UInt8(ascii: "\n")) {
                return base + found
            }
            end = base
        }
        return nil
    }
}
