import TalkProtocol

/// What was said, as far as it is remembered: a window over the numbers, the oldest forgotten first.
///
/// Kept as the lines that go over the wire, packed: a replay is a copy, and a message costs its bytes.
struct Memory: Sendable {
    /// Some lines in a row.
    private struct Block: Sendable {
        let firstSeq: UInt64
        var bytes: [UInt8] = []
        /// Where each line ends.
        var ends: [UInt32] = []

        var nextSeq: UInt64 { firstSeq + UInt64(ends.count) }

        /// The place of a line among the block's bytes.
        func range(of seq: UInt64) -> Range<Int> {
            let index = Int(seq - firstSeq)
            return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
        }
    }

    private static let blockBytes = 64 * 1024

    private let maxMessages: Int
    private let maxBytes: Int
    private var blocks: [Block] = []
    /// Bytes of the lines that are kept.
    private var bytes = 0
    /// The last number said; 0 when nothing was.
    private(set) var lastSeq: UInt64
    /// The first number still kept; ``lastSeq`` + 1 when none is.
    private(set) var oldestSeq: UInt64

    /// - Parameter lastSeq: The last number said before, of which nothing is remembered here.
    init(maxMessages: Int, maxBytes: Int, after lastSeq: UInt64) {
        self.maxMessages = maxMessages
        self.maxBytes = maxBytes
        self.lastSeq = lastSeq
        oldestSeq = lastSeq + 1
    }

    /// Remembers the line of what was said; its number is the next one.
    mutating func append(_ line: ArraySlice<UInt8>) {
        lastSeq += 1
        guard maxMessages > 0 else {
            oldestSeq = lastSeq + 1
            return
        }
        if blocks.last.map({ $0.bytes.count >= Self.blockBytes }) ?? true {
            blocks.append(Block(firstSeq: lastSeq))
        }
        let last = blocks.count - 1
        blocks[last].bytes += line
        blocks[last].ends.append(UInt32(blocks[last].bytes.count))
        bytes += line.count
        while Int(lastSeq - oldestSeq) >= maxMessages || (bytes > maxBytes && oldestSeq < lastSeq) {
            forgetOldest()
        }
    }

    /// Puts another line in the place of one that is remembered.
    mutating func replace(_ seq: UInt64, with line: [UInt8]) {
        guard (oldestSeq...max(oldestSeq, lastSeq)).contains(seq),
            let place = blocks.lastIndex(where: { $0.firstSeq <= seq }), seq < blocks[place].nextSeq
        else { return }
        let range = blocks[place].range(of: seq)
        blocks[place].bytes.replaceSubrange(range, with: line)
        for index in Int(seq - blocks[place].firstSeq)..<blocks[place].ends.count {
            let end = Int(blocks[place].ends[index]) + line.count - range.count
            blocks[place].ends[index] = UInt32(end)
        }
        bytes += line.count - range.count
    }

    private mutating func forgetOldest() {
        bytes -= blocks[0].range(of: oldestSeq).count
        oldestSeq += 1
        if oldestSeq == blocks[0].nextSeq { blocks.removeFirst() }
    }

    /// The lines of what was said from `seq` to `end`, as far as they are kept, oldest first.
    ///
    /// - Parameter maxBytes: Stops before the line that would pass so many, but gives one line at least.
    /// - Returns: Whole lines, and the number after the last of them; nil when none of them is kept.
    func lines(
        from seq: UInt64, through end: UInt64, maxBytes: Int
    ) -> (bytes: ArraySlice<UInt8>, next: UInt64)? {
        let start = max(seq, oldestSeq)
        let end = min(end, lastSeq)
        guard start <= end, let block = blocks.last(where: { $0.firstSeq <= start }) else {
            return nil
        }
        var range = block.range(of: start)
        var next = start + 1
        while next <= end, next < block.nextSeq {
            let upper = block.range(of: next).upperBound
            if upper - range.lowerBound > maxBytes { break }
            range = range.lowerBound..<upper
            next += 1
        }
        return (block.bytes[range], next)
    }
}
