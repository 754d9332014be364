import Foundation
import TestSupport
import Testing

/// `mesg` by its old name: the terminal's mode, which the daemon is told, too, where there is one.
@Suite struct ClassicMesgTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("mesg"), withDestinationPath: Programs.talkroom)
    }

    private func environment(_ daemon: ScriptedDaemon?) -> [String: String] {
        [
            "LC_ALL": "C.UTF-8", "PATH": "\(directory.path):/usr/bin:/bin",
            "TALKROOM_SOCKET": daemon?.socket ?? directory.file("no-room"),
        ]
    }

    private func terminal(_ script: String, _ daemon: ScriptedDaemon? = nil) throws -> Pty {
        let mode = #"mode() { stat -c %a "$(tty)"; }; "#
        return try Pty(["sh", "-c", mode + script], environment: environment(daemon))
    }

    private func shown(_ script: String) throws -> [String] {
        let terminal = try terminal(script)
        try terminal.waitForExit()
        return terminal.screen.transcript.filter { !$0.isEmpty }
    }

    @Test func `without a word it shows the mode`() throws {
        for (mode, word) in [
            ("600", "is n 1"), ("620", "is y 0"), ("602", "is y 0"), ("640", "is n 1"),
        ] {
            let rows = try shown(#"chmod \#(mode) "$(tty)"; said=$(mesg); echo "$said $?""#)
            #expect(rows == [word], "\(mode)")
        }
    }

    @Test func `n takes the right to write from all others`() throws {
        for (before, after) in [("622", "600"), ("620", "600"), ("660", "640"), ("600", "600")] {
            let rows = try shown(#"chmod \#(before) "$(tty)"; mesg n; echo "$? $(mode)""#)
            #expect(rows == ["1 \(after)"], "\(before)")
        }
    }

    @Test(.enabled(if: Programs.isRoot))
    func `y gives it to the group of terminals`() throws {
        let rows = try shown(#"chgrp tty "$(tty)"; chmod 600 "$(tty)"; mesg y; echo "$? $(mode)""#)
        #expect(rows == ["0 620"])
    }

    @Test(.enabled(if: Programs.isRoot))
    func `y gives it to no group of people`() throws {
        let rows = try shown(#"chgrp 1 "$(tty)"; chmod 600 "$(tty)"; mesg y; echo "$? $(mode)""#)
        #expect(rows.last == "2 600")
        #expect(rows.contains { $0.contains("not of the group tty") })
    }

    @Test func `it says what it does when asked to`() throws {
        let rows = try shown("mesg -v n 2>/dev/null; mesg --verbose; echo $?")
        #expect(rows == ["others may not write to this terminal", "is n", "1"])
    }

    @Test func `an answer that nobody can read is trouble`() throws {
        #expect(try shown("mesg >/dev/full; echo $?").last == "2")
    }

    @Test func `any of its three streams may be the terminal`() throws {
        let streams = ["</dev/null >/dev/null", "</dev/null 2>/dev/null", ">/dev/null 2>&1"]
        for stream in streams {
            let rows = try shown(#"chmod 620 "$(tty)"; mesg n \#(stream); echo "$? $(mode)""#)
            #expect(rows == ["1 600"], "\(stream)")
        }
    }

    @Test func `/dev/tty is no terminal of its own`() throws {
        let before = try run(["stat", "-c", "%a", "/dev/tty"]).outputText
        let rows = try shown(
            "mesg n </dev/tty >/dev/null 2>&1; echo $?; mesg n </dev/tty >/dev/tty 2>&1; echo $?")
        #expect(rows.count == 2 && rows.allSatisfy { $0 == "2" || $0 == "1" })
        #expect(try run(["stat", "-c", "%a", "/dev/tty"]).outputText == before)
    }

    @Test func `without a terminal it ends with 2, and says so only when asked`() throws {
        let command = { (arguments: [String]) in
            try run([self.directory.file("mesg")] + arguments, environment: environment(nil))
        }
        for arguments in [[], ["y"], ["n"]] {
            let silent = try command(arguments)
            #expect(silent.status == 2 && silent.output.isEmpty && silent.errors.isEmpty)
        }
        let told = try command(["-v"])
        #expect(told.status == 2 && told.errorText.contains("no terminal"))
    }

    /// What a daemon answers.
    private enum Answer {
        case state(taken: Bool, here: Bool)
        case refusal(String)

        func line(to request: WireRequest) -> String {
            let id = #""id":\#(quoted(request["id"] ?? ""))}"#
            return switch self {
            case .state(let taken, let here):
                #"{"event":"messages","messages":\#(taken),"handed":\#(here ? 1 : 0),"#
                    + #""here":\#(here),"kept":true,\#(id)"#
            case .refusal(let code): #"{"event":"error","code":"\#(code)","text":"no",\#(id)"#
            }
        }
    }

    /// Runs it before a daemon that answers so each time that it is asked; again where that daemon, which is this
    /// thread, was so slow that it may not have been waited for.
    private func answered(
        _ script: String, _ answers: Answer..., check: (WireRequest) -> Void
    ) throws -> [String] {
        var exchange: Exchange?
        try eventually("answers in time", within: Deadline.crowdSeconds) {
            exchange = try exchanged(script, answers)
            return exchange != nil
        }
        let (requests, rows) = try #require(exchange)
        for request in requests {
            #expect(request["do"] == "mesg")
            check(request)
        }
        return rows
    }

    private typealias Exchange = (requests: [WireRequest], rows: [String])

    /// Nil when an answer came late: it waits two seconds for the daemon.
    private func exchanged(_ script: String, _ answers: [Answer]) throws -> Exchange? {
        let daemon = try ScriptedDaemon()
        let terminal = try terminal(script, daemon)
        var requests: [WireRequest] = []
        for answer in answers {
            let session = try daemon.accept()
            let isLate = { ContinuousClock.now - session.cameAfter > .seconds(1.5) }
            do {
                try session.welcome()
                let request = try session.request()
                requests.append(request)
                try session.send(answer.line(to: request))
            } catch {
                guard isLate() else { throw error }
            }
            if isLate() { return nil }
        }
        try terminal.waitForExit()
        return (requests, terminal.screen.transcript.filter { !$0.isEmpty })
    }

    @Test func `the daemon knows better than the mode`() throws {
        let script = { (mode: String) in #"chmod \#(mode) "$(tty)"; mesg; echo $?"# }
        for (mode, taken, here, rows) in [
            ("600", true, true, ["is y", "0"]), ("600", true, false, ["is n", "1"]),
            ("620", true, false, ["is n", "1"]), ("620", true, true, ["is y", "0"]),
            ("620", false, true, ["is n", "1"]),
        ] {
            let shown = try answered(script(mode), .state(taken: taken, here: here)) { request in
                #expect(request[bool: "messages"] == nil)
            }
            #expect(shown == rows, "\(mode) \(taken) \(here)")
        }
    }

    @Test func `the daemon is told of yes and no`() throws {
        let no = try answered("mesg n; echo $?", .state(taken: false, here: false)) { request in
            #expect(request[bool: "messages"] == false)
        }
        #expect(no == ["1"])
        let yes = try answered(
            #"chmod 620 "$(tty)"; mesg y; echo $?"#, .state(taken: true, here: true)
        ) { request in
            #expect(request[bool: "messages"] == true && request[bool: "fd"] == true)
        }
        #expect(yes == ["0"])
    }

    @Test(arguments: ["too-many-terminals", "not-a-terminal"])
    func `y is about the account alone where the terminal is not taken`(code: String) throws {
        let script = #"chmod 620 "$(tty)"; mesg y; echo $?"#
        var handings: [Bool?] = []
        for (here, rows) in [
            (true, ["0"]), (false, ["mesg: the daemon may not write to this terminal", "1"]),
        ] {
            let shown = try answered(script, .refusal(code), .state(taken: true, here: here)) {
                #expect($0[bool: "messages"] == true)
                handings.append($0[bool: "fd"])
            }
            #expect(shown == rows)
        }
        #expect(handings == [true, nil, true, nil])
    }

    @Test func `y fails, and says why, where the daemon still refuses the account`() throws {
        let shown = try answered(
            #"chmod 620 "$(tty)"; mesg -v y; echo $?"#, .refusal("too-many-terminals"),
            .refusal("bad-value")
        ) { _ in }
        #expect(shown.last == "1" && shown.count >= 3)
        #expect(!shown.contains("others may write to this terminal"))
    }

    @Test(.enabled(if: Programs.isRoot))
    func `y hands over, and falls back to nothing, where the mode lets nobody in`() throws {
        let script = #"chgrp 1 "$(tty)"; chmod 600 "$(tty)"; mesg y; echo $?"#
        let taken = try answered(script, .state(taken: true, here: true)) { _ in }
        #expect(taken == ["0"])
        let refused = try answered(script, .refusal("too-many-terminals")) { _ in }
        #expect(refused.last == "2")
    }
}
