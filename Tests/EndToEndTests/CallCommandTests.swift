import Foundation
import TestSupport
import Testing

/// `ring`, `wall` and `mesg` as programs, before a daemon that a test plays.
@Suite struct CallCommandTests {
    /// A verb, as far as its request.
    private final class Call {
        let daemon: ScriptedDaemon
        let session: ScriptedDaemon.Session
        let hello: WireRequest
        let request: WireRequest
        private let child: Child
        private let directory: TemporaryDirectory

        init(_ arguments: [String], input: String = "") throws {
            daemon = try ScriptedDaemon()
            directory = try TemporaryDirectory()
            let file = directory.file("in")
            try input.write(toFile: file, atomically: false, encoding: .utf8)
            let raw = open(file, O_RDONLY | O_CLOEXEC)
            defer { close(raw) }
            child = try Child(
                [Programs.talkroom, "-s", daemon.socket] + arguments, stdin: .inherited(raw),
                stdout: .file(directory.file("out")), stderr: .file(directory.file("err")))
            session = try daemon.accept()
            hello = try session.welcome()
            request = try session.request()
        }

        var id: String { quoted(request["id"] ?? "") }

        func refuse(_ code: String) throws {
            try session.send(#"{"event":"error","code":"\#(code)","text":"no","id":\#(id)}"#)
        }

        func reach(_ terminals: Int) throws {
            try session.send(
                #"{"event":"reached","to":"wren","sessions":0,"all_sessions":0,"#
                    + #""terminals":\#(terminals),"all_terminals":2,"off":1,"failed":0,"id":\#(id)}"#
            )
        }

        /// What it exits with, and what it printed.
        func end() throws -> (status: Int32, output: String, errors: String) {
            let status = try child.waitForExit()
            let texts = ["out", "err"].map {
                (try? String(contentsOfFile: directory.file($0), encoding: .utf8)) ?? ""
            }
            return (status, texts[0], texts[1])
        }
    }

    @Test func `ring prints whom it reached, and for a program the event`() throws {
        for (options, output) in [
            ([], "reached 1 of 2 terminals of wren (1 has messages off)\n"),
            (
                ["--json"],
                #"{"event":"reached","to":"wren","sessions":0,"all_sessions":0,"terminals":1,"#
                    + #""all_terminals":2,"off":1,"failed":0,"id":"#
            ),
        ] {
            let call = try Call(["ring"] + options + ["wren", "come", "here"])
            #expect(call.request["do"] == "ring" && call.request["to"] == "wren")
            #expect(call.request["text"] == "come here")
            try call.reach(1)
            let ended = try call.end()
            #expect(ended.status == 0 && ended.output.hasPrefix(output), "\(ended)")
            #expect(ended.output.count { $0 == "\n" } == 1 && ended.errors.isEmpty, "\(ended)")
        }
    }

    @Test(arguments: ["ring", "wall"])
    func `a call that reached nobody exits with 1`(verb: String) throws {
        let call = try Call([verb, "wren"])
        try call.reach(0)
        #expect(try call.end().status == 1)
    }

    @Test(arguments: [
        ("operators-only", 77), ("turned-off", 77), ("not-permitted", 77), ("nobody-there", 1),
        ("rings-too-often", 1), ("unknown-request", 76), ("of-a-later-daemon", 1),
    ])
    func `a call that is refused says why, and exits as it is`(code: String, status: Int32) throws {
        let call = try Call(["ring", "wren"])
        try call.refuse(code)
        let ended = try call.end()
        #expect(ended.status == status && ended.output.isEmpty, "\(ended)")
        #expect(ended.errors.hasPrefix("talkroom: ") && ended.errors.count { $0 == "\n" } == 1)
    }

    @Test(arguments: ["ring", "wall", "mesg"])
    func `a daemon that goes away before the answer is told of, and not tried again`(
        verb: String
    ) throws {
        let call = try Call(verb == "mesg" ? [verb] : [verb, "wren"])
        call.session.close()
        let ended = try call.end()
        #expect(ended.status == 69 && ended.output.isEmpty && !ended.errors.isEmpty, "\(ended)")
    }

    @Test func `wall says the whole of its input as one message`() throws {
        let call = try Call(["wall"], input: "one\n\ntwo\n\n")
        #expect(call.request["do"] == "wall" && call.request["text"] == "one\n\ntwo")
        #expect(call.hello["terminal"] == nil)
        try call.reach(2)
        #expect(try call.end().status == 0)
    }

    @Test func `mesg without a terminal is about the account alone`() throws {
        let ask = try Call(["mesg"])
        #expect(ask.request["do"] == "mesg" && ask.request["messages"] == nil)
        try ask.session.send(
            #"{"event":"messages","messages":false,"handed":0,"here":false,"kept":true,"id":\#(ask.id)}"#
        )
        let asked = try ask.end()
        #expect(asked.status == 1 && asked.output.hasPrefix("is n\n"), "\(asked)")
        #expect(asked.output.count { $0 == "\n" } == 2 && asked.errors.isEmpty, "\(asked)")
        let no = try Call(["mesg", "n"])
        try no.session.send(
            #"{"event":"messages","messages":false,"handed":0,"here":false,"kept":true,"id":\#(no.id)}"#
        )
        let said = try no.end()
        #expect(said.status == 0 && said.output.isEmpty && said.errors.isEmpty, "\(said)")
    }

    @Test func `mesg y at a terminal hands it over, for writing only, with the shell`() throws {
        let daemon = try ScriptedDaemon()
        let shell = "tty; \(Programs.talkroom) -s \(daemon.socket) mesg y; echo ended=$?; read x"
        let pty = try Pty(["/bin/sh", "-c", shell])
        let session = try daemon.accept()
        let hello = try session.welcome()
        let request = try session.request()
        #expect(request["do"] == "mesg")
        let terminal = try #require(hello["terminal"])
        try pty.expect(line: "/dev/" + terminal)
        try session.send(#"{"event":"give"}"#)
        let handed = try session.stream.handedDescriptors()
        try #require(handed.byte == 10 && handed.descriptors.count == 2)
        let (raw, leader) = (handed.descriptors[0], handed.descriptors[1])
        #expect(isatty(raw) == 1 && fcntl(raw, F_GETFL) & O_ACCMODE == O_WRONLY)
        var buffer = [UInt8](repeating: 0, count: 1)
        #expect(read(raw, &buffer, 1) == -1 && errno == EBADF)
        #expect(write(raw, "from the daemon\r\n", 17) == 17)
        try pty.expect(line: "from the daemon")
        let id = quoted(request["id"] ?? "")
        try session.send(
            #"{"event":"messages","messages":true,"handed":1,"here":true,"kept":true,"id":\#(id)}"#)
        try pty.expect(line: "ended=0")
        var entry = pollfd(fd: leader, events: Int16(POLLIN), revents: 0)
        #expect(poll(&entry, 1, 0) == 0, "the shell is still there")
        try pty.enter("")
        #expect(poll(&entry, 1, Deadline().remainingMilliseconds) == 1)
    }

    @Test func `an attached client names the terminal that shows the room`() throws {
        let daemon = try ScriptedDaemon()
        let pty = try Pty(
            ["/bin/sh", "-c", "tty; exec \(Programs.talkroom) -s \(daemon.socket) -n lia"])
        let session = try daemon.accept()
        let hello = try session.welcome()
        let terminal = try #require(hello["terminal"])
        try pty.expect(line: "/dev/" + terminal)
    }
}
