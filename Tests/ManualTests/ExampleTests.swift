import Foundation
import TalkProtocol
import TestSupport
import Testing

/// The examples of talkroom(7) do what the page says.
@Suite struct ExampleTests {
    private let examples: [String]

    init() throws {
        examples = try ManualPage("talkroom.7").part("EXAMPLES").displays
    }

    @Test func `the conversation is made of requests and events that are right`() throws {
        let lines = examples[0].replacingOccurrences(of: "\\\n   ", with: "").split(separator: "\n")
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

    @Test func `the bot in Python rolls a die for who asks`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let script = try write(examples[1], as: "dice.py", for: daemon)
        let bot = try Child([Programs.python, script], environment: environment(daemon))
        daemon.keep(bot)
        let guest = try daemon.join("guest")
        try eventually("the bot in the room", seen: { guest.stream.testimony }) {
            try guest.send(#"{"do":"who"}"#)
            return try guest.gather(until: "end").contains { $0["name"] == "dice" }
        }
        try guest.say("!roll")
        let rolled = try guest.expect("said") { $0["name"] == "dice" }
        #expect(rolled["text"]?.wholeMatch(of: /guest rolls [1-6]/) != nil)
        #expect(try daemon.terminate() == 0)
        #expect(try bot.waitForExit() == 0)
    }

    @Test func `the script says what it is given`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let finished = try runScript(examples[2], ["oi,", "all"], daemon)
        #expect(try guest.expect("said")["text"] == "oi, all")
        #expect(finished.status == 0 && finished.outputText.hasPrefix("talkroom 1 "), "\(finished)")
    }

    @Test func `the script shows who is here`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let finished = try runScript(examples[3], [], daemon)
        #expect(finished.lines.count == 1 && finished.outputText.contains(#""name":"guest""#))
        guest.close()
    }

    private func runScript(
        _ script: String, _ arguments: [String], _ daemon: Daemon
    ) throws -> Finished {
        let path = try write(script, as: "example.sh", for: daemon)
        return try run(["sh", path] + arguments, environment: environment(daemon))
    }

    private func write(_ script: String, as name: String, for daemon: Daemon) throws -> String {
        let path = daemon.directory.file(name)
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func environment(_ daemon: Daemon) -> [String: String] {
        ["TALKROOM_SOCKET": daemon.socket]
    }
}
