import TestSupport
import Testing

/// Promise 7: what leaves the daemon, and what reaches a terminal, is safe to print.
@Suite struct HostileTextTests {
    /// Whoever may be hurt: a program, a person with `nc`, the client on a pipe and at a terminal.
    private struct Audience {
        let json: JSONClient
        let plain: PlainClient
        let piped: PlainClient
        let terminal: Pty

        init(_ daemon: Daemon) throws {
            json = try daemon.join("json-witness")
            plain = try daemon.enter("plain-witness")
            piped = try daemon.talkroom(["--plain", "-n", "piped-witness"])
            try json.expect("joined") { $0["name"] == "piped-witness" }
            terminal = try daemon.terminal(named: "screen-witness")
        }

        /// Has a good message said, waits until all have it, and looks at what came before it.
        func expectSafe(_ daemon: Daemon) throws {
            let speaker = try daemon.join("speaker")
            try speaker.say("the end")
            for event in try json.gather(until: "said", where: { $0["text"] == "the end" }) {
                #expect(event.line.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(event)")
                let text = event["text"] ?? ""
                for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                    #expect(forbidden(in: String(line)).isEmpty, "\(event)")
                }
                let raw = String(decoding: event.line, as: UTF8.self)
                #expect(forbidden(in: raw).isEmpty, "\(event)")
            }
            let last = shown("speaker", "the end")
            for client in [plain, piped] {
                for line in try client.gather(until: "the end", where: { $0 == last }) {
                    #expect(forbidden(in: line).isEmpty, "\(escaped(line))")
                }
            }
            try terminal.expect(line: last)
            #expect(terminal.screen.strangers.isEmpty, "\(terminal.screen.strangers)")
            #expect(terminal.screen.bells == 0)
            for row in terminal.screen.transcript {
                #expect(forbidden(in: row).isEmpty, "\(escaped(row))")
            }
        }
    }

    @Test func `nothing hostile said in JSON reaches anybody`() throws {
        let daemon = try Daemon(Daemon.roomy, settings: Daemon.Settings(arguments: ["--verbose"]))
        defer { daemon.end() }
        let audience = try Audience(daemon)
        let ada = try daemon.join("ada")
        for hostile in Hostile.allCases {
            try ada.say(hostile.message)
            try ada.say(hostile.rawValue)
            try ada.send(#"{"do":"say","style":"action","text":\#(quoted(hostile.message))}"#)
            let to = quoted("json-witness")
            try ada.send(#"{"do":"tell","to":\#(to),"text":\#(quoted(hostile.message))}"#)
        }
        // Noncharacters, which cannot be written in a Swift literal.
        try ada.send(#"{"do":"say","text":"be\ufdd0\ufffe\uffff\ud83f\udffffore"}"#)
        try ada.settle()
        try audience.expectSafe(daemon)
        for line in (daemon.output + daemon.errors).split(separator: "\n") {
            #expect(
                forbidden(in: String(line)).isEmpty, "the operator: \(escaped(String(line)))")
        }
    }

    @Test func `nothing hostile said in plain text reaches anybody`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let audience = try Audience(daemon)
        let ada = try daemon.enter("ada")
        for hostile in Hostile.allCases {
            for line in [
                hostile.message, "/me \(hostile.message)",
                "/msg plain-witness \(hostile.message)",
            ] {
                try ada.send(line)
            }
        }
        try ada.send("done")
        try ada.expect(line: shown("ada", "done"))
        try audience.expectSafe(daemon)
    }

    @Test func `nothing hostile sent by talkroom send reaches anybody`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let audience = try Audience(daemon)
        let printable = Hostile.allCases.filter { $0 != .nul }
        for hostile in printable {
            let sent = try daemon.run(["send", "-n", "ada", "--", hostile.message])
            #expect(sent.status == 0, "\(hostile): \(sent)")
        }
        let all = Hostile.allCases.map(\.message)
        let lines = try daemon.run(["send", "-n", "ada"], input: all.joined(separator: "\n"))
        #expect(lines.status == 0, "\(lines)")
        let block = try daemon.run(
            ["send", "-n", "ada", "--block"], input: all.joined(separator: "\n"))
        #expect(block.status == 0, "\(block)")
        try audience.expectSafe(daemon)
    }

    @Test func `nothing hostile is a username`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let audience = try Audience(daemon)
        let ada = try daemon.join("ada")
        for hostile in Hostile.allCases where hostile != .manyMarks {
            try ada.send(#"{"do":"name","name":\#(quoted("ad\(hostile.rawValue)a"))}"#)
            let answer = try ada.next()
            #expect(
                answer?["code"] == "name-invalid", "\(hostile): \(answer?.description ?? "")")
            guard hostile != .nul else { continue }
            let refused = try daemon.run(["send", "-n", "ad\(hostile.rawValue)a", "oi"])
            #expect(refused.status == 64, "\(hostile): \(refused)")
            #expect(
                forbidden(in: refused.errorText.filter { $0 != "\n" }).isEmpty, "\(refused)")
        }
        for hostile in Hostile.allCases where hostile != .manyMarks {
            let person = try daemon.plain()
            try person.expectQuestion()
            try person.send("ad\(hostile.rawValue)a")
            let why = try person.expectNotice()
            #expect(forbidden(in: why).isEmpty, "\(hostile)")
            person.close()
        }
        try audience.expectSafe(daemon)
    }

    @Test(arguments: Harmless.allCases)
    func `what is harmless comes through as it was written`(text: Harmless) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let plain = try daemon.enter("wren")
        let piped = try daemon.talkroom(["--plain", "-n", "piped"])
        try plain.expectNotice("piped")
        let ada = try daemon.join("ada")
        try ada.say(text.rawValue)
        let came = try ada.expect("said")["text"] ?? ""
        #expect(came == text.rawValue, "\(escaped(came))")
        try plain.expect(line: shown("ada", text.rawValue))
        try piped.expect(line: shown("ada", text.rawValue))
    }

    @Test func `what nothing is left of is not said`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for text in ["", "\u{200B}", "\u{202E}\u{2060}"] {
            try ada.say(text)
            #expect(try ada.next()?["code"] == "text-empty", "\(escaped(text))")
        }
    }

    @Test func `who can be named in the operator's log cannot forge a line of it`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.json()
        try ada.hello("ada", extra: #""client":"x\nleave uid=0 name=root\u001b[2J""#)
        try ada.send(#"{"do":"tell","to":"x\ny","text":"oi"}"#)
        try ada.settle()
        let lines = daemon.printed
        #expect(!lines.contains { $0.hasPrefix("leave uid=0") })
        #expect(forbidden(in: daemon.errors.filter { $0 != "\n" }).isEmpty)
    }
}
