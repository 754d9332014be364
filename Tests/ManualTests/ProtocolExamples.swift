import Foundation
import TalkProtocol
import TestSupport
import Testing

/// How the examples of talkroom(7) are run.
enum ProtocolExamples {
    static let all: [ExampleTests.Run] = [
        converse, rollDice, tellTheTime, say, showWhoIsHere, sitInTheRoom,
    ]

    /// It is made of requests and events that are right.
    private static func converse(_ example: Example) throws {
        let text = example.text.replacing("\\\n   ", with: "")
        let lines = text.split(separator: "\n")
        #expect(lines.count == 7)
        #expect(lines[0].contains("talkroom 1 lab: choose a username [ada]"))
        for line in lines.dropFirst() {
            let bytes = Array(line.dropFirst(2).utf8)
            let again =
                line.hasPrefix("> ")
                ? try Request(jsonLine: bytes).jsonLine : try Event(jsonLine: bytes).jsonLine
            #expect(again == bytes + [UInt8(ascii: "\n")], "\(line)")
        }
    }

    private static func rollDice(_ example: Example) throws {
        let stage = try Stage()
        let script = try stage.write(example.text, as: "dice.py")
        let answer = try answer(
            of: "\(Programs.python) \(script)", called: "dice", to: "!roll", on: stage)
        #expect(answer?.wholeMatch(of: /guest rolls [1-6]/) != nil)
    }

    private static func tellTheTime(_ example: Example) throws {
        let stage = try Stage()
        let script = try stage.write(example.text, as: "script")
        let answer = try answer(of: "sh \(script)", called: "clock", to: "!time", on: stage)
        #expect(answer?.wholeMatch(of: /guest: it is \d\d:\d\d/) != nil)
        // The pipe is gone as soon as it is open.
        let left = try FileManager.default.contentsOfDirectory(atPath: stage.directory.path)
        #expect(left.allSatisfy { !$0.hasPrefix("clock.") })
    }

    private static func say(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let finished = try Stage(before: daemon).shell(example.text, ["oi,", "all"])
        #expect(try guest.expect("said")["text"] == "oi, all")
        #expect(finished.status == 0 && finished.outputText.hasPrefix("talkroom 1 "), "\(finished)")
    }

    private static func showWhoIsHere(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let finished = try Stage(before: daemon).shell(example.text)
        #expect(finished.lines.count == 1 && finished.outputText.contains(#""name":"guest""#))
        guest.close()
    }

    private static func sitInTheRoom(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let command = try #require(example.commands.first)
        #expect(command.contains("/run/chat.sock"))
        // Its input stays open, as a person's does: at the end of it socat(1) waits for half a second only.
        let (stream, child) = try carry([
            "/bin/sh", "-c", command.replacing("/run/chat.sock", with: daemon.socket),
        ])
        let visitor = PlainClient(stream, carrier: child)
        for line in ["visitor", "oi", "sair"] { try visitor.send(line) }
        let lines = try stream.linesToEnd().map { String(decoding: $0, as: UTF8.self) }
        #expect(try guest.expect("said") { $0["name"] == "visitor" }["text"] == "oi")
        #expect(lines.first?.hasPrefix("talkroom 1 ") == true, "\(lines)")
        #expect(try child.waitForExit() == 0)
    }

    /// What a bot answers to somebody; it ends with the daemon.
    private static func answer(
        of command: String, called name: String, to question: String, on stage: Stage
    ) throws -> String? {
        let daemon = try Daemon()
        defer { daemon.end() }
        stage.enter(daemon)
        let bot = try stage.start(command, output: "out")
        daemon.keep(bot)
        let guest = try daemon.join("guest")
        try eventually("the bot in the room", seen: { guest.stream.testimony }) {
            try guest.send(#"{"do":"who"}"#)
            return try guest.gather(until: "end").contains { $0["name"] == name }
        }
        try guest.say(question)
        let answer = try guest.expect("said") { $0["name"] == name }
        #expect(try daemon.terminate() == 0)
        #expect(try bot.waitForExit() == 0)
        return answer["text"]
    }
}
