import Testing

@testable import Posix

@Suite struct LockedTests {
    @Test func `threads that share a count lose none`() throws {
        let count = Locked(0)
        let threads = try (0..<8).map { _ in
            try Thread.start(name: "counter") {
                for _ in 0..<10_000 { count.withLock { $0 += 1 } }
            }
        }
        for thread in threads { thread.join() }
        #expect(count.withLock { $0 } == 80_000)
    }

    @Test func `who waits is woken by a change, and gives up when its time is over`() throws {
        let value = Locked(0)
        let thread = try Thread.start(name: "a name of more than fifteen bytes") {
            value.withLock { $0 = 7 }
            value.wakeWaiters()
        }
        #expect(value.waitFor { $0 == 7 ? $0 : nil } == 7)
        thread.join()
        #expect(value.waitFor(milliseconds: 10) { $0 == 8 ? $0 : nil } == nil)
    }
}
