import Foundation
import TestSupport
import Testing

/// `admin` as a program, and what becomes of who is sent away, before a daemon that a test plays.
@Suite struct AdminCommandTests {
    private let daemon: ScriptedDaemon
    private let directory: TemporaryDirectory

    init() throws {
        daemon = try ScriptedDaemon()
        directory = try TemporaryDirectory()
    }

    private func start(_ arguments: [String]) throws -> Child {
        try Child(
            [Programs.talkroom, "-s", daemon.socket] + arguments, stdin: .null,
            stdout: .file(directory.file("out")), stderr: .file(directory.file("err")),
            environment: ["LC_ALL": "C.UTF-8"])
    }

    private func text(_ file: String) -> String {
        String(decoding: contents(of: directory.file(file)), as: UTF8.self)
    }

    /// Starts `admin`, and hears what it asks for.
    private func admin(
        _ words: String...
    ) throws -> (child: Child, session: ScriptedDaemon.Session, request: WireRequest) {
        let child = try start(["admin"] + words)
        let session = try daemon.accept()
        let hello = try session.welcome()
        #expect(hello[bool: "present"] == false && hello[integer: "backlog"] == 0)
        return (child, session, try session.request())
    }

    private func acted(_ id: String?, more: String = "") -> String {
        #"{"event":"acted","time":"2026-11-24T03:06:00.000Z","act":"mute","name":"root","#
            + #""account":"root","uid":0,"to":"eve","to_uid":7,"until":"2026-11-24T03:16:00.000Z","#
            + #""text":"spam"\#(more),"id":\#(quoted(id ?? ""))}"#
    }

    @Test(arguments: [
        ([], "", 0, "root muted eve for 10m: spam\n"), (["--json"], "", 0, #"{"event":"acted","#),
        ([], #","kept":false"#, 1, "root muted eve for 10m: spam\n"),
    ])
    func `what was done is printed, and for a program the event`(
        options: [String], more: String, status: Int32, output: String
    ) throws {
        let child = try start(["admin"] + options + ["mute", "eve", "10m", "spam"])
        let session = try daemon.accept()
        try session.welcome()
        let request = try session.request()
        #expect(request["do"] == "mute" && request["to"] == "eve" && request["text"] == "spam")
        #expect(request[integer: "seconds"] == 600)
        try session.send(acted(request["id"], more: more))
        #expect(try child.waitForExit() == status)
        #expect(text("out").hasPrefix(output), "\(text("out"))")
        #expect(text("err").contains("only until the daemon ends") == !more.isEmpty)
    }

    @Test(arguments: [
        ("nothing-to-lift", 1), ("no-such-account", 1), ("not-kept", 74), ("operators-only", 77),
        ("not-on-root", 77), ("not-on-yourself", 77), ("unknown-request", 76),
    ])
    func `a refusal is the status`(code: String, status: Int32) throws {
        let (child, session, request) = try admin("lift", "eve")
        let id = quoted(request["id"] ?? "")
        try session.send(#"{"event":"error","code":"\#(code)","text":"no","id":\#(id)}"#)
        #expect(try child.waitForExit() == status)
        #expect(text("err").hasPrefix("talkroom: ") && text("out").isEmpty)
    }

    @Test func `the topic is shown, and taken away by an empty one`() throws {
        let asking = try admin("topic")
        #expect(asking.request["do"] == "topic" && asking.request["text"] == nil)
        try asking.session.send(#"{"event":"end"}"#)
        #expect(try asking.child.waitForExit() == 0)
        let taking = try admin("topic", "")
        #expect(taking.request["text"] == "")
        try taking.session.send(acted(taking.request["id"]))
        #expect(try taking.child.waitForExit() == 0)
    }

    // MARK: Sent away

    @Test(arguments: [["send", "oi"], ["log", "-f"], ["--json"], ["--plain"], ["admin", "who"]])
    func `who is banned is told until when and why, and does not try again`(
        arguments: [String]
    ) throws {
        let server = try FakeServer(
            saying: "talkroom 1 host: error banned until noon: \u{1B}[2Jspam\n", closing: true)
        let ended = try run(
            [Programs.talkroom, "-s", server.socket] + arguments,
            environment: ["LC_ALL": "C.UTF-8"])
        #expect(ended.status == 77, "\(ended)")
        #expect(ended.errorText.contains("banned your account"), "\(ended)")
        #expect(ended.errorText.contains("\ntalkroom: the daemon says: until noon: "), "\(ended)")
        #expect(!ended.errorText.contains("\u{1B}"), "\(ended)")
        withExtendedLifetime(server) {}
    }

    @Test(arguments: [["send", "oi"], ["log", "-f"]])
    func `a script whose session an operator ends fails with 77`(arguments: [String]) throws {
        let child = try start(arguments)
        let session = try daemon.accept()
        try session.welcome()
        if arguments[0] == "send" { _ = try session.request() }
        try session.send(#"{"event":"error","code":"dismissed","text":"bye","fatal":true}"#)
        session.close()
        #expect(try child.waitForExit() == 77)
        #expect(text("err").contains("an operator has ended your session"))
    }

    @Test func `at a terminal one sees who did it, and is back in the shell`() throws {
        let terminal = try Pty([Programs.talkroom, "-s", daemon.socket, "-n", "eve"])
        let session = try daemon.accept()
        try session.welcome()
        try terminal.expect(words: "you are eve")
        try session.send(
            acted("x").replacing("mute", with: "dismiss").replacing("\"until\"", with: "\"was\""))
        try session.send(#"{"event":"error","code":"dismissed","text":"bye","fatal":true}"#)
        session.close()
        #expect(try terminal.waitForExit() == 77)
        let shown = terminal.screen.transcript.joined()
        #expect(shown.contains("-- root dismissed eve: spam"), "\(shown)")
        #expect(shown.contains("an operator has ended your session"), "\(shown)")
    }
}
