import Foundation
import TestSupport
import Testing

/// `talkroom who` and `talkroom log`: they ask, and are not in the room.
@Suite struct AskTests {
    @Test func `who lists everybody, a line each, and not itself`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        #expect(attached(in: try daemon.run(["who"])).isEmpty)
        let ada = try daemon.join("ada")
        _ = try daemon.join("wren")
        try ada.settle()
        let asked = try daemon.run(["who"])
        #expect(asked.status == 0, "\(asked)")
        let lines = attached(in: asked)
        #expect(lines.count == 2, "\(asked)")
        for (line, name) in zip(lines, ["ada", "wren"]) {
            #expect(line.contains(person(name)), "\(asked)")
        }
        #expect(try ada.settle().isEmpty, "who is not announced")
    }

    /// The lines of those in the room: who else sits at a terminal of this host is no matter of ours.
    private func attached(in asked: Finished) -> [String] {
        asked.lines.filter { !$0.contains(#/, at (a terminal|\d+ terminals)/#) }
    }

    @Test func `who --json gives the events as they came`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        _ = try daemon.join("ada")
        let asked = try daemon.run(["who", "--json"])
        #expect(asked.status == 0, "\(asked)")
        let people = try asked.lines.map { try WireEvent(Array($0.utf8)) }
            .filter { $0.event == "person" }
        #expect(people.compactMap { $0["name"] } == ["ada"])
        #expect(people.first?[integer: "idle"] != nil)
    }

    @Test func `who --names gives each name once, and waits a second for it`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        for name in ["wren", "éva", "wren"] { try daemon.join(name).settle() }
        // Where much else goes on, it may not answer within a second.
        try eventually("the names") {
            let asked = try daemon.run(["who", "--names"])
            return asked.status == 0 && asked.outputText == "wren\néva\n"
        }
        let silent = try FakeServer(saying: "", closing: false)
        let inVain = try run([Programs.talkroom, "who", "--names", "-s", silent.socket])
        #expect(inVain.status == 69 && inVain.output.isEmpty, "\(inVain)")
        #expect(
            inVain.errorText
                == "talkroom: \(silent.socket): no answer for 1 second; try again later\n")
    }

    @Test func `log shows the last twenty, or as many as it is asked for`() throws {
        let daemon = try Daemon(["pace=off"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for number in 1...30 { try ada.say("number \(number)") }
        try ada.expect("said") { $0[integer: "seq"] == 30 }
        for (arguments, first) in [
            (["log"], 11), (["log", "-c", "3"], 28), (["log", "-c100"], 1),
        ] {
            let asked = try daemon.run(arguments)
            #expect(asked.status == 0, "\(asked)")
            #expect(asked.lines.count == 31 - first, "\(arguments): \(asked)")
            for (line, number) in zip(asked.lines, first...30) {
                #expect(line.hasSuffix(shown("ada", "number \(number)")), "\(line)")
            }
        }
        #expect(try daemon.run(["log", "-c", "0"]).lines.isEmpty)
    }

    @Test func `log --json gives the events as they came`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("oi")
        try ada.expect("said")
        let asked = try daemon.run(["log", "--json"])
        let texts = try asked.lines.map { try WireEvent(Array($0.utf8)) }.compactMap {
            $0["text"]
        }
        #expect(texts == ["oi"])
    }

    @Test func `log -f goes on until it is interrupted`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("before")
        try ada.expect("said")
        let log = try daemon.talkroom(["log", "-f"])
        try log.expect("what was said") { $0.hasSuffix(shown("ada", "before")) }
        try ada.say("after")
        try log.expect("what is said") { $0.hasSuffix(shown("ada", "after")) }
        log.carrier?.signal(SIGINT)
        try log.carrier?.waitForExit()
    }

    @Test func `output that cannot be written ends with 74`() throws {
        let daemon = try Daemon(["pace=off"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("oi")
        try ada.expect("said")
        for verb in ["log", "who"] {
            let child = try Child(
                [Programs.talkroom, verb, "-s", daemon.socket], stdout: .file("/dev/full"))
            #expect(try child.waitForExit() == 74, "\(verb)")
        }
    }
}
