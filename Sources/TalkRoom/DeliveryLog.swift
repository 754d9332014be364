/// Bytes for everybody, encoded once, in the order in which they are to arrive.
///
/// An offset counts the bytes ever appended. Blocks are whole events, so a block's end is a line's end.
struct DeliveryLog: Sendable {
    private var blocks: [(start: UInt64, bytes: [UInt8])] = []
    private var first = 0
    /// The offset of the next byte to be appended.
    private(set) var head: UInt64 = 0

    mutating func append(_ bytes: [UInt8]) {
        blocks.append((head, bytes))
        head += UInt64(bytes.count)
    }

    /// The bytes from `start` up to `end`.
    ///
    /// Precondition: nothing from `start` on has been ``forget(before:)``-ed.
    func bytes(from start: UInt64, to end: UInt64) -> [UInt8] {
        guard start < end else { return [] }
        var result: [UInt8] = []
        result.reserveCapacity(Int(end - start))
        var index = indexOfBlock(holding: start)
        var offset = start
        while offset < end {
            let block = blocks[index]
            let lower = Int(offset - block.start)
            let upper = min(block.bytes.count, Int(end - block.start))
            result.append(contentsOf: block.bytes[lower..<upper])
            offset = block.start + UInt64(upper)
            index += 1
        }
        return result
    }

    /// What is left of the block that `offset` cuts in two; empty when it stands at a block's end.
    func restOfBlock(at offset: UInt64) -> [UInt8] {
        guard offset < head else { return [] }
        let block = blocks[indexOfBlock(holding: offset)]
        return block.start == offset ? [] : Array(block.bytes[Int(offset - block.start)...])
    }

    /// Lets go of the blocks that end at or before `offset`.
    mutating func forget(before offset: UInt64) {
        while first < blocks.count,
            blocks[first].start + UInt64(blocks[first].bytes.count) <= offset
        {
            blocks[first].bytes = []
            first += 1
        }
        if first == blocks.count {
            blocks = []
            first = 0
        } else if first > 1024, first * 2 > blocks.count {
            blocks.removeFirst(first)
            first = 0
        }
    }

    /// The last block that begins at or before `offset`, by halving.
    private func indexOfBlock(holding offset: UInt64) -> Int {
        var low = first
        var high = blocks.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if blocks[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
