import Foundation
import TestSupport
import Testing

/// `talkroom` at a terminal, beyond the seven requirements.
@Suite struct TerminalTests {
    @Test func `Ctrl-C clears the line, and on an empty one says how to leave`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.type("never sent")
        try ada.expect("what is typed") { $0.currentLine.hasSuffix("never sent") }
        try ada.type("\u{3}")
        try ada.expect("a line that is clear") { !$0.currentLine.contains("never") }
        let rows = ada.screen.transcript.count { $0.contains("sair") }
        try ada.type("\u{3}")
        try ada.expect("how to leave") { screen in
            screen.transcript.count { $0.contains("sair") } > rows
        }
        try ada.enter("oi")
        try ada.expect(line: shown("ada", "oi"))
        #expect(ada.child.exitStatus == nil)
    }

    @Test func `Ctrl-D in a line that is not empty does not leave`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.type("oi\u{4}")
        try ada.enter("!")
        try ada.expect(line: shown("ada", "oi!"))
    }

    @Test func `Esc ends a search in the busiest room`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.enter("a needle")
        try ada.expect(line: shown("ada", "a needle"))
        try ada.type("\u{12}need")
        try ada.expect("a search") { $0.currentLine.contains("search") }
        let wren = try daemon.join("wren")
        try wren.say("0")
        // Each thing that is shown brings another: there is never a moment of silence.
        var said = 0
        func chatter(_ screen: Screen) -> Bool {
            if screen.transcript.contains(shown("wren", "\(said)")) {
                said += 1
                try? wren.say("\(said)")
            }
            return said > 0
        }
        try ada.expect("a search while somebody talks") { screen in
            chatter(screen) && screen.currentLine.contains("search")
        }
        try ada.type("\u{1B}")
        try ada.expect("the line itself") { screen in
            chatter(screen) && screen.currentLine == ">"
        }
    }

    @Test func `backspace and arrows edit the line, by whole characters`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.enter("oix\u{7F}")
        try ada.expect(line: shown("ada", "oi"))
        try ada.enter("olé世\u{7F}\u{7F}á")
        try ada.expect(line: shown("ada", "olá"))
        try ada.enter("bd\u{1B}[D\u{1B}[Dac\u{1B}[D")
        try ada.expect(line: shown("ada", "acbd"))
    }

    @Test func `a line longer than the screen is wide survives a message that comes in`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada"], rows: 12, columns: 40)
        try ada.expect(words: "sair")
        let wren = try daemon.join("wren")
        let typed = (1...12).map { "word\($0)" }.joined(separator: " ")
        try ada.type(typed)
        try ada.expect("the end of what is typed") { $0.currentLine.hasSuffix("word12") }
        for number in 1...5 {
            try wren.say("number \(number)")
            let message = shown("wren", "number \(number)")
            try ada.expect(message) { $0.paragraphs.contains(message) }
        }
        try ada.expect("the end of what is typed") { $0.currentLine.hasSuffix("word12") }
        try ada.type("\r")
        let echo = try wren.expect("said") { $0["name"] == "ada" }
        #expect(echo["text"] == typed)
        for number in 1...5 {
            let times = ada.screen.paragraphs.count { $0 == shown("wren", "number \(number)") }
            #expect(times == 1, "\(ada.shown)")
        }
    }

    @Test func `hostile keys are neither said nor shown`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let wren = try daemon.join("wren")
        try ada.type(bytes: [0xFF, 0xC3, 0x28, 0x00, 0x0E, 0x1B, 0x5B, 0x39, 0x39, 0x7E])
        try ada.type("\u{9B}2J\u{202E}x\u{200B}y")
        try ada.enter(" the end")
        let said = try wren.expect("said")
        #expect(said["text"]?.hasSuffix(" the end") == true, "\(said)")
        #expect(forbidden(in: said["text"] ?? "").isEmpty, "\(said)")
        try ada.expect("the echo") { $0.transcript.contains { $0.hasSuffix(" the end") } }
        #expect(ada.screen.strangers.isEmpty, "\(ada.screen.strangers)")
    }

    @Test func `a paste of several lines is not sent line by line as somebody else's notice`()
        throws
    {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let wren = try daemon.enter("wren")
        try ada.type("\u{1B}[200~one\n-- root joined\u{7}\u{1B}[201~")
        try ada.type("\r")
        try ada.enter("the end")
        let last = shown("ada", "the end")
        let lines = try wren.gather(until: "the end") { $0 == last }
        #expect(!lines.contains { $0.hasPrefix("-- root") }, "\(lines)")
        try ada.expect(line: last)
        #expect(ada.screen.bells == 0)
    }

    @Test(arguments: Hostile.allCases)
    func `nothing hostile that is pasted or recalled reaches the terminal`(hostile: Hostile) throws
    {
        let daemon = try Daemon()
        defer { daemon.end() }
        let directory = daemon.directory.file("talkroom")
        mkdir(directory, 0o700)
        try "be\(hostile.rawValue)fore\n".write(
            toFile: directory + "/recall", atomically: false, encoding: .utf8)
        let ada = try Pty(
            [Programs.talkroom, "-n", "ada"],
            environment: [
                "TALKROOM_SOCKET": daemon.socket, "XDG_STATE_HOME": daemon.directory.path,
                "LC_ALL": "C.UTF-8",
            ])
        try ada.expect(words: "sair")
        try ada.type("\u{1B}[A")
        try ada.expect("what was recalled") { $0.currentLine.contains("fore") }
        try ada.type("\u{15}\u{1B}[200~\(hostile.message) pasted\nas two\u{1B}[201~")
        try ada.expect("the block") { $0.currentLine == "  as two" }
        try ada.type("\r")
        try ada.expect("the echo") { $0.transcript.contains { $0.hasSuffix(": as two") } }
        try ada.enter("sair")
        #expect(try ada.waitForExit() == 0)
        #expect(ada.screen.strangers.isEmpty && ada.screen.bells == 0, "\(ada.screen.strangers)")
        let text = String(decoding: ada.written, as: UTF8.self)
        #expect(text.hasSuffix("\u{1B}[?2004l"))
        #expect(forbidden(in: Self.withoutOurs(text)).isEmpty, "\(ada.shown)")
    }

    /// What was written without the sequences that are ours to write.
    private static func withoutOurs(_ text: String) -> String {
        let ours = /\u{1B}\[(\?7[lh]|\?2004[lh]|[KJ]|[0-9]+[AC]|[0-9;]+m)/
        let rest = text.replacing(ours, with: "").unicodeScalars.filter {
            $0 != "\r" && $0 != "\n" && $0 != "\u{8}"
        }
        return String(String.UnicodeScalarView(rest))
    }

    @Test(arguments: [9, 20, 24, 34]) func `a narrow terminal is asked for a name, too`(
        columns: Int
    ) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(columns: columns)
        try ada.expect("the question and a line") { screen in
            screen.transcript.contains { $0.hasPrefix("Choose") } && screen.currentLine == ">"
        }
        try ada.enter("ada")
        try ada.enter("oi")
        try ada.expect("the echo") { $0.transcript.joined().hasSuffix("oi>") }
    }

    @Test func `what was being typed is still there when the daemon has gone`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada", "--no-reconnect"])
        try ada.expect(words: "sair")
        try ada.type("half a tho")
        try ada.expect("what is typed") { $0.currentLine.hasSuffix("half a tho") }
        daemon.child.killAndReap()
        #expect(try ada.waitForExit() == 69)
        #expect(ada.screen.transcript.suffix(3).contains("> half a tho"), "\(ada.shown)")
    }

    @Test func `Ctrl-Z gives the terminal back, and the line is there again afterwards`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let wren = try daemon.join("wren")
        // Only a shell that controls its jobs lets a program be stopped and go on.
        let shell = try Pty(
            ["bash", "--norc", "--noprofile", "-i"],
            environment: ["TALKROOM_SOCKET": daemon.socket, "PS1": "$ ", "PATH": "/usr/bin:/bin"])
        try shell.expect("a prompt") { $0.currentLine == "$" }
        try shell.enter("\(Programs.talkroom) -n ada")
        try shell.expect("the room") { $0.currentLine == ">" }
        try shell.type("half a tho")
        try shell.expect("what is typed") { $0.currentLine == "> half a tho" }
        try shell.type("\u{1A}")
        try shell.expect("the shell") { $0.currentLine == "$" }
        #expect(!shell.screen.transcript.contains { $0.hasPrefix(">") }, "\(shell.shown)")
        try shell.enter("stty -a | grep -ow -e '-*icanon' -e '-*echo' | sort | xargs echo modes:")
        try shell.expect(line: "modes: echo icanon")
        try wren.say("meanwhile")
        try wren.expect("said")
        try shell.enter("fg")
        try shell.expect("what is typed, again") { $0.currentLine == "> half a tho" }
        try shell.expect(line: shown("wren", "meanwhile"))
        try shell.enter("ught")
        try shell.expect(line: shown("ada", "half a thought"))
    }

    @Test func `Ctrl-Z where no shell could let it go on changes nothing`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.type("o\u{1A}i\r")
        try ada.expect(line: shown("ada", "oi"))
        #expect(ada.modes.isRaw)
    }

    @Test func `whoever leaves a daemon that answers nothing is told what has no receipt`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try daemon.child.stop()
        try ada.enter("oi")
        try ada.enter("sair")
        try ada.type("\u{3}")
        #expect(try ada.waitForExit() == 1, "\(ada.shown)")
        try ada.expect(words: "talkroom: 1 message is without a receipt")
    }

    @Test(arguments: TerminalEnd.allCases)
    func `the terminal is left as it was found`(end: TerminalEnd) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada", "--no-reconnect"])
        let before = ada.modes
        try ada.expect(words: "sair")
        #expect(ada.modes != before || ada.modes.isRaw, "it reads keys, not lines")
        switch end {
        case .sair: try ada.enter("sair")
        case .terminated: ada.child.signal(SIGTERM)
        case .hungUp: ada.child.signal(SIGHUP)
        case .daemonKilled: daemon.child.killAndReap()
        case .daemonStopped: try daemon.terminate()
        }
        try ada.waitForExit()
        #expect(!ada.modes.isRaw, "\(ada.shown)")
        #expect(ada.screen.column == 0, "the shell's prompt begins a line")
        let text = String(decoding: ada.written, as: UTF8.self)
        #expect(text.ranges(of: "\u{1B}[?2004h").count == 1)
        #expect(text.ranges(of: "\u{1B}[?2004l").count == 1, "pastes are others' again")
        #expect(
            text.hasSuffix("\u{1B}[?7h\u{1B}[?2004l") || text.contains("\u{1B}[?2004ltalkroom: "))
    }

    @Test func `whoever was stopped by force draws the line anew when let go on`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.type("half a tho")
        try ada.expect("what is typed") { $0.currentLine == "> half a tho" }
        try ada.child.stop()
        ada.child.signal(SIGCONT)
        try ada.type("ught")
        try ada.expect("what is typed") { $0.currentLine == "> half a thought" }
        try ada.expect("pastes asked for again") { _ in
            String(decoding: ada.written, as: UTF8.self).ranges(of: "\u{1B}[?2004h").count == 2
        }
        #expect(ada.screen.currentLine == "> half a thought", "\(ada.shown)")
        #expect(ada.screen.transcript.count { $0.hasPrefix(">") } == 1, "\(ada.shown)")
    }

    @Test func `a line entered as the daemon goes is told of, and no prompt is left`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada", "--no-reconnect"])
        try ada.expect(words: "sair")
        // Asleep, so that it finds all of it at once when it wakes: the line, the end, the signal.
        try ada.child.stop()
        try ada.enter("oi")
        daemon.child.killAndReap()
        ada.child.signal(SIGCONT)
        #expect(try ada.waitForExit() == 69)
        let rows = ada.screen.transcript
        #expect(
            rows.contains { $0.hasPrefix("talkroom: 1 message is without a receipt") }, "\(rows)")
        #expect(!rows.contains { $0.hasPrefix("> ") }, "\(rows)")
        #expect(ada.screen.column == 0)
    }

    @Test func `whoever pasted more than may be said can still leave`() throws {
        let daemon = try Daemon(["pace=1", "burst=1"])
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada"])
        try ada.expect(words: "sair")
        let line = String(repeating: "k", count: 2000) + "\r"
        // More than the wire, and what may be due to it, hold together.
        try ada.type(String(repeating: line, count: 600))
        try ada.type("\u{4}\u{4}")
        #expect(try ada.waitForExit() == 1, "\(ada.shown)")
        #expect(ada.screen.transcript.contains { $0.contains("are without a receipt") })
    }

    @Test func `a signal that whoever started it ignores is ignored`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try Pty(
            ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" -n ada", Programs.talkroom],
            environment: ["TALKROOM_SOCKET": daemon.socket])
        try ada.expect(words: "sair")
        ada.child.signal(SIGHUP)
        try ada.enter("oi")
        try ada.expect(line: shown("ada", "oi"))
        try ada.enter("sair")
        #expect(try ada.waitForExit() == 0)
    }

    @Test func `neither the alternate screen nor an unknown sequence is used`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.enter("/help")
        try ada.enter("/who")
        try ada.enter("oi")
        try ada.expect(line: shown("ada", "oi"))
        #expect(ada.screen.strangers.isEmpty, "\(ada.screen.strangers)")
    }
}

/// What ends a `talkroom` at a terminal.
enum TerminalEnd: CaseIterable {
    case sair, terminated, hungUp, daemonKilled, daemonStopped
}
