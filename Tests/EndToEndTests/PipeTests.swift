import Foundation
import TestSupport
import Testing

/// `talkroom` with standard input or output that is no terminal.
@Suite struct PipeTests {
    @Test(arguments: [[], ["--plain"]])
    func `a pipe is not asked for a name, and says and is shown plain lines`(
        arguments: [String]
    ) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let piped = try daemon.talkroom(arguments)
        #expect(try ada.expect("joined")["name"] == Account.own.login)
        try piped.send("oi")
        try piped.expect(line: "\(Account.own.login): oi")
        try ada.say("olá")
        try piped.expect(line: shown("ada", "olá"))
        try piped.send("sair")
        let rest = try piped.linesToEnd()
        #expect(rest.allSatisfy { $0.hasPrefix("-- ") }, "\(rest)")
        #expect(try piped.carrier?.waitForExit() == 0)
        #expect(try ada.expect("left")["reason"] == "quit")
    }

    @Test func `the end of input leaves when all is said, with 0`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let finished = try daemon.run(["-n", "wren"], input: "one\n/me waves\n//two\nthree")
        #expect(finished.status == 0, "\(finished)")
        #expect(try ada.expect("said")["text"] == "one")
        #expect(try ada.expect("said")["style"] == "action")
        #expect(try ada.expect("said")["text"] == "/two")
        #expect(try ada.expect("left")["reason"] == "quit")
        #expect(finished.lines.contains(shown("wren", "one")), "\(finished)")
        #expect(finished.lines.contains("* \(person("wren")) waves"), "\(finished)")
        #expect(!finished.output.contains(0x1B), "no escape sequence")
    }

    @Test func `--plain at a terminal writes no escape sequence`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let terminal = try daemon.terminal(["--plain", "-n", "wren"])
        try terminal.expect(words: "sair")
        try terminal.type("oi\n")
        try terminal.expect(line: shown("wren", "oi"))
        try terminal.type("sair\n")
        #expect(try terminal.waitForExit() == 0)
        #expect(!terminal.written.contains(0x1B))
    }

    @Test func `--json passes requests in and events out`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let carried = try daemon.talkroom(["--json", "-n", "wren"])
        let wren = try JSONClient(carried.stream, carrier: carried.carrier, greeted: false)
        #expect(try wren.expect("welcome")["name"] == "wren")
        try ada.expect("joined") { $0["name"] == "wren" }
        try wren.say("oi", id: "1")
        #expect(try wren.expect("said")["id"] == "1")
        try ada.say("olá")
        #expect(try wren.expect("said") { $0["name"] == "ada" }["text"] == "olá")
        wren.stream.finishSending()
        _ = try wren.eventsToEnd()
        #expect(try carried.carrier?.waitForExit() == 0)
        #expect(try ada.expect("left")["reason"] == "quit")
    }

    @Test func `a daemon that goes away is said, and is not success`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let piped = try daemon.talkroom(["-n", "wren", "--no-reconnect"])
        try piped.expectNotice("sair")
        daemon.child.killAndReap()
        _ = try piped.linesToEnd()
        let status = try piped.carrier?.waitForExit()
        #expect(status == 69, "\(status ?? -1)")
        let said = contents(of: daemon.directory.file("client-errors"))
        #expect(
            String(decoding: said, as: UTF8.self).hasPrefix("talkroom: "), "\(escaped(said))")
    }

    /// Input of which the room does not take everything.
    enum Refused: String, CaseIterable {
        case nobodyThere = "/msg no-one hi"
        case noCommand = "/shout hi"
        case noText = "/me"
        case reservedName = "/nick daemon"
        case blank = "\u{200B}"

        var input: [UInt8] { Array("before\n\(rawValue)\nafter\n".utf8) }
    }

    @Test(arguments: Refused.allCases)
    func `a pipe whose lines were not all taken ends with 1`(refused: Refused) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let finished = try daemon.run(["-n", "lia"], bytes: refused.input)
        #expect(finished.status == 1, "\(finished)")
        #expect(finished.lines.contains(shown("lia", "after")), "\(finished)")
        #expect(finished.lines.contains { $0.hasPrefix("-- ") && !$0.contains("lia") })
    }

    @Test func `a line that is too long or not UTF-8 ends a pipe with 1`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        for line in [[UInt8](repeating: 0x61, count: 9000), [0xFF, 0xFE]] {
            let finished = try daemon.run(["-n", "lia"], bytes: line + [0x0A])
            #expect(finished.status == 1, "\(finished)")
        }
    }

    @Test(arguments: [
        #"{"do":"say","text":" "}"#, #"{"do":"say","text":" ","id":"1"}"#, "{",
        #"{"do":"tell","to":"no-one","text":"oi"}"#,
    ])
    func `a program whose requests were not all taken ends with 1`(line: String) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let refused = try daemon.run(["--json"], bytes: Array("\(line)\n".utf8))
        #expect(refused.status == 1, "\(refused)")
        let taken = try daemon.run(
            ["--json"], bytes: Array(#"{"do":"say","text":"oi"}"#.utf8))
        #expect(taken.status == 0, "\(taken)")
        #expect(!taken.outputText.contains("pong"), "\(taken)")
    }

    @Test(arguments: [
        (["--json"], #"{"do":"say","id":"1","text":"oi"}"#),
        (["--json"], #"{"do":"say","text":"oi"}"#), (["--plain"], "oi"),
    ])
    func `a daemon that dies before the receipt, again and again, is no success`(
        arguments: [String], line: String
    ) throws {
        let server = try FakeServer(
            saying: FakeServer.welcome, closing: true, after: #""do":"say""#)
        let finished = try run(
            [Programs.talkroom, "-s", server.socket, "--timeout=1"] + arguments,
            input: line + "\n")
        #expect(finished.status == 1, "\(finished)")
        #expect(finished.errorText.contains("1 message is without a receipt"), "\(finished)")
        withExtendedLifetime(server) {}
    }
}
