import TestSupport
import Testing

/// What a newcomer is shown, what `history` answers, and what an id stands for.
@Suite struct BacklogTests {
    @Test func `a newcomer is shown the last twenty unless it asks otherwise`() throws {
        let daemon = try Daemon(["pace=off"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try say(30, as: ada)
        let wishes: [(String, Range<Int>)] = [
            ("", 11..<31), (#""backlog":1"#, 30..<31), (#""backlog":0"#, 0..<0),
            (#""backlog":30"#, 1..<31), (#""backlog":31"#, 1..<31), (#""after":28"#, 29..<31),
            (#""after":30"#, 0..<0), (#""after":0"#, 1..<31),
        ]
        for (wish, expected) in wishes {
            let client = try daemon.json()
            let welcome = try client.hello("wren", extra: wish)
            #expect(welcome[integer: "seq"] == 30)
            #expect(welcome[bool: "reset"] != true)
            let shown = try client.settle().filter { $0.event == "said" }
            #expect(shown.compactMap { $0[integer: "seq"] } == Array(expected), "\(wish)")
        }
    }

    @Test func `after a number of another ledger, or beyond the end, a backlog follows`() throws {
        let daemon = try Daemon(["pace=off", "backlog=5"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try say(10, as: ada)
        for wish in [#""after":11"#, #""after":3,"ledger":"another""#] {
            let client = try daemon.json()
            let welcome = try client.hello("wren", extra: wish)
            #expect(welcome[bool: "reset"] == true, "\(wish)")
            let shown = try client.settle().filter { $0.event == "said" }
            #expect(shown.compactMap { $0[integer: "seq"] } == Array(6...10), "\(wish)")
        }
        let client = try daemon.json()
        let ledger = try #require(try daemon.json().hello()["ledger"])
        let welcome = try client.hello("wren", extra: #""after":3,"ledger":\#(quoted(ledger))"#)
        #expect(welcome[bool: "reset"] != true)
        let shown = try client.settle().filter { $0.event == "said" }
        #expect(shown.compactMap { $0[integer: "seq"] } == Array(4...10))
    }

    @Test func `history is answered with older messages, oldest first, and an end`() throws {
        let daemon = try Daemon(["pace=off"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try say(30, as: ada)
        let wishes: [(String, [Int])] = [
            (#","before":11,"count":3"#, [8, 9, 10]), (#","count":2"#, [29, 30]),
            (#","before":3,"count":20"#, [1, 2]), (#","before":1"#, []),
            (#","count":0"#, []), (#","before":1000,"count":1"#, [30]), ("", Array(11...30)),
        ]
        for (wish, expected) in wishes {
            try ada.send(#"{"do":"history"\#(wish)}"#)
            let answer = try ada.gather(until: "end").dropLast()
            #expect(answer.allSatisfy { $0.event == "past" })
            #expect(answer.compactMap { $0[integer: "seq"] } == expected, "\(wish)")
        }
    }

    @Test func `a plain newcomer is shown the backlog after its notice`() throws {
        let daemon = try Daemon(["pace=off", "backlog=3"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try say(10, as: ada)
        let wren = try daemon.enter("wren")
        for number in 8...10 { #expect(try wren.next() == shown("ada", "number \(number)")) }
    }

    @Test func `the same id again is a receipt, with another text an error`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try wren.say("once", id: "token")
        let echo = try wren.expect("said")
        let again = try daemon.join("lia")
        try again.say("once", id: "token")
        let receipt = try again.expect("receipt")
        #expect(receipt[integer: "seq"] == echo[integer: "seq"])
        #expect(receipt["time"] == echo["time"])
        #expect(receipt["id"] == "token")
        try again.say("twice", id: "token")
        let refused = try again.expect("error")
        #expect(refused["code"] == "id-in-use")
        #expect(refused["id"] == "token")
        #expect(try ada.settle().count { $0.event == "said" } == 1, "said once")
    }

    @Test func `the ids of the last 16384 messages are remembered and no more`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("first", id: "first")
        try ada.expect("said")
        let pump = Pump()
        let others = (2...16384).map { #"{"do":"say","text":"x","id":"\#($0)"}"# + "\n" }
        pump.add(ada.stream, sending: Array(others.joined().utf8))
        try pump.run(until: #""seq":16384,"#, within: Deadline.crowdSeconds)
        let witness = try daemon.join("wren")
        try witness.say("first", id: "first")
        #expect(try witness.expect("receipt")[integer: "seq"] == 1, "the 16384th from the end")
        try witness.say("one more", id: "more")
        try witness.expect("said")
        try witness.say("first", id: "first")
        #expect(try witness.next()?[integer: "seq"] == 16386, "forgotten, so said anew")
    }

    private func say(_ count: Int, as client: JSONClient) throws {
        for number in 1...count { try client.say("number \(number)") }
        try client.expect("said") { $0[integer: "seq"] == count }
    }

    @Test func `log takes all it asked for, however slowly it is read`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let text = String(repeating: "k", count: 8000)
        for _ in 1...200 {
            try ada.say(text)
            try ada.expect("said")
        }
        let log = try daemon.talkroom(["log", "-c", "200"])
        // It leaves once it has everything, and nothing of it has been read here.
        try eventually("its leaving", seen: { daemon.printed }) {
            daemon.printed.contains { $0.contains("session=3 ") && $0.contains("reason=quit") }
        }
        #expect(try log.linesToEnd() == Array(repeating: shown("ada", text), count: 200))
        #expect(try log.carrier?.waitForExit() == 0)
    }
}
