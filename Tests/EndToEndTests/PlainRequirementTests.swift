import TestSupport
import Testing

/// The seven requirements, as a person with `nc -U` meets them.
@Suite struct PlainRequirementTests {
    @Test func `RF-01 many clients at once talk to each other in plain text`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let names = (1...50).map { "guest\($0)" }
        let clients = try names.map { try daemon.enter($0) }
        for (name, client) in zip(names, clients) { try client.send("this is \(name)") }
        let wanted = Set(names.map { shown($0, "this is \($0)") })
        for client in clients {
            var heard: Set<String> = []
            while heard.count < names.count {
                heard.insert(try client.expect("a message") { !$0.hasPrefix("-- ") })
            }
            #expect(heard == wanted)
        }
    }

    @Test(arguments: PlainParting.allCases)
    func `RF-02 the others are told of a disconnection in plain text`(
        parting: PlainParting
    ) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let witness = try daemon.join("witness")
        let wren = try daemon.plain(as: nil)
        try wren.enter("wren")
        try ada.expectNotice("wren")
        try parting.perform(wren)
        let left = try witness.expect("left")
        #expect(left["reason"] == parting.reason)
        let notice = try ada.expectNotice("wren")
        #expect(notice.contains(parting.word), "\(notice)")
        try ada.send("still here")
        #expect(try ada.next() == shown("ada", "still here"), "told once")
    }

    @Test func `RF-03 a person is asked for a username and an empty line takes the default`()
        throws
    {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.plain()
        let question = try ada.expectQuestion()
        #expect(question.hasSuffix(": choose a username [\(Account.own.login)]"))
        try ada.send("")
        try ada.expectNotice(Account.own.login)
        try ada.send("oi")
        try ada.expect(line: "\(Account.own.login): oi")
    }

    @Test(arguments: [
        "a b", "caf\u{0}", "/help", String(repeating: "long", count: 20_000), "\u{FF}",
    ])
    func `who is refused a name is asked again`(line: String) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.plain()
        let question = try ada.expectQuestion()
        // The last is sent in ISO 8859-1.
        try ada.stream.send(line == "\u{FF}" ? [0xFF, 0x0A] : Array(line.utf8) + [0x0A])
        #expect(try ada.next()?.hasPrefix("-- ") == true)
        #expect(try ada.next() == question)
        try ada.send("ada")
        try ada.expectNotice("ada")
    }

    @Test(arguments: ["sair", "SAIR", "  Sair \t", "sair\r", "/quit"])
    func `RF-04 who types sair is disconnected and the others are told`(word: String) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let wren = try daemon.enter("wren")
        try ada.expectNotice("wren")
        try wren.send(word)
        _ = try wren.linesToEnd()
        try ada.expectNotice("wren", "left")
        try ada.send("alone")
        #expect(try ada.next() == shown("ada", "alone"), "`sair` is not said")
    }

    @Test func `a line that only holds the word sair among others is said`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        for line in ["vou sair", "sair!", "sairam"] {
            try ada.send(line)
            try ada.expect(line: shown("ada", line))
        }
    }

    @Test func `RF-05 a person sees their own message`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        try ada.send("oi")
        #expect(try ada.next() == shown("ada", "oi"))
    }

    @Test func `RF-06 everyone already there is told in plain text who arrives`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let there = try ["ada", "lia", "sol"].map { try daemon.enter($0) }
        _ = try daemon.enter("wren")
        for client in there { try client.expectNotice("wren", "joined") }
    }

    @Test func `RF-07 every message is preceded by its sender's name in plain text`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let wren = try daemon.enter("wren")
        try ada.send("one")
        try wren.expect(line: shown("ada", "one"))
        try wren.send("two")
        try ada.expect(line: shown("ada", "one"))
        for client in [ada, wren] {
            try client.expect(line: shown("wren", "two"))
        }
    }
}

/// How a person goes away, the reason that is told in JSON and the word that says it in English.
enum PlainParting: CaseIterable {
    case sair, endOfInput, killed, killedInMidLine

    var reason: String {
        switch self {
        case .sair, .endOfInput: "quit"
        case .killed, .killedInMidLine: "hung-up"
        }
    }

    var word: String { reason == "quit" ? "left" : "went away" }

    func perform(_ client: PlainClient) throws {
        switch self {
        case .sair: try client.send("sair")
        case .endOfInput: client.stream.finishSending()
        case .killed: client.carrier?.killAndReap()
        case .killedInMidLine:
            // One piece: once the echo is here, the half line is there.
            try client.stream.send(Array("/help\nhalf a li".utf8))
            try client.expectNotice("sair")
            client.carrier?.killAndReap()
        }
    }
}
