/// Bytes that wait for somebody to take them, from the front and a part at a time.
struct ByteQueue {
    private var bytes: [UInt8] = []
    /// How many of them have been taken.
    private var taken = 0

    var count: Int { bytes.count - taken }
    var isEmpty: Bool { count == 0 }
    /// What is waiting.
    var rest: ArraySlice<UInt8> { bytes[taken...] }

    static func += (queue: inout ByteQueue, more: [UInt8]) {
        queue.bytes += more
    }

    /// Drops what was taken, so many from the front; moves the rest only now and then.
    mutating func removeFirst(_ count: Int) {
        taken += count
        guard taken * 2 >= bytes.count else { return }
        bytes.removeFirst(taken)
        taken = 0
    }

    mutating func removeAll() {
        bytes = []
        taken = 0
    }
}
