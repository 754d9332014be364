import Foundation
import TestSupport
import Testing

/// `talkroom` and a daemon that goes away and comes back: nothing is lost, nothing is said twice.
@Suite struct ResumptionTests {
    private func terminal(_ socket: String) throws -> Pty {
        try Pty(
            [Programs.talkroom, "-n", "lia", "-s", socket], environment: ["LC_ALL": "C.UTF-8"])
    }

    private func times(_ line: String, in pty: Pty) -> Int {
        pty.screen.transcript.count { $0 == line }
    }

    @Test func `a terminal comes back: the half line is there, what was missed is shown once`()
        throws
    {
        let daemon = try ScriptedDaemon()
        for text in ["one", "two"] { daemon.keep(text) }
        let lia = try terminal(daemon.socket)
        let first = try daemon.accept()
        try first.welcome()
        try lia.expect(line: "wren: two")
        try lia.type("half a tho")
        try lia.expect("what is typed") { $0.currentLine == "> half a tho" }
        daemon.stop()
        first.close()
        try lia.expect(words: "does not answer")
        try lia.type("ugh")
        try lia.expect("what is typed") { $0.currentLine == "> half a though" }
        for text in ["three", "four"] { daemon.keep(text) }
        try daemon.start()
        let second = try daemon.accept()
        let hello = try second.welcome()
        #expect(hello[integer: "after"] == 2 && hello["ledger"] == "l" && hello["name"] == "lia")
        try lia.expect(line: "wren: four")
        #expect(lia.screen.transcript.contains { $0.hasPrefix("-- 2 messages since ") })
        try lia.expect("what is typed") { $0.currentLine == "> half a though" }
        try lia.enter("t")
        try second.hear()
        try lia.expect(line: "lia: half a thought")
        for text in ["one", "two", "three", "four"] {
            #expect(times("wren: \(text)", in: lia) == 1, "\(lia.shown)")
        }
        #expect(times("-- back in the room", in: lia) == 1, "\(lia.shown)")
        #expect(daemon.ledger.count == 5)
        try lia.enter("sair")
        #expect(try second.request()["do"] == "leave")
        second.close()
        #expect(try lia.waitForExit() == 0)
    }

    /// What becomes of a message when the daemon is killed.
    enum Fate: CaseIterable {
        case neverRead, takenWithoutEcho
    }

    @Test(arguments: Fate.allCases)
    func `a line whose receipt did not come is in the ledger once`(fate: Fate) throws {
        let daemon = try ScriptedDaemon()
        let lia = try terminal(daemon.socket)
        let first = try daemon.accept()
        try first.welcome()
        try lia.expect(words: "sair")
        try lia.enter("oi")
        let id = fate == .neverRead ? try first.request()["id"] : try first.take()["id"]
        daemon.stop()
        first.close()
        try lia.expect(words: "does not answer")
        try lia.enter("later")
        try lia.expect(words: "to be said", "later")
        try daemon.start()
        let second = try daemon.accept()
        try second.welcome()
        if fate == .neverRead { #expect(try second.hear()["id"] == id) }
        #expect(try second.hear()["text"] == "later")
        try lia.expect(line: "lia: later")
        #expect(times("lia: oi", in: lia) == 1, "\(lia.shown)")
        #expect(daemon.ledger.count == 2)
    }

    @Test func `who is away can leave, and the terminal is as it was`() throws {
        let daemon = try ScriptedDaemon()
        let lia = try terminal(daemon.socket)
        let first = try daemon.accept()
        try first.welcome()
        try lia.expect(words: "sair")
        daemon.stop()
        first.close()
        try lia.expect(words: "does not answer")
        try lia.type("\u{4}")
        #expect(try lia.waitForExit() == 0)
        #expect(!lia.modes.isRaw)
        #expect(lia.screen.column == 0)
    }

    @Test func `a daemon that is killed and started again has its people back`() throws {
        var daemon = try Daemon()
        let socket = daemon.socket
        let lia = try terminal(socket)
        try lia.expect(words: "sair")
        try lia.type("half a tho")
        try lia.expect("what is typed") { $0.currentLine == "> half a tho" }
        daemon.child.killAndReap()
        try lia.expect(words: "does not answer")
        let old = daemon
        daemon = try Daemon(settings: Daemon.Settings(socket: socket))
        defer { daemon.end() }
        try lia.expect(words: "back in the room")
        try lia.enter("ught")
        try lia.expect(line: shown("lia", "half a thought"))
        let reader = try daemon.join("reader", extra: #""backlog":20"#)
        let said = try reader.settle().filter { $0.event == "said" }
        #expect(said.map { $0["text"] } == ["half a thought"])
        withExtendedLifetime(old) {}
    }

    @Test func `a daemon that lets everybody in and closes at once is not asked all the time`()
        throws
    {
        let server = try FakeServer(saying: FakeServer.welcome, closing: true)
        let began = ContinuousClock.now
        let lia = try terminal(server.socket)
        try lia.expect("five times back") { screen in
            screen.transcript.count { $0 == "-- back in the room" } >= 5
        }
        // No sooner than after the shortest of the pauses before them.
        #expect(ContinuousClock.now - began >= .milliseconds(50 + 100 + 200 + 400 + 800))
        withExtendedLifetime(server) {}
        try lia.type("\u{4}")
        #expect(try lia.waitForExit() == 0)
    }

    // MARK: Pipes and scripts

    private func carried(_ arguments: [String], _ daemon: ScriptedDaemon) throws -> PlainClient {
        let (stream, child) = try carry(
            [Programs.talkroom] + arguments + ["-s", daemon.socket],
            environment: ["LC_ALL": "C.UTF-8"])
        return PlainClient(stream, carrier: child)
    }

    @Test func `a pipe whose input has ended comes back for its receipts, and ends with 0`() throws
    {
        let daemon = try ScriptedDaemon()
        let piped = try carried(["--plain"], daemon)
        try piped.send("one")
        try piped.send("two")
        piped.stream.finishSending()
        let first = try daemon.accept()
        try first.welcome()
        try first.hear()
        #expect(try first.take()["text"] == "two")
        first.close()
        let second = try daemon.accept()
        try second.welcome()
        #expect(try second.request()["do"] == "leave", "the replay was the receipt")
        second.close()
        let lines = try piped.linesToEnd()
        #expect(lines.count { $0 == "lia: one" } == 1 && lines.count { $0 == "lia: two" } == 1)
        #expect(try piped.carrier?.waitForExit() == 0)
        #expect(daemon.ledger.count == 2)
    }

    @Test(arguments: [
        (["--plain"], "oi"), (["--json"], #"{"do":"say","text":"oi","id":"1"}"#),
        (["--json"], #"{"do":"say","text":"oi"}"#),
    ])
    func `a script without its receipt stays for its time, and ends with 1`(
        arguments: [String], line: String
    ) throws {
        let daemon = try ScriptedDaemon()
        let piped = try carried(arguments + ["--timeout=5"], daemon)
        try piped.send(line)
        piped.stream.finishSending()
        let session = try daemon.accept()
        try session.welcome()
        try session.take()
        let rest = try session.stream.linesToEnd().map { String(decoding: $0, as: UTF8.self) }
        #expect(!rest.contains { $0.contains("leave") }, "\(rest)")
        #expect(try piped.carrier?.waitForExit() == 1)
        #expect(try !piped.linesToEnd().contains { $0.contains("does not answer") })
    }

    @Test func `a program whose message was not kept ends with 1, though it gave no id`() throws {
        let daemon = try ScriptedDaemon()
        let piped = try carried(["--json"], daemon)
        try piped.send(#"{"do":"say","text":"oi"}"#)
        piped.stream.finishSending()
        let session = try daemon.accept()
        try session.welcome()
        let id = try #require(try session.request()["id"])
        try session.send(#"{"event":"error","code":"not-kept","text":"","id":"\#(id)"}"#)
        #expect(try session.request()["do"] == "leave")
        session.close()
        let lines = try piped.linesToEnd()
        #expect(lines.contains { $0.contains("not-kept") })
        #expect(try piped.carrier?.waitForExit() == 1)
    }

    @Test(arguments: [["--plain"], ["--json"]])
    func `with --no-reconnect a script ends with its daemon`(arguments: [String]) throws {
        let daemon = try ScriptedDaemon()
        let piped = try carried(arguments + ["--no-reconnect"], daemon)
        let first = try daemon.accept()
        try first.welcome()
        first.close()
        #expect(try piped.carrier?.waitForExit() == 69)
    }

    @Test func `send waits for a daemon that is being started`() throws {
        let daemon = try ScriptedDaemon()
        daemon.stop()
        let sending = try carried(["send", "oi"], daemon)
        try daemon.start()
        let session = try daemon.accept()
        try session.welcome()
        try session.hear()
        #expect(try sending.carrier?.waitForExit() == 0)
    }

    @Test func `send says each line once over three daemons`() throws {
        let daemon = try ScriptedDaemon()
        let sending = try carried(["send"], daemon)
        for number in 1...9 { try sending.send("\(number)") }
        sending.stream.finishSending()
        for _ in 1...2 {
            let session = try daemon.accept()
            try session.welcome()
            try session.hear()
            try session.take()
            _ = try session.request()
            session.close()
        }
        let last = try daemon.accept()
        try last.welcome()
        for _ in 5...9 { try last.hear() }
        #expect(try sending.carrier?.waitForExit() == 0)
        let texts = try daemon.ledger.map { try WireEvent(Array($0.utf8))["text"] }
        #expect(texts == (1...9).map { "\($0)" })
    }

    @Test(arguments: [true, false])
    func `send gives up after its time, with 69 or, with a message underway, with 1`(
        wasInRoom: Bool
    ) throws {
        let daemon = try ScriptedDaemon()
        if !wasInRoom { daemon.stop() }
        let directory = try TemporaryDirectory()
        let errors = directory.file("errors")
        let child = try Child(
            [Programs.talkroom, "send", "oi", "--timeout=5", "-s", daemon.socket],
            stderr: .file(errors), environment: ["LC_ALL": "C.UTF-8"])
        if wasInRoom {
            let session = try daemon.accept()
            try session.welcome()
            _ = try session.request()
            daemon.stop()
            session.close()
        }
        #expect(try child.waitForExit() == (wasInRoom ? 1 : 69))
        let told = String(decoding: contents(of: errors), as: UTF8.self)
        #expect(told.contains(wasInRoom ? "without a receipt" : "Connection refused"), "\(told)")
    }

    @Test func `send that was stopped for longer than its time finds its receipt`() throws {
        let daemon = try ScriptedDaemon()
        let sending = try carried(["send", "oi", "--timeout=5"], daemon)
        let session = try daemon.accept()
        try session.welcome()
        try session.take()
        try sending.carrier?.stop()
        try session.send(daemon.ledger[0])
        usleep(6_000_000)
        sending.carrier?.signal(SIGCONT)
        #expect(try sending.carrier?.waitForExit() == 0)
    }

    @Test func `time does not run while nobody reads what a pipe prints`() throws {
        let daemon = try ScriptedDaemon()
        let piped = try carried(["--plain", "--timeout=5"], daemon)
        // What both ends wait for: the echo of this, and the request to leave.
        let mark = #""leave""#
        try piped.send(mark)
        piped.stream.finishSending()
        let session = try daemon.accept()
        try session.welcome()
        try session.take()
        // More than it holds for who does not read, and behind that the echo.
        let text = String(repeating: "x", count: 8000)
        var events = (1...128).map { _ in daemon.keep(text) }
        events.append(daemon.ledger[0].replacing(#""seq":1,"#, with: #""seq":130,"#))
        let pump = Pump()
        pump.add(session.stream, sending: Array((events.joined(separator: "\n") + "\n").utf8))
        #expect(throws: Unmet.self) { try pump.run(until: mark, within: 6) }
        pump.add(piped.stream)
        try pump.run(until: mark, within: Deadline.generousSeconds)
        session.close()
        #expect(try piped.carrier?.waitForExit() == 0)
    }

    @Test func `send to a daemon that hangs gives up after its time`() throws {
        let daemon = try ScriptedDaemon()
        let sending = try carried(["send", "oi", "--timeout", "1"], daemon)
        #expect(try sending.carrier?.waitForExit() == 69)
    }

    @Test func `log -f and --json go on where they were`() throws {
        for arguments in [["log", "-f", "--json"], ["--json"]] {
            let daemon = try ScriptedDaemon()
            daemon.keep("one")
            let piped = try carried(arguments, daemon)
            let first = try daemon.accept()
            try first.welcome()
            try piped.expect("one") { $0.contains(#""text":"one""#) }
            first.close()
            daemon.keep("two")
            let second = try daemon.accept()
            #expect(try second.welcome()[integer: "after"] == 1)
            try second.send(daemon.keep("three"))
            let lines = try piped.gather(until: "three") { $0.contains(#""text":"three""#) }
            #expect(lines.count { $0.contains(#""text":"one""#) } == 0)
            #expect(lines.count { $0.contains(#""text":"two""#) } == 1)
        }
    }
}
