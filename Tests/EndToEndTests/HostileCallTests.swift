import Foundation
import TestSupport
import Testing

/// Some hundreds of hostile texts through ring and wall, in every way that they can come, and what reaches somebody
/// else's terminal of them.
@Suite(.enabled(if: Accounts.canBeMade, "only root can make the accounts that this needs"))
struct HostileCallTests {
    /// Accounts that the host does not know: each is rung a few times only, as the pace of rings lets one.
    private static let firstUID: uid_t = 1_900_000_000
    /// The sanitizer looks at threads, which are the same for each.
    private static let texts =
        Sanitizer.isThread ? HostileCorpus.everyTenth : HostileCorpus.texts

    private let devpts: Devpts
    private let daemon: Daemon
    private let caller: Account
    private let terminals: [HeldTerminal]

    init() throws {
        devpts = try Devpts()
        daemon = try devpts.daemon(["pace=off", "wall=everyone"])
        caller = try Accounts.visiting.get()
        terminals = try [(24, 80), (10, 20)].map { [devpts] rows, columns in
            try HeldTerminal(in: devpts, of: Self.firstUID, rows: rows, columns: columns)
        }
    }

    /// Whom to ring with the text of that number: the terminals are theirs from now on.
    private func called(_ index: Int) -> String {
        let uid = Self.firstUID + uid_t(index / 8)
        if index % 8 == 0 { terminals.forEach { $0.give(to: uid) } }
        return "\(uid)"
    }

    private func client() throws -> JSONClient {
        let client = try daemon.json(as: caller)
        try client.hello(extra: #""present":false,"backlog":0"#)
        return client
    }

    /// Asks for something with a text; whether it was not refused, as what is nothing but white space is.
    private func reached(_ client: JSONClient, _ request: [UInt8]) throws -> Bool {
        try client.send(bytes: request)
        while let event = try client.next() {
            switch event.event {
            case "reached":
                #expect(
                    event[integer: "terminals"] == 2 && event[integer: "failed"] == 0, "\(event)")
                return true
            case "error":
                // Of broken bytes the rest may be no request.
                return false
            default: continue
            }
        }
        throw Unmet("the session ended")
    }

    @Test func `by the protocol, nothing that is rung moves a cursor or looks like another's`()
        throws
    {
        defer { devpts.end() }
        let client = try client()
        var count = 0
        let requests =
            Self.texts.map { Array(#""text":\#(quoted($0))}"#.utf8) }
            + HostileCorpus.broken.map { Array(#""text":"x"#.utf8) + $0 + Array("\"}".utf8) }
        for (index, text) in requests.enumerated() {
            let who = Array(#"{"do":"ring","to":"\#(called(index))","#.utf8)
            count += try reached(client, who + text) ? 1 : 0
            try read()
        }
        #expect(count > Self.texts.count * 9 / 10)
        try expectHonest(notices: count)
    }

    @Test func `by the protocol, nothing that is walled moves a cursor or looks like another's`()
        throws
    {
        defer { devpts.end() }
        let client = try client()
        var count = 0
        for text in Self.texts {
            let request = #"{"do":"wall","text":\#(quoted(text))}"#
            count += try reached(client, Array(request.utf8)) ? 1 : 0
            try read()
        }
        for bytes in HostileCorpus.broken {
            let request = Array(#"{"do":"wall","text":"x"#.utf8) + bytes + Array("\"}".utf8)
            count += try reached(client, request) ? 1 : 0
        }
        #expect(count > Self.texts.count * 9 / 10)
        try expectHonest(notices: count)
    }

    @Test(arguments: ["ring", "wall"])
    func `as arguments, nothing moves a cursor or looks like another's`(verb: String) throws {
        defer { devpts.end() }
        var count = 0
        let texts = Self.texts.filter { !$0.utf8.contains(0) }
        for (index, text) in texts.enumerated() {
            let who = called(index)
            let words = verb == "ring" ? ["ring", "--", who, text] : ["wall", "--", text]
            let told = try devpts.run(words, on: daemon, as: caller)
            count += told.status == 0 ? 1 : 0
            try read()
        }
        #expect(count > texts.count * 9 / 10)
        try expectHonest(notices: count)
    }

    /// Of a ring by the name of write(1), which takes it from there.
    @Test(arguments: ["write", "wall"])
    func `on standard input, nothing moves a cursor or looks like another's`(verb: String) throws {
        defer { devpts.end() }
        let write = daemon.directory.file("write")
        try FileManager.default.createSymbolicLink(
            atPath: write, withDestinationPath: Programs.talkroom)
        var count = 0
        let inputs =
            Self.texts.map { Array($0.utf8) } + HostileCorpus.broken.map { [0x78] + $0 }
        for (index, input) in inputs.enumerated() {
            let who = called(index)
            let told =
                verb == "wall"
                ? try devpts.run(["wall"], on: daemon, as: caller, input: input)
                : try devpts.run([who], on: daemon, as: caller, input: input, program: write)
            count += told.status == 0 ? 1 : 0
            try read()
        }
        #expect(count > Self.texts.count * 9 / 10)
        try expectHonest(notices: count)
    }

    /// Takes what has come, so that the terminals never get full.
    private func read() throws {
        for terminal in terminals { _ = try terminal.settle() }
    }

    // MARK: What a terminal is sent

    private func expectHonest(notices: Int) throws {
        for terminal in terminals {
            let written = try terminal.settle()
            let text = try #require(String(validating: written, as: UTF8.self), "it is UTF-8")
            let bells = written.count { $0 == 7 }
            #expect(bells == notices, "one for each")
            let scalars = text.unicodeScalars.filter { !["\u{7}", "\r", "\n"].contains($0) }
            let controls = scalars.filter { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
            #expect(controls.isEmpty, "\(Set(controls.map { $0.value }))")
            // Of joined emoji one may be the last of its row.
            let strange = forbidden(in: String(String.UnicodeScalarView(scalars)))
                .filter { $0 != "\\u{200d}" }
            #expect(strange.isEmpty, "\(Set(strange))")
            // Each ends a row: one that we write, and one that the kernel puts before the LF.
            let bare = text.replacing("\r\r\n", with: "")
            #expect(!bare.utf8.contains { $0 == 0x0A || $0 == 0x0D })
            #expect(terminal.screen.strangers.isEmpty, "\(terminal.screen.strangers.prefix(5))")
            let rows = terminal.screen.scrolledOff + terminal.screen.lines
            let forged = Set(rows.filter { !$0.isEmpty && !isHonest($0) })
            #expect(forged.isEmpty, "\(forged.count): \(forged.prefix(20).map { escaped($0) })")
        }
    }

    /// It begins with the mark of a notice, the login of who called, or blanks; or it is the rest of a link, which
    /// the terminal broke, and in which nobody can write what begins a line.
    private func isHonest(_ row: String) -> Bool {
        // The blanks at its end are not shown.
        let scalars = (row + " ").unicodeScalars
        let leads = ["-- ", "\(caller.login): ", "  "].map(\.unicodeScalars)
        if leads.contains(where: { scalars.starts(with: $0) }) { return true }
        return row.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ">")
        }
    }
}
