import Foundation
import TalkProtocol
import TalkText
import TestSupport
import Testing

/// How the examples of talkroomd(8) are run.
enum DaemonExamples {
    static let all: [ExampleTests.Run] = [
        beginConfiguration, check, haveItReadAgain, tryThingsOut, readTheLedger, readADamagedLedger,
    ]

    private static func beginConfiguration(_ example: Example) throws {
        let stage = try Stage()
        let file = stage.directory.file("talkroom.conf")
        let begun = try stage.shell(
            command(0, of: example).replacing("/etc/talkroom.conf", with: file))
        #expect(begun.status == 0, "\(begun)")
        #expect(String(decoding: contents(of: file), as: UTF8.self).contains("#sessions = "))
        #expect(try stage.shell("talkroomd --check -c \(file)").status == 0)
    }

    private static func check(_ example: Example) throws {
        let stage = try Stage()
        // What this host has in /etc is none of the test's business.
        let file = try stage.write("pace = 7\n", as: "talkroom.conf")
        let checked = try stage.shell("\(command(0, of: example)) -c \(file)")
        #expect(checked.status == 0 && checked.lines.count == 1, "\(checked)")
    }

    private static func haveItReadAgain(_ example: Example) throws {
        let (stage, daemon) = (try Stage(), try Daemon())
        defer { daemon.end() }
        // Other daemons, those of tests beside this one included, are none of its business, nor is what is in /etc.
        let file = try stage.write("backlog = 7\n", as: "talkroom.conf")
        let pid = try stage.write("\(daemon.pid)\n", as: "pid")
        let reread = try stage.shell(
            command(0, of: example)
                .replacing("--check", with: "--check -c \(file)")
                .replacing("-x talkroomd", with: "--pidfile \(pid) -x talkroomd"))
        #expect(reread.status == 0, "\(reread)")
        try daemon.awaitLog("reload result=unchanged")
    }

    private static func tryThingsOut(_ example: Example) throws {
        let stage = try Stage()
        let first = try command(0, of: example)
        #expect(first.hasSuffix(" &"))
        let daemon = try stage.start(String(first.dropLast(2)), output: "out")
        let socket = stage.directory.file("room")
        try eventually("an answer on \(socket)") {
            try #require(daemon.exitStatus == nil)
            guard let stream = try? LineStream(connecting: socket) else { return false }
            return try stream.nextLine(by: Deadline()) != nil
        }
        try stage.visit(by: command(1, of: example), saying: "a look into it")
        let file = stage.directory.file("out")
        try eventually("what was said") {
            String(decoding: contents(of: file), as: UTF8.self).contains("a look into it")
        }
        daemon.signal(SIGTERM)
        #expect(try daemon.waitForExit() == 0)
    }

    private static func readTheLedger(_ example: Example) throws {
        let stage = try stageWithLedger()
        let enter = try command(0, of: example)
        #expect(enter == "cd /var/lib/talkroom")
        let ofOne = try stage.shell(command(1, of: example))
        #expect(ofOne.lines == ["oi", "tchau"], "\(ofOne)")
        let ofOneDay = try stage.shell(command(2, of: example))
        #expect(ofOneDay.lines == ["ada: oi", "bob: \"oi\", ada"], "\(ofOneDay)")
    }

    private static func readADamagedLedger(_ example: Example) throws {
        let stage = try stageWithLedger()
        _ = try stage.write(
            "{\"event\":\"said\",\"seq\":4\n", as: "ledger/00000000000000000004.jsonl")
        let read = try stage.shell(command(0, of: example))
        #expect(read.lines == ["oi", "\"oi\", ada", "tchau"] && read.status == 0, "\(read)")
    }

    /// A stage whose commands begin in a ledger.
    private static func stageWithLedger() throws -> Stage {
        let stage = try Stage()
        let ledger = stage.directory.file("ledger")
        try FileManager.default.createDirectory(atPath: ledger, withIntermediateDirectories: true)
        let lines = try [
            said(1, "2026-11-24T03:06:00.000Z", by: "ada", "oi"),
            said(2, "2026-11-24T23:59:59.999Z", by: "bob", "\"oi\", ada"),
            said(3, "2026-11-25T00:00:00.000Z", by: "ada", "tchau"),
        ]
        for (number, line) in zip(1..., lines) {
            _ = try stage.write(line, as: "ledger/0000000000000000000\(number).jsonl")
        }
        stage.beginning = "cd \(ledger) && "
        return stage
    }

    private static func said(
        _ seq: UInt64, _ time: String, by account: String, _ text: String
    ) throws -> String {
        let name = SafeText(sanitizing: account)
        let event = Said(
            seq: seq, time: try #require(Timestamp(time)),
            speaker: Speaker(name: name, account: name, uid: 1000),
            text: SafeText(sanitizing: text), style: .plain, id: nil)
        return String(decoding: Event.said(event).jsonLine, as: UTF8.self)
    }

    private static func command(_ number: Int, of example: Example) throws -> String {
        try #require(example.commands.indices.contains(number) ? example.commands[number] : nil)
    }
}
