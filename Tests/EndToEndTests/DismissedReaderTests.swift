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

        func talk(until isEnough: () -> Bool) throws {
            for _ in 1...300 where !isEnough() { try talk() }
        }
    }

    @Test func `a slow reader that begins to read when it is dismissed gets its end`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let slow = try daemon.join("slow")
        let ada = Talker(try daemon.join("ada"))
        for _ in 1...30 { try ada.talk() }
        // Room for many events at once, which end in the middle of one.
        for _ in 1...800 { try slow.expect("said") }
        for _ in 1...3 { try ada.talk() }
        try ada.talk { daemon.errors.contains("dismiss ") }
        #expect(daemon.errors.contains("dismiss "))
        try expectWholeEvents(to: slow)
    }

    @Test func `a slow reader that is dismissed while it talks gets no broken line`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let slow = try daemon.join("slow")
        let ada = try daemon.join("ada")
        let talker = Talker(ada)
        // It is not to have much left to wait for: the daemon waits no longer for its reading than half a minute.
        try talker.talk {
            talker.heardBytes - slow.stream.unreadBytes > Limits.maxOutboxBytes / 10 * 9
        }
        // Its own thread sees how much is due to it, and waits for it to read.
        try slow.say("as slow as I read")
        try slow.stream.waitUntilTaken()
        let others = Talker(try daemon.join("wren"), after: talker.said + 1)
        try others.talk { daemon.errors.contains("dismiss ") }
        #expect(daemon.errors.contains("dismiss "))
        try expectWholeEvents(to: slow)
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
