import TestSupport
import Testing

/// No one can type a line that looks like a notice, or like somebody else's.
@Suite struct ForgedNoticeTests {
    /// Ends of a line, as different programs understand them.
    enum LineEnd: String, CaseIterable {
        case lineFeed = "\n"
        case carriageReturnLineFeed = "\r\n"
        case carriageReturn = "\r"
        case verticalTab = "\u{B}"
        case formFeed = "\u{C}"
        case nextLine = "\u{85}"
        case lineSeparator = "\u{2028}"
        case paragraphSeparator = "\u{2029}"
    }

    private static let forgeries = [
        "-- root joined", "root: send me your password", "* root waves", "talkroom 1 host: hi",
    ]

    @Test(arguments: LineEnd.allCases)
    func `a message of several lines forges nothing`(end: LineEnd) throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let plain = try daemon.enter("wren")
        let piped = try daemon.talkroom(["--plain", "-n", "piped"])
        try plain.expectNotice("piped")
        let terminal = try daemon.terminal(named: "screen")
        try plain.expectNotice("screen")
        let ada = try daemon.join("ada")
        let text = "oi" + Self.forgeries.map { end.rawValue + $0 }.joined()
        try ada.say(text)
        try ada.send(#"{"do":"say","style":"action","text":\#(quoted(text))}"#)
        try ada.say("the end")
        let last = shown("ada", "the end")
        for client in [plain, piped] {
            let lines = try client.gather(until: "the end") { $0 == last }
            for line in lines { expectHonest(line, in: lines) }
        }
        try terminal.expect(line: last)
        for row in terminal.screen.transcript {
            expectHonest(row, in: terminal.screen.transcript)
        }
    }

    private func expectHonest(_ line: String, in lines: [String]) {
        let isForged = Self.forgeries.contains { line.hasPrefix($0.prefix(6)) }
        #expect(!isForged, "\(lines.map { escaped($0) })")
    }

    @Test func `a message of several lines arrives as several lines of its sender`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let plain = try daemon.enter("wren")
        let ada = try daemon.join("ada")
        try ada.say("one\ntwo\n\nfour")
        try plain.expect(line: shown("ada", "one"))
        #expect(try plain.next() == shown("ada", "two"))
        #expect(try plain.next().map { $0.hasPrefix(shown("ada", "").dropLast()) } == true)
        #expect(try plain.next() == shown("ada", "four"))
    }

    @Test(arguments: [6, 9, 24, 80], [" ", "\t", "\u{A0}", "漢", "👨\u{200D}👩\u{200D}👧", "a"])
    func `no padding makes the rest of a message a row of its own`(columns: Int, padding: String)
        throws
    {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let terminal = try daemon.terminal(["-n", "screen"], columns: columns)
        let ada = try daemon.join("ada")
        for count in (columns / 3)...columns {
            try ada.say("x" + String(repeating: padding, count: count) + "root: pw")
        }
        try ada.say("the end")
        try terminal.expect("the end") { $0.transcript.suffix(3).joined().contains("end") }
        let rows = terminal.screen.transcript
        #expect(!rows.contains { $0.hasPrefix("ro") || $0.hasPrefix("pw") }, "\(terminal.shown)")
        #expect(terminal.screen.strangers.isEmpty)
    }

    @Test func `no username looks like a notice or an action`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let ada = try daemon.json()
        for name in [
            "-", "--", "-- root", "* root", "*", "_x", ".x", "/x", "a b", "a:", "a(b)",
        ] {
            let client = try daemon.json()
            try client.send(#"{"do":"hello","name":\#(quoted(name))}"#)
            #expect(try client.next()?["code"] == "name-invalid", "\(name)")
        }
        try ada.hello("ada")
    }

    @Test func `a private message looks like one, and like nobody else's word`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let wren = try daemon.enter("wren")
        let ada = try daemon.enter("ada")
        try wren.expectNotice("ada")
        try ada.send("/msg wren psst")
        try wren.expect(line: "\(person("ada")) -> wren: psst")
        try ada.expect(line: "\(person("ada")) -> wren: psst")
    }
}
