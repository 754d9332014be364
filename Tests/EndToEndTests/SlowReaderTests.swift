import TalkProtocol
import TestSupport
import Testing

/// Promises 4 and 5: a slow reader delays nobody, and neither does a flooder.
@Suite struct SlowReaderTests {
    private let kibibyte = String(repeating: "k", count: 1000)

    @Test func `a slow reader is ended and delays nobody`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let slow = try daemon.join("slow")
        let slowPlain = try daemon.enter("slow-plain")
        let ada = try daemon.join("ada")
        let pump = Pump()
        // More than the limit and all that the kernel holds for a socket.
        let speech = (1...4000).map { _ in #"{"do":"say","text":"\#(kibibyte)"}"# + "\n" }
        pump.add(ada.stream, sending: Array(speech.joined().utf8))
        try pump.run(until: #""seq":4000,"#, within: 2 * Deadline.generousSeconds)
        // Their threads may come to it after all was said.
        let reader = try daemon.join("reader")
        var here: [String] = []
        try eventually("the slow to be gone", seen: { here }) {
            try reader.send(#"{"do":"who"}"#)
            here = try reader.gather(until: "end").filter { $0.event == "person" }
                .compactMap { $0["name"] }
            return !here.contains("slow") && !here.contains("slow-plain")
        }
        try reader.say("that is all")
        try pump.run(until: "that is all", within: Deadline.generousSeconds)
        let heard = String(decoding: pump.connections[0].incoming, as: UTF8.self)
        let departures = heard.split(separator: "\n").filter { $0.contains(#""event":"left""#) }
        #expect(departures.count == 2, "\(departures)")
        #expect(departures.allSatisfy { $0.contains(#""reason":"too-slow""#) })
        try expectPrefix(of: slow)
        _ = try slowPlain.linesToEnd()
    }

    /// What the slow one did take is whole and in order, and its last word, if any, says why.
    private func expectPrefix(of slow: JSONClient) throws {
        var lines = try slow.stream.linesToEnd()
        // The last line may have been cut by the end.
        if let last = lines.last, (try? WireEvent(last)) == nil { lines.removeLast() }
        let events = try lines.map { try WireEvent($0) }
        let numbers = events.filter { $0.event == "said" }.compactMap { $0[integer: "seq"] }
        #expect(numbers == Array(1...max(1, numbers.count)).prefix(numbers.count).map { $0 })
        if let error = events.first(where: { $0.event == "error" }) {
            #expect(error["code"] == "too-slow")
            #expect(error[bool: "fatal"] == true)
        }
    }

    @Test func `a reader that is behind by less than the limit keeps its session`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let slow = try daemon.join("slow")
        let ada = try daemon.join("ada")
        let pump = Pump()
        let speech = (1...700).map { _ in #"{"do":"say","text":"\#(kibibyte)"}"# + "\n" }
        pump.add(ada.stream, sending: Array(speech.joined().utf8))
        try pump.run(until: #""seq":700,"#, within: 2 * Deadline.generousSeconds)
        try slow.expect("said") { $0[integer: "seq"] == 700 }
    }

    @Test
    func `what is told to an account has a limit for all its sessions, though none is at its own`()
        throws
    {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let count = 80 * (Programs.isRoot ? Limits.operatorsBytesAllowance : 1)
        for _ in 1...count { _ = try daemon.join("deaf") }
        let teller = try daemon.join("teller")
        let text = String(repeating: "t", count: 8000)
        // Too little for one session to be too slow, even if the kernel held nothing of it.
        let times = Limits.maxOutboxBytes / 2 / text.utf8.count
        for _ in 1...times {
            try teller.send(#"{"do":"tell","to":"deaf","text":"\#(text)"}"#)
            try teller.expect("told")
        }
        var here = count
        try eventually("those who have most of it to be ended", seen: { ["\(here) are here"] }) {
            try teller.send(#"{"do":"who"}"#)
            here = try teller.gather(until: "end").count { $0["name"] == "deaf" }
            return here < count - 1
        }
        #expect(here > count / 3, "no more than must be")
    }

    @Test func `who came back after being too slow resumes without a gap`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let slow = try daemon.json()
        let ledger = try slow.hello("slow")["ledger"] ?? ""
        let ada = try daemon.join("ada")
        let pump = Pump()
        let speech = (1...4000).map { _ in #"{"do":"say","text":"\#(kibibyte)"}"# + "\n" }
        pump.add(ada.stream, sending: Array(speech.joined().utf8))
        try pump.run(until: #""seq":4000,"#, within: 2 * Deadline.generousSeconds)
        let lines = try slow.stream.linesToEnd().compactMap { try? WireEvent($0) }
        let last = lines.compactMap { $0[integer: "seq"] }.last ?? 0
        #expect(last < 4000)
        let again = try daemon.json()
        let resume = #""after":\#(last),"ledger":\#(quoted(ledger))"#
        #expect(try again.hello("slow", extra: resume)[bool: "reset"] != true)
        let missed = try again.gather(until: "said") { $0[integer: "seq"] == 4000 }
        #expect(missed.compactMap { $0[integer: "seq"] } == Array(last + 1...4000))
    }

    @Test func `a flooder waits and the others do not`() throws {
        let daemon = try Daemon(["pace=10", "burst=5"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let flooder = try daemon.join("flooder")
        // Some ten seconds of it.
        let count = 100 * Programs.allowance
        let speech = (1...count).map { #"{"do":"say","text":"\#($0)"}"# + "\n" }.joined()
        let begun = ContinuousClock.now
        try flooder.stream.send(Array(speech.utf8))
        let came = try ada.settle()
        let isLate = ContinuousClock.now - begun > .seconds(5)
        #expect(isLate || came.allSatisfy { ($0[integer: "seq"] ?? 0) < count })
        let last =
            try came.last { $0[integer: "seq"] == count }
            ?? ada.expect("said", within: 2 * Deadline.generousSeconds) {
                $0[integer: "seq"] == count
            }
        #expect(last["text"] == "\(count)", "nothing is dropped")
    }
}
