import Foundation
import TestSupport
import Testing

/// Promise 5, where it is easily forgotten: what is no message is counted, too.
@Suite(.serialized) struct FloodTests {
    @Test(arguments: ["{\"do\":\"ping\"}", "{\"do\":\"who\"}", "nonsense"])
    func `an account that floods with lines of any kind is told once and read more slowly`(
        line: String
    ) throws {
        let daemon = try Daemon(["pace=1", "burst=3"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        // Three requests that cost as much as a message, and twenty lines for each message.
        for _ in 1...70 { try ada.send(line) }
        let news = try ada.expect("error") { $0["code"] == "too-fast" }
        #expect(news[bool: "fatal"] == nil)
        ada.close()
    }

    @Test func `a daemon under a storm of connections ends when it is told to`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let storm = Storm(on: daemon.socket)
        defer { storm.stop() }
        try eventually("a storm") { storm.count > 200 }
        let begun = Date()
        #expect(try daemon.terminate() == 0)
        #expect(Date().timeIntervalSince(begun) < 15)
    }

    /// Two threads that connect and close as fast as they can.
    private final class Storm: @unchecked Sendable {
        private let lock = NSLock()
        private var connections = 0
        private var isOver = false

        init(on path: String) {
            for _ in 1...2 {
                Thread.detachNewThread { [self] in
                    while goesOn() {
                        guard let stream = try? LineStream(connecting: path) else { continue }
                        stream.close()
                    }
                }
            }
        }

        var count: Int { lock.withLock { connections } }
        func stop() { lock.withLock { isOver = true } }

        private func goesOn() -> Bool {
            lock.withLock {
                connections += 1
                return !isOver
            }
        }
    }
}
