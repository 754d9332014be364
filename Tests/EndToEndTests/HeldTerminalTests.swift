import Foundation
import TestSupport
import Testing

/// What a terminal that was handed over sees of it, and what its owner may do to who writes to it.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct HeldTerminalTests {
    private let devpts: Devpts
    private let daemon: Daemon
    private let owner: Account

    init() throws {
        devpts = try Devpts()
        daemon = try devpts.daemon(["pace=off", "wall=everyone"])
        owner = try Accounts.fourth.get()
    }

    /// A terminal of mode 0600 that a shell at it handed over.
    private func handed() throws -> HeldTerminal {
        let terminal = try HeldTerminal(in: devpts, of: owner, mode: 0o600, staysOpen: false)
        try terminal.start(
            "\(Programs.talkroom) mesg y; echo took=$?; read word", as: owner, on: daemon)
        try terminal.expect(words: "took=0")
        return terminal
    }

    @Test func `it ends with the shell, though the daemon has it`() throws {
        defer { devpts.end() }
        let terminal = try handed()
        #expect(daemon.flags(at: terminal.name).map { $0 & O_ACCMODE } == [O_WRONLY])
        let rung = try devpts.run(["ring", owner.login, "hi"], on: daemon)
        #expect(rung.status == 0, "\(rung)")
        try terminal.expect(words: "root: hi")
        terminal.type("\r")
        try terminal.expectEnd()
        #expect(daemon.flags(at: terminal.name).isEmpty)
        let after = try devpts.run(["ring", owner.login, "hi"], on: daemon)
        #expect(after.status == 1, "\(after)")
    }

    @Test func `it ends on mesg n, when nobody else has it`() throws {
        defer { devpts.end() }
        let terminal = try HeldTerminal(in: devpts, of: owner, mode: 0o600, staysOpen: false)
        // A shell that goes on elsewhere.
        try terminal.start(
            "\(Programs.talkroom) mesg y; echo took=$?; exec sleep 1000000 </dev/null >/dev/null 2>&1",
            as: owner, on: daemon)
        try terminal.expect(words: "took=0")
        let rung = try devpts.run(["ring", owner.login, "hi"], on: daemon)
        #expect(rung.status == 0, "\(rung)")
        try terminal.expect(words: "root: hi")
        #expect(try devpts.run(["mesg", "n"], on: daemon, as: owner).status == 0)
        try terminal.expectEnd()
    }

    enum Trouble: CaseIterable { case full, nearlyFull, stopped }

    /// The owner's part of what was handed over is the same open file as the daemon's.
    @Test(arguments: Trouble.allCases)
    func `an owner cannot make the daemon wait`(trouble: Trouble) throws {
        defer { devpts.end() }
        let terminal = try HeldTerminal(in: devpts, of: 0, mode: 0o600)
        let raw = try OwnDescriptor(terminal.opened(O_WRONLY))
        let shell = try Child(["sleep", "1000000"])
        let leader = try OwnDescriptor(ofProcess: shell.pid)
        let client = try daemon.json()
        try client.hello(extra: #""present":false"#)
        #expect(try client.hand([raw, leader])[integer: "handed"] == 1)
        let loop = "import fcntl\nwhile True: fcntl.fcntl(3, fcntl.F_SETFL, 0)"
        let spinning = try Child([Programs.python, "-c", loop], passed: [raw.raw])
        defer { spinning.killAndReap() }
        let talkers = try ["robin", "swift"].map { try daemon.join($0) }
        let begun = Date()
        let text = String(repeating: "k ", count: 3500)
        for round in 0..<5 {
            try make(trouble, at: terminal)
            try client.send(
                #"{"do":"ring","to":"root","text":"\#(text)","whole":true,"terminal":"\#(terminal.name)"}"#
            )
            try talkers[0].say("round \(round)")
            try talkers[1].expect("said") { $0["text"] == "round \(round)" }
            let answer = try client.gather(until: "reached")
            #expect(answer.first { $0.event == "unreached" }?["reason"] == "blocked", "\(answer)")
            #expect(
                Figures(answer[answer.count - 1])
                    == Figures(to: "root", ofTerminals: 1, failed: 1), "\(answer)")
            // Who did not take it is let go of; it is handed over anew.
            #expect(try client.hand([raw, leader]).event == "messages")
        }
        #expect(Date().timeIntervalSince(begun) < 5 * Deadline.generousSeconds)
        #expect(spinning.exitStatus == nil)
    }

    private func make(_ trouble: Trouble, at terminal: HeldTerminal) throws {
        switch trouble {
        case .full: try terminal.fill()
        case .nearlyFull:
            try terminal.fill()
            // Room for some of what is written next, and not for all.
            try eventually("some room") {
                if terminal.hasRoom { return true }
                terminal.drain(128)
                return false
            }
        case .stopped:
            let raw = try OwnDescriptor(terminal.opened(O_RDWR))
            guard tcflow(raw.raw, TCOOFF) == 0 else { throw Unmet("cannot be stopped") }
        }
    }
}
