import Testing

@testable import TalkClient

@Suite struct ByteQueueTests {
    @Test(arguments: [1, 2, 3, 7, 100])
    func `bytes come out as they went in, however many are taken at once`(size: Int) {
        var queue = ByteQueue()
        var taken: [UInt8] = []
        for round in 0..<40 {
            queue += (0..<5).map { UInt8(round * 5 + $0) }
            let some = queue.rest.prefix(size)
            taken += some
            queue.removeFirst(some.count)
        }
        #expect(taken.count + queue.count == 200)
        taken += queue.rest
        queue.removeAll()
        #expect(taken == (0..<200).map { UInt8($0) })
        #expect(queue.isEmpty && queue.rest.isEmpty)
    }

    @Test func `taking a megabyte byte by byte takes no time to speak of`() {
        var queue = ByteQueue()
        queue += [UInt8](repeating: 7, count: 1024 * 1024)
        while !queue.isEmpty { queue.removeFirst(1) }
        // Moving the rest at each would take minutes.
        #expect(queue.count == 0)
    }
}
