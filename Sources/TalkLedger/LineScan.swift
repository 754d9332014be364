import Posix
import TalkProtocol

/// Reads a segment's lines, some at a time, from somewhere in it to somewhere later.
struct LineScan: ~Copyable {
    /// A line, without its LF.
    struct Line {
        /// Where it begins in the file.
        let offset: Int
        /// Where it lies in what was read last; nil for one that is longer than any of ours.
        let range: Range<Int>?
    }

    /// What was read last. A line lies in it until the next one is asked for.
    private var bytes: [UInt8] = []
    private let file: SegmentFile
    private let end: Int
    private let chunkBytes: Int
    /// Where ``bytes`` begin in the file, and how many of them were given.
    private var base: Int
    private var index = 0

    /// - Parameters:
    ///   - start: Where a line begins.
    ///   - end: Where the file is taken to end.
    init(
        _ file: SegmentFile, from start: Int, to end: Int,
        chunkBytes: Int = LedgerBounds.chunkBytes
    ) {
        self.file = file
        self.end = end
        self.chunkBytes = chunkBytes
        base = start
    }

    /// The next line that has its LF; nil when there is none.
    mutating func next() throws(SystemError) -> Line? {
        let offset = base + index
        var searched = index
        var isTooLong = false
        while true {
            if let found = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
                let start = index
                index = found + 1
                let fits = !isTooLong && found - start <= LedgerBounds.maxLineBytes
                return Line(offset: offset, range: fits ? start..<found : nil)
            }
            if bytes.count - index > LedgerBounds.maxLineBytes {
                isTooLong = true
                index = bytes.count
            }
            searched = bytes.count - index
            guard try readMore() else { return nil }
        }
    }

    /// The number of a line that was just given; nil when it begins as none of ours does.
    borrowing func seq(of line: Line) -> UInt64? {
        line.range.flatMap { SaidLine.seq(of: bytes.span.extracting($0)) }
    }

    /// The very bytes of a line that was just given, with its LF.
    borrowing func copy(of line: Line) -> ArraySlice<UInt8>? {
        line.range.map { bytes[$0.lowerBound...$0.upperBound] }
    }

    /// The same of a line that anybody may have written: written anew, so that what has since become
    /// dangerous, or always was, is made safe. Nil when it is not what was said.
    borrowing func remake(of line: Line) -> ArraySlice<UInt8>? {
        said(of: line).map { Event.said($0).jsonLine[...] }
    }

    /// What was said by a line that was just given and that anybody may have written.
    borrowing func said(of line: Line) -> Said? {
        line.range.flatMap { SaidLine.said(Array(bytes[$0])) }
    }

    /// Keeps what was not given yet, and adds to it.
    private mutating func readMore() throws(SystemError) -> Bool {
        let reached = base + bytes.count
        let more = try file.disk.read(
            at: reached, maxBytes: max(0, min(chunkBytes, end - reached)))
        if more.isEmpty { return false }
        base += index
        bytes = index == bytes.count ? more : bytes[index...] + more
        index = 0
        return true
    }
}

/// A segment's file, open; shared by who writes it and who reads in it.
final class SegmentFile: Sendable {
    /// The number that it begins with.
    let first: UInt64
    let disk: DiskFile

    init(first: UInt64, disk: consuming DiskFile) {
        self.first = first
        self.disk = disk
    }

    var name: String { SegmentName.file(first) }
}
