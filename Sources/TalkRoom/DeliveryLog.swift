/// Bytes for everybody, encoded once, in the order in which they are to arrive.
///
/// An offset counts the bytes ever appended. What was appended between two looks at the log is one block;
/// once somebody has looked, a block never changes, and everybody is sent its very bytes. Blocks hold
/// whole events, so a block's end is a line's end.
struct DeliveryLog: Sendable {
    private struct Block: Sendable {
        let start: UInt64
        var bytes: [UInt8]

        var end: UInt64 { start + UInt64(bytes.count) }
    }

    /// A larger block is not kept for its storage.
    private static let maxSpareBytes = 64 * 1024

    /// Sealed blocks, the oldest first; those before `first` are forgotten.
    private var blocks: [Block] = []
    private var first = 0
    /// What is appended to; begins where the last block ends.
    private var open: [UInt8] = []
    private var openStart: UInt64 = 0
    /// Storage of a forgotten block, for the next one.
    private var spare: [UInt8] = []

    /// The offset of the next byte to be appended.
    var head: UInt64 { openStart + UInt64(open.count) }

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        open.append(contentsOf: bytes)
    }

    /// Ends the block that is being appended to, so that it can be looked at.
    mutating func seal() {
        guard !open.isEmpty else { return }
        let next = openStart + UInt64(open.count)
        blocks.append(Block(start: openStart, bytes: open))
        open = spare
        spare = []
        openStart = next
    }

    /// The bytes from `start` on, as far as one block holds them and at the most up to `end`; not copied.
    ///
    /// Precondition: they are sealed, and nothing from `start` on has been ``forget(before:)``-ed.
    func piece(from start: UInt64, to end: UInt64) -> ArraySlice<UInt8> {
        guard start < end else { return [] }
        let block = blocks[indexOfBlock(holding: start)]
        let lower = Int(start - block.start)
        return block.bytes[lower..<min(block.bytes.count, Int(end - block.start))]
    }

    /// Appends the bytes from `offset` on to others, until those are so many, and moves the offset.
    func append(
        from offset: inout UInt64, to end: UInt64, upTo maxBytes: Int, to bytes: inout [UInt8]
    ) {
        while offset < end, bytes.count < maxBytes {
            let piece = piece(from: offset, to: end).prefix(maxBytes - bytes.count)
            bytes += piece
            offset += UInt64(piece.count)
        }
    }

    /// What is left of the line that `offset` cuts in two; empty when it stands at a line's end.
    mutating func restOfLine(at offset: UInt64) -> ArraySlice<UInt8> {
        seal()
        guard offset < head else { return [] }
        let block = blocks[indexOfBlock(holding: offset)]
        let index = Int(offset - block.start)
        let lineFeed = UInt8(ascii: "\n")
        guard index > 0, block.bytes[index - 1] != lineFeed else { return [] }
        return block.bytes[index...(block.bytes[index...].firstIndex(of: lineFeed) ?? index)]
    }

    /// Puts other bytes in the place of an event's, wherever it stands: as many, so that every offset stays true.
    ///
    /// What somebody is being sent just now stays as it is.
    mutating func replace(_ event: [UInt8], with other: [UInt8]) {
        precondition(event.count == other.count, "offsets stay true")
        for index in first..<blocks.count {
            Self.replace(event, with: other, in: &blocks[index].bytes)
        }
        Self.replace(event, with: other, in: &open)
    }

    private static func replace(
        _ event: [UInt8], with other: [UInt8], in bytes: inout [UInt8]
    ) {
        var start = 0
        while bytes.count - start >= event.count {
            if bytes[start...].starts(with: event) {
                bytes.replaceSubrange(start..<start + event.count, with: other)
            }
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return }
            start = end + 1
        }
    }

    /// Lets go of the blocks that end at or before `offset`.
    mutating func forget(before offset: UInt64) {
        while first < blocks.count, blocks[first].end <= offset {
            var storage: [UInt8] = []
            swap(&storage, &blocks[first].bytes)
            recycle(storage)
            first += 1
        }
        if first == blocks.count {
            blocks.removeAll(keepingCapacity: first <= 64)
            first = 0
        } else if first > 64, first * 2 > blocks.count {
            blocks.removeFirst(first)
            first = 0
        }
    }

    private mutating func recycle(_ storage: consuming [UInt8]) {
        guard storage.capacity <= Self.maxSpareBytes, storage.capacity > spare.capacity else {
            return
        }
        storage.removeAll(keepingCapacity: true)
        spare = storage
    }

    /// The last block that begins at or before `offset`; most often the last of all.
    private func indexOfBlock(holding offset: UInt64) -> Int {
        var low = first
        var high = blocks.count
        if high > low, blocks[high - 1].start <= offset { return high - 1 }
        while high - low > 1 {
            let middle = (low + high) / 2
            if blocks[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
