import Foundation
import TestSupport
import Testing

/// How the room looks at a terminal, and what one run remembers of the one before.
@Suite struct LookTests {
    /// A person at a terminal who hears somebody; every byte that came.
    private func bytes(
        _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> String {
        // Without a disk, on which what is said could wait until its sender has left.
        let daemon = try Daemon(Daemon.roomy + ["history=memory"])
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada"] + arguments, environment: environment)
        try ada.expect(words: "sair")
        let wren = try daemon.join("wren")
        try wren.say("ada, look")
        try wren.send(#"{"do":"say","style":"action","text":"waves"}"#)
        try wren.send(#"{"do":"tell","to":"ada","text":"psst"}"#)
        try ada.enter("mine")
        try ada.expect(words: "psst")
        try ada.expect(words: "mine")
        try ada.enter("/quit")
        try ada.waitForExit()
        return String(decoding: ada.written, as: UTF8.self)
    }

    private static func count(in text: String, _ part: String) -> Int {
        text.ranges(of: part).count
    }

    private static var color: Regex<Substring> { /\u{1B}\[[0-9;]*m/ }

    @Test(arguments: [
        ["TERM": "xterm-256color"], ["TERM": "linux"], ["TERM": "xterm", "COLORTERM": "truecolor"],
    ])
    func `there are colors where the terminal has some`(environment: [String: String]) throws {
        let shown = try bytes(environment: environment.merging(["NO_COLOR": ""]) { $1 })
        #expect(shown.contains(Self.color))
        // Each look ends before the line does.
        for line in shown.split(separator: "\r\n") {
            let codes = line.matches(of: Self.color).map { String($0.output) }
            #expect(codes.isEmpty || codes.last == "\u{1B}[0m", "\(escaped(String(line)))")
        }
    }

    @Test func `there are none where the user, the environment or the terminal wants none`() throws
    {
        let xterm = ["TERM": "xterm-256color"]
        #expect(
            try !bytes(environment: xterm.merging(["NO_COLOR": "1"]) { $1 }).contains(Self.color))
        #expect(try !bytes(["--color=never"], environment: xterm).contains(Self.color))
        #expect(try !bytes(environment: ["TERM": "vt100"]).contains(Self.color))
        let insists = xterm.merging(["NO_COLOR": "1"]) { $1 }
        #expect(try bytes(["--color", "always"], environment: insists).contains(Self.color))
    }

    @Test func `without colors every kind of line is told apart by what is written`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.terminal(
            ["-n", "ada", "--time", "none"], environment: ["NO_COLOR": "1"])
        try ada.expect(words: "sair")
        let wren = try daemon.join("wren")
        try ada.expect(words: "wren", "joined")
        try wren.say("said")
        try wren.say("ada, said")
        try wren.send(#"{"do":"say","style":"action","text":"does"}"#)
        // What is told overtakes what waits for a disk that is slow.
        try ada.expect(words: "does")
        try wren.send(#"{"do":"tell","to":"ada","text":"told"}"#)
        try ada.expect(words: "told")
        try ada.enter("own")
        let wrens = person("wren")
        let wanted = [
            "  -- \(wrens) joined", "  \(wrens): said", "! \(wrens): ada, said",
            "  * \(wrens) does", "  \(wrens) -> ada: told", "> \(shown("ada", "own"))", ">",
        ]
        try ada.expect("\(wanted)") { screen in
            screen.lines.filter { !$0.isEmpty }.suffix(7).elementsEqual(wanted)
        }
    }

    @Test(arguments: [["--plain"], ["--screen-reader"], []])
    func `where there is to be no escape sequence, there is none`(arguments: [String]) throws {
        let term = arguments.isEmpty ? "dumb" : "xterm"
        let environment = ["TERM": term, "COLORTERM": "truecolor"]
        let shown = try bytes(arguments + ["--color=always", "--title"], environment: environment)
        let controls = shown.unicodeScalars.filter { $0.value < 0x20 && $0 != "\r" && $0 != "\n" }
        #expect(controls.isEmpty, "\(escaped(shown))")
    }

    @Test func `for a screen reader there are words alone, who speaks first`() throws {
        let shown = try bytes(["--screen-reader"])
        let wren = person("wren")
        for line in [
            "Notice: \(wren) joined", "\(wren) says to you: ada, look", "\(wren) does this: waves",
            "\(wren) tells you alone: psst", "you said: mine",
        ] {
            #expect(shown.contains("\n\(line)\r\n"), "\(escaped(shown))")
        }
    }

    @Test func `the title is the room's while one is in it`() throws {
        let shown = try bytes(["--title"], environment: ["TERM": "xterm"])
        let title = /\u{1B}\]2;((\([0-9]+\) )?talkroom on [^\u{1B}]+)\u{1B}\\/
        let titles = shown.matches(of: title).map { String($0.1) }
        #expect(titles.first?.hasPrefix("talkroom on ") == true)
        #expect(titles.contains { $0.hasPrefix("(") })
        #expect(
            Self.count(in: shown, "\u{1B}[22;2t") == 1 && Self.count(in: shown, "\u{1B}[23;2t") == 1
        )
        #expect(try !bytes(["--title"], environment: ["TERM": "linux"]).contains("\u{1B}]"))
        #expect(try !bytes(environment: ["TERM": "xterm"]).contains("\u{1B}]"))
    }

    @Test func `what a run leaves is there for the next`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let wren = try daemon.join("wren")
        try wren.say("old")
        let first = try daemon.terminal(["-n", "ada"])
        try first.expect(line: shown("wren", "old"))
        #expect(!first.screen.transcript.contains { $0.contains("new since") })
        try first.enter("/bell off")
        try first.expect(words: "never rings")
        try first.enter("sair")
        try first.waitForExit()
        try wren.say("ada, one")
        try wren.say("two")
        try wren.expect("said") { $0["text"] == "two" }
        let second = try daemon.terminal(["-n", "ada"])
        try second.expect(line: shown("wren", "two"))
        let rows = second.screen.transcript
        let mark = try #require(rows.firstIndex { $0.hasPrefix("-- new since you left (") })
        #expect(rows[mark].hasSuffix("2 messages"))
        #expect(rows[..<mark].contains(shown("wren", "old")))
        #expect(rows[mark + 1] == shown("wren", "ada, one"))
        try wren.say("ada, now")
        try second.expect(line: shown("wren", "ada, now"))
        try second.enter("/bell")
        try second.expect(words: "never rings")
        #expect(second.screen.bells == 0)
        // A bell that may ring, does.
        try second.enter("/bell mentions")
        try second.expect(words: "says your name")
        try wren.say("ada, again")
        try second.expect("the bell") { $0.bells == 1 }
        // Another run of the same user at the same time.
        let third = try daemon.terminal(["-n", "third"])
        try third.enter("/bell")
        try third.expect(words: "says your name")
    }
}
