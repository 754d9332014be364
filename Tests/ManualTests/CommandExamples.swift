import Foundation
import TestSupport
import Testing

/// How the examples of talkroom(1) are run, in whatever language the page is.
enum CommandExamples {
    static let all: [ExampleTests.Run] = [
        enter, enterOnesOwn, tellWhetherItWasSaid, say, tellOnePerson, follow,
        ringAndEnter, tellEverybody, takeMessages, takeNone, mute, redact, showActs,
    ]

    private static func enter(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        try Stage(before: daemon).visit(by: command(of: example))
        #expect(try guest.expect("left")["name"] == "visitor")
    }

    private static func enterOnesOwn(_ example: Example) throws {
        try Stage().visit(by: command(of: example))
    }

    private static func tellWhetherItWasSaid(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let stage = try Stage(before: daemon)
        let command = try command(of: example)
        let complaint = try #require(command.firstMatch(of: /\|\| echo (.*)/)).1
        try stage.provide("make", as: "/bin/true")
        let built = try stage.shell(command)
        #expect(built.status == 0 && built.output.isEmpty, "\(built)")
        #expect(try guest.expect("said")["text"] == text(in: command))
        try stage.provide("make", as: "/bin/false")
        let failed = try stage.shell(command)
        #expect(failed.outputText == "\(complaint)\n", "\(failed)")
        #expect(try guest.settle().filter { $0.event == "said" }.isEmpty)
    }

    private static func say(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        let command = try command(of: example)
        let said = try Stage(before: daemon).shell(command)
        #expect(said.status == 0, "\(said)")
        #expect(try guest.expect("said")["text"] == text(in: command))
    }

    private static func tellOnePerson(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let guest = try daemon.join("guest")
        let stage = try Stage(before: daemon)
        // Not every host tells of itself the same.
        try stage.provide("uptime", as: "/bin/ls")
        _ = try stage.write("", as: "first")
        _ = try stage.write("", as: "second")
        let told = try stage.shell("cd && \(command(of: example))")
        #expect(told.status == 0, "\(told)")
        #expect(try ada.expect("told")["text"] == "bin\nfirst\nsecond")
        #expect(try guest.settle().allSatisfy { $0.event != "told" })
    }

    private static func follow(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        try guest.say("too early")
        try guest.expect("said")
        let stage = try Stage(before: daemon)
        daemon.keep(stage)
        let terminal = try stage.terminal(command(of: example))
        daemon.keep(terminal)
        try daemon.awaitLog("client=talkroom/")
        try guest.say("oi, \"all\"")
        try terminal.expect(line: "oi, \"all\"")
        #expect(!terminal.screen.transcript.contains("too early"))
    }

    private static func ringAndEnter(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let command = try command(of: example)
        try Stage(before: daemon).visit(by: command)
        let rang = try ada.expect("rang")
        #expect(try rang["to"] == "ada" && rang["text"] == text(in: command))
        #expect(try ada.expect("left")["name"] == "visitor")
    }

    private static func tellEverybody(_ example: Example) throws {
        // Without a disk, which a wall waits for before it counts who is here.
        let daemon = try Daemon(["wall=everyone", "history=memory"])
        defer { daemon.end() }
        let guest = try daemon.join("guest")
        // The terminals of who runs the tests are nobody's business.
        try guest.send(#"{"do":"mesg","messages":false}"#)
        try guest.expect("messages")
        let command = try command(of: example)
        let said = try Stage(before: daemon).shell(command)
        #expect(
            said.status == 0 && said.lines.last?.hasPrefix("reached 1 of 1 ") == true, "\(said)")
        let heard = try guest.expect("said")
        #expect(try heard["text"] == text(in: command) && heard["style"] == "wall")
    }

    private static func takeMessages(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let terminal = try Stage(before: daemon).terminal(command(of: example))
        try terminal.expect(line: "is y")
        #expect(try terminal.waitForExit() == 0)
    }

    private static func takeNone(_ example: Example) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let refused = try Stage(before: daemon).shell(command(of: example))
        #expect(refused.status == 0, "\(refused)")
        let guest = try daemon.join("guest")
        try guest.send(#"{"do":"mesg"}"#)
        #expect(try guest.expect("messages")[bool: "messages"] == false)
        let file = "\(daemon.ledger.directory)/wishes"
        try eventually("it is kept") {
            String(decoding: contents(of: file), as: UTF8.self).hasSuffix(" messages off\n")
        }
    }

    private static func mute(_ example: Example) throws {
        try serve(example) { session throws in
            let mute = try session.request()
            #expect(mute["do"] == "mute" && mute["to"] == "mallory")
            #expect(mute[integer: "seconds"] == 7200)
            #expect(try mute["text"] == text(in: command(of: example)))
            return act("mute", mute)
        }
    }

    private static func redact(_ example: Example) throws {
        try serve(example) { session throws in
            let redact = try session.request()
            #expect(redact["do"] == "redact" && redact[integer: "seq"] == 4711)
            return act("redact", redact)
        }
    }

    private static func showActs(_ example: Example) throws {
        try serve(example) { session throws in
            let acts = try session.request()
            #expect(acts["do"] == "acts")
            return act("ban").replacing("acted", with: "act") + "\n" + #"{"event":"end"}"#
        }
    }

    /// What is done once an act is asked for, as an event.
    private static func act(_ word: String, _ request: WireRequest? = nil) -> String {
        #"{"event":"acted","time":"2026-11-24T03:06:00.000Z","act":"\#(word)","name":"root","#
            + #""account":"root","uid":0,"to":"mallory","to_uid":7,"text":"x""#
            + (request?["id"].map { #","id":"\#($0)""# } ?? "") + "}"
    }

    /// Runs an example before a daemon that answers it; it must then have told of what was done.
    private static func serve(
        _ example: Example, _ answer: (ScriptedDaemon.Session) throws -> String
    ) throws {
        let daemon = try ScriptedDaemon()
        let stage = try Stage()
        stage.enter(daemon.socket)
        let child = try stage.start(command(of: example), output: "out")
        let session = try daemon.accept()
        try session.welcome()
        try session.send(answer(session))
        #expect(try child.waitForExit() == 0)
        let told = String(decoding: contents(of: stage.directory.file("out")), as: UTF8.self)
        #expect(told.contains("root ") && told.contains("mallory"), "\(told)")
    }

    private static func command(of example: Example) throws -> String {
        try #require(example.commands.count == 1 ? example.commands.first : nil)
    }

    /// What a command says: what it has in quotes.
    private static func text(in command: String) throws -> String {
        String(try #require(command.firstMatch(of: /"([^"]*)"/)).1)
    }
}
