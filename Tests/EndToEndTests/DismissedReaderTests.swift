import Foundation
import TalkProtocol
import TestSupport
import Testing

/// Who is ended as too slow in the middle of an event, and then begins to read.
@Suite(.serialized) struct DismissedReaderTests {
    /// Somebody who talks, and reads what comes back.
    private final class Talker {
        private let pump = Pump()
        private(set) var said: Int

        init(_ client: JSONClient, after said: Int = 0) {
            pump.add(client.stream)
            self.said = said
        }

        /// Says a hundred lines at once, so that a full socket takes a part of one of them.
        func talk() throws {
            let line = #"{"do":"say","text":"\#(String(repeating: "k", count: 60))"}"# + "\n"
            pump.send(Array(String(repeating: line, count: 100).utf8), on: 0)
            said += 100
            try pump.run(until: #""seq":\#(said),"#, within: Deadline.crowdSeconds)
        }

        /// How much it has heard, as everybody has to whom nothing is due.
        var heardBytes: Int { pump.connections[0].incoming.count }

        /// - Returns: When it was not enough yet.
        @discardableResult
        func talk(until isEnough: () -> Bool) throws -> ContinuousClock.Instant {
            var last = ContinuousClock.now
            for _ in 1...300 {
                let now = ContinuousClock.now
                if isEnough() { break }
                last = now
                try talk()
            }
            return last
        }
    }

    @Test func `a slow reader that begins to read when it is dismissed gets its end`() throws {
        try expectWholeEvents { daemon, slow in
            let ada = Talker(try daemon.join("ada"))
            for _ in 1...30 { try ada.talk() }
            // Room for many events at once, which end in the middle of one.
            for _ in 1...800 { try slow.expect("said") }
            for _ in 1...3 { try ada.talk() }
            return try ada.talk { daemon.errors.contains("dismiss ") }
        }
    }

    @Test func `a slow reader that is dismissed while it talks gets no broken line`() throws {
        try expectWholeEvents { daemon, slow in
            let talker = Talker(try daemon.join("ada"))
            // It is not to have much left to wait for: the daemon waits no longer for its reading than half a minute.
            try talker.talk {
                talker.heardBytes - slow.stream.unreadBytes > Limits.maxOutboxBytes / 10 * 9
            }
            // Its own thread sees how much is due to it, and waits for it to read.
            try slow.say("as slow as I read")
            try slow.stream.waitUntilTaken()
            let others = Talker(try daemon.join("wren"), after: talker.said + 1)
            return try others.talk { daemon.errors.contains("dismiss ") }
        }
    }

    /// Has a slow reader dismissed, who then begins to read; once more where the machine was so slow that the daemon
    /// may have given up on the reader before.
    ///
    /// - Parameter dismiss: Makes a reader too slow; tells when it was not yet.
    private func expectWholeEvents(
        _ dismiss: (Daemon, JSONClient) throws -> ContinuousClock.Instant
    ) throws {
        let deadline = Deadline(after: Deadline.crowdSeconds)
        while true {
            let daemon = try Daemon(Daemon.roomy)
            defer { daemon.end() }
            let slow = try daemon.join("slow")
            let begun = try dismiss(daemon, slow)
            try daemon.awaitLog("dismiss ")
            let isLate = ContinuousClock.now - begun > .seconds(Limits.stoppingSeconds) / 2
            if isLate, !deadline.hasPassed { continue }
            return try expectWholeEvents(to: slow)
        }
    }

    /// Reads to the end: whole events in order, each once, and the reason as the last word if there is one.
    private func expectWholeEvents(to client: JSONClient) throws {
        var last = 0
        for _ in 1...40_000 {
            guard let event = try client.next() else { return }
            if event.event == "error" {
                #expect(event["code"] == "too-slow")
                #expect(try client.next() == nil, "its last word")
                return
            }
            guard event.event == "said", let seq = event[integer: "seq"] else { continue }
            try #require(last == 0 || seq == last + 1)
            last = seq
        }
        throw Unmet("no end came", seen: client.stream.testimony)
    }
}

extension LineStream {
    /// What the kernel holds of it that nobody has read.
    fileprivate var unreadBytes: Int {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }
}
