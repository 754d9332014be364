import Foundation
import TestSupport
import Testing

/// Some hundreds of hostile texts in every way that they can come, and what reaches a terminal of them.
@Suite struct HostileCorpusTests {
    /// The sanitizer looks at threads, which are the same for each.
    private static let texts =
        Sanitizer.isThread ? HostileCorpus.everyTenth : HostileCorpus.texts

    @Test func `there are enough of them`() {
        let all = HostileCorpus.texts
        #expect(all.count >= 300 && Set(all).count == all.count)
    }

    @Test func `nothing that others say, do or tell moves a cursor or looks like two messages`()
        throws
    {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let robin = try daemon.join("robin")
        let screens = try [(80, "--title"), (40, "--color=always"), (20, "--time=all")].map {
            columns, option in
            let pty = try daemon.terminal(
                ["-n", "screen\(columns)", option], columns: columns,
                environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
            try robin.expect("joined") { $0["name"] == "screen\(columns)" }
            return (columns: columns, pty: pty)
        }
        let piped = try daemon.talkroom(["--plain", "-n", "piped"])
        try robin.expect("joined") { $0["name"] == "piped" }
        let spoken = try daemon.talkroom(["--screen-reader", "-n", "spoken"])
        try robin.expect("joined") { $0["name"] == "spoken" }
        let plain = try daemon.enter("plain")
        var lines = 0
        for text in Self.texts.map(quoted) {
            lines += try robin.lines(of: #""say","text":\#(text)"#)
            lines += try robin.lines(of: #""say","style":"action","text":\#(text)"#)
            for screen in screens {
                let to = #""tell","to":"screen\#(screen.columns)""#
                lines += try robin.lines(of: #"\#(to),"text":\#(text)"#)
            }
            // Some could be names, as a letter with its marks is.
            if try robin.lines(of: #""name","name":\#(text)"#) > 0 {
                _ = try robin.lines(of: #""name","name":"robin""#)
            }
        }
        for bytes in HostileCorpus.broken {
            try robin.send(bytes: Array(#"{"do":"say","text":"x"#.utf8) + bytes + Array("\"}".utf8))
        }
        try robin.settle()
        try robin.say("the end")
        for client in [plain, piped, spoken] {
            for line in try client.gather(until: "the end", where: { $0.hasSuffix("the end") }) {
                #expect(forbidden(in: line).isEmpty, "\(escaped(line))")
            }
        }
        for screen in screens {
            try screen.pty.expect("the end") { $0.lines.contains { $0.hasSuffix(" end") } }
            try expectOnlyOurs(screen.pty)
            expectHonest(screen.pty, columns: screen.columns)
        }
        #expect(lines > 5 * Self.texts.count * 9 / 10)
    }

    @Test(arguments: [80, 20])
    func `nothing that is pasted or brought back from earlier runs moves a cursor`(columns: Int)
        throws
    {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        mkdir(daemon.directory.file("talkroom"), 0o700)
        let all = Self.texts.map { Array($0.utf8) } + HostileCorpus.broken
        let recalled =
            Self.texts.map { Array($0.replacing("\n", with: "\\n").utf8) }
            + HostileCorpus.broken
        let isWritten = FileManager.default.createFile(
            atPath: daemon.directory.file("talkroom/recall"),
            contents: Data(recalled.joined(separator: [0x0A])))
        #expect(isWritten)
        let ada = try daemon.terminal(["-n", "ada"], columns: columns)
        try ada.expect(words: "quit")
        // Each is drawn before the next one comes: Ctrl-L draws even what has not changed.
        for _ in recalled { try ada.draw(Array("\u{1B}[A\u{C}".utf8)) }
        try ada.draw([0x03])
        let marks = Array(("z" + String(repeating: "\u{301}", count: 10_000)).utf8)
        for text in all + [marks] {
            try ada.draw(Array("\u{1B}[200~z".utf8) + text + Array("\u{1B}[201~".utf8))
            try ada.draw([0x03])
        }
        try ada.type("\u{3}\u{15}the end\r")
        try ada.expect("the end") { $0.lines.contains { $0.hasSuffix(" end") } }
        try expectOnlyOurs(ada)
        try ada.enter("sair")
        #expect(try ada.waitForExit() == 0)
    }

    @Test(arguments: [80, 40, 20])
    func `nothing that a daemon replies moves a cursor`(columns: Int) throws {
        let head = "talkroom 1 ho\u{1B}[2Jst: choose a username [ad\u{202E}a]\n"
        let events = Self.texts.enumerated().map { Self.events(of: $1, seq: 2 * $0 + 1) }.joined()
        let end =
            #"{"event":"said","seq":99999,"time":"2026-01-01T00:00:00.000Z","name":"bob","#
            + #""account":"bob","uid":7,"text":"the end"}"# + "\n"
        let server = try FakeServer(saying: head + events + end, closing: false)
        let ada = try Pty(
            [Programs.talkroom, "-n", "ada", "-s", server.socket, "--title"], columns: columns,
            environment: [
                "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "XDG_STATE_HOME": "/nonexistent",
            ])
        try ada.expect("the end") { $0.lines.contains { $0.hasSuffix(" end") } }
        try expectOnlyOurs(ada)
        withExtendedLifetime(server) {}
    }

    /// A hostile text wherever an event has one; the first one lets us in.
    private static func events(of text: String, seq: Int) -> String {
        let text = quoted(text)
        let who = #""name":\#(text),"account":\#(text),"uid":7"#
        let when = #""time":"2026-01-01T00:00:00.000Z""#
        return [
            #"{"event":"welcome","host":\#(text),"ledger":\#(text),"seq":0,"oldest":1,"name":"ada","#
                + #""account":"ada","uid":1,"session":1,"here":1}"#,
            #"{"event":"said","seq":\#(seq),\#(when),\#(who),"text":\#(text)}"#,
            #"{"event":"said","seq":\#(seq + 1),\#(when),\#(who),"text":\#(text),"style":"action"}"#,
            #"{"event":"told",\#(when),\#(who),"to":\#(text),"text":\#(text)}"#,
            #"{"event":"joined",\#(when),\#(who),"session":2}"#,
            #"{"event":"renamed",\#(when),\#(who),"session":2,"was":\#(text)}"#,
            #"{"event":"left",\#(when),\#(who),"session":2,"reason":\#(text)}"#,
            #"{"event":"person",\#(who),"session":2,"since":"2026-01-01T00:00:00.000Z","idle":9}"#,
            #"{"event":"error","code":\#(text),"text":\#(text)}"#,
            #"{"event":"pong","id":\#(text)}"#, #"{"event":\#(text)}"#,
        ].map { $0 + "\n" }.joined()
    }

    // MARK: What a terminal is sent

    /// Nothing is written but text that is safe, and the sequences that are ours to write.
    private func expectOnlyOurs(_ pty: Pty) throws {
        // What was read so far may end within a sequence; a drawing ends with one of these.
        let ends = ["\u{1B}[?7h", "\u{1B}\\"].map { Array($0.utf8) }
        try pty.expect("the end of a drawing") { _ in
            ends.contains { pty.written.suffix($0.count).elementsEqual($0) }
        }
        let text = String(validating: pty.written, as: UTF8.self)
        #expect(text != nil, "what is written is UTF-8")
        let ours =
            /\u{1B}\[(\?7[lh]|\?2004[lh]|[KJH]|2J|[0-9]+[AC]|[0-9]+(;[0-9]+)*m|2[23];2t)/
        let title = /\u{1B}\]2;[^\u{0}-\u{1F}\u{7F}-\u{9F}]*\u{1B}\\/
        let rest = (text ?? "").replacing(title.matchingSemantics(.unicodeScalar), with: "")
            .replacing(ours.matchingSemantics(.unicodeScalar), with: "")
        // The client steps back over its own line; a line ends in CR LF.
        let scalars = rest.unicodeScalars.filter { !["\u{8}", "\r", "\n"].contains($0) }
        // Of joined emoji one may be the last of its row.
        let strange = forbidden(in: String(String.UnicodeScalarView(scalars)))
            .filter { $0 != "\\u{200d}" }
        #expect(strange.isEmpty, "\(Set(strange))")
        #expect(pty.screen.bells == 0)
        #expect(pty.screen.strangers.isEmpty, "\(pty.screen.strangers.prefix(5))")
    }

    /// What begins at the left edge of the text, or in the margin, is the client's doing: a name, a notice, or
    /// the rest of a link in which nobody can write either.
    private func expectHonest(_ pty: Pty, columns: Int) {
        let margin = columns >= 40 ? 8 : 2
        for row in (pty.screen.scrolledOff + pty.screen.lines).dropLast() where !row.isEmpty {
            let isRest = row.utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ">")
            }
            if isRest { continue }
            let scalars = Array(row.unicodeScalars)
            let begun = String(String.UnicodeScalarView(scalars.dropFirst(margin)))
            let edge = String(String.UnicodeScalarView(scalars.prefix(margin)))
            if Self.begins(begun, with: "  ") || begun.isEmpty {
                #expect(edge.allSatisfy { $0 == " " }, "\(escaped(row))")
                continue
            }
            let isMargin =
                margin == 8
                ? edge.wholeMatch(of: #/([0-9]{2}:[0-9]{2}|\x20{5}) [ >!] /#) != nil
                : edge == "  " || edge == "! "
            let isBegun = Self.leads(columns).contains { Self.begins(begun, with: $0) }
            #expect(isMargin && isBegun || row.hasPrefix(">"), "\(escaped(row))")
        }
    }

    /// What lines begin with that robin said, did, and told, and notices.
    private static func leads(_ columns: Int) -> [String] {
        let robin = person("robin")
        return ["\(robin): ", "* \(robin) ", "\(robin) -> screen\(columns): ", "-- "]
    }

    /// By scalars, as a mark belongs to what stands before it; a lead that is too long for the row goes on in
    /// the next one.
    private static func begins(_ row: String, with lead: String) -> Bool {
        let (row, lead) = (row.unicodeScalars, lead.unicodeScalars)
        return row.starts(with: lead) || row.count < lead.count && lead.starts(with: row)
    }
}

extension JSONClient {
    /// Asks for something with a text; gives of how many lines it is that came of it, 0 if it was refused.
    fileprivate func lines(of request: String) throws -> Int {
        let id = "corpus-\(UInt64.random(in: 0...UInt64.max))"
        try send(#"{"do":\#(request),"id":"\#(id)"}"#)
        while let event = try next() {
            if event["event"] == "error" { return 0 }
            if event["event"] == "renamed" { return 1 }
            guard event["id"] == id, let text = event["text"] else { continue }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            while lines.last?.isEmpty == true { lines.removeLast() }
            return lines.count
        }
        throw Unmet("no answer to \(request)")
    }
}

extension Pty {
    /// Types, and waits until what that comes to is drawn.
    fileprivate func draw(_ keys: [UInt8]) throws {
        let before = written.count
        try type(bytes: keys)
        // Every drawing ends so.
        let end = Array("\u{1B}[?7h".utf8)
        try expect("a drawing after \(escaped(String(decoding: keys, as: UTF8.self)))") { _ in
            written.count > before && written.suffix(end.count) == end[...]
        }
    }
}
