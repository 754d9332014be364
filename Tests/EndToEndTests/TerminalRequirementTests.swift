import TestSupport
import Testing

/// The seven requirements, as a person at a terminal with `talkroom` meets them.
@Suite struct TerminalRequirementTests {
    @Test func `RF-01 many terminals at once talk to each other`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let names = (1...8).map { "guest\($0)" }
        let terminals = try names.map { try daemon.terminal(named: $0) }
        for (name, terminal) in zip(names, terminals) { try terminal.enter("this is \(name)") }
        for terminal in terminals {
            for name in names { try terminal.expect(line: shown(name, "this is \(name)")) }
        }
    }

    @Test(arguments: TerminalParting.allCases)
    func `RF-02 a terminal is told of a disconnection`(parting: TerminalParting) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let witness = try daemon.join("witness")
        let wren = try daemon.terminal(named: "wren")
        try witness.expect("joined") { $0["name"] == "wren" }
        try parting.perform(wren)
        let left = try witness.expect("left")
        #expect(left["name"] == "wren")
        #expect(left["reason"] == parting.reason)
        try ada.expect(words: "wren", parting.reason == "quit" ? "left" : "went away")
    }

    @Test func `RF-03 a terminal is asked for a username with the login as default`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal()
        try ada.expect("the question") { screen in
            screen.currentLine.hasPrefix("Choose a username [\(Account.own.login)]:")
        }
        try ada.type("\r")
        try ada.expect(words: "sair")
        try ada.enter("oi")
        try ada.expect(line: "\(Account.own.login): oi")
    }

    @Test func `a terminal whose name is refused is told why and asked again`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal()
        try ada.expect(words: "Choose a username")
        try ada.enter("ada lovelace")
        try ada.expect("the question again") { screen in
            screen.transcript.filter { $0.contains("Choose a username") }.count == 2
        }
        try ada.enter("ada")
        try ada.expect(words: "sair")
    }

    @Test(arguments: TerminalFarewell.allCases)
    func `RF-04 who leaves at a terminal is disconnected and the others are told`(
        farewell: TerminalFarewell
    ) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let wren = try daemon.terminal(named: "wren")
        try ada.expect(words: "wren", "joined")
        try wren.type(farewell.keys)
        #expect(try wren.waitForExit() == 0)
        try ada.expect(words: "wren", "left")
        try ada.enter("alone")
        try ada.expect(line: shown("ada", "alone"))
        #expect(!ada.screen.transcript.contains { $0.hasPrefix(shown("wren", "")) })
    }

    @Test func `RF-05 the line typed at a terminal is replaced by its echo, once`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.enter("oi")
        try ada.expect(line: shown("ada", "oi"))
        try ada.enter("tchau")
        try ada.expect(line: shown("ada", "tchau"))
        let rows = ada.screen.transcript.filter { $0.contains("oi") }
        #expect(rows == [shown("ada", "oi")], "\(ada.shown)")
    }

    @Test func `RF-06 a terminal is told who arrives`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let lia = try daemon.terminal(named: "lia")
        _ = try daemon.join("wren")
        try ada.expect(words: person("wren"), "joined")
        try lia.expect(words: person("wren"), "joined")
    }

    @Test func `RF-07 every message at a terminal is preceded by its sender's name`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let wren = try daemon.terminal(named: "wren")
        try ada.enter("one")
        try ada.expect(line: shown("ada", "one"))
        try wren.enter("two")
        for terminal in [ada, wren] {
            try terminal.expect(line: shown("ada", "one"))
            try terminal.expect(line: shown("wren", "two"))
        }
    }

    @Test func `a message that comes in does not cut the line being typed`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        let wren = try daemon.join("wren")
        try ada.type("half a tho")
        try ada.expect("what is typed") { $0.currentLine.hasSuffix("half a tho") }
        try wren.say("meanwhile")
        try ada.expect(line: shown("wren", "meanwhile"))
        try ada.expect("what is typed, below") { $0.currentLine.hasSuffix("half a tho") }
        try ada.enter("ught")
        try ada.expect(line: shown("ada", "half a thought"))
    }
}

/// How somebody at a terminal goes away against their will or not.
enum TerminalParting: CaseIterable {
    case sair, killed, killedInMidLine

    var reason: String { self == .sair ? "quit" : "hung-up" }

    func perform(_ terminal: Pty) throws {
        switch self {
        case .sair: try terminal.enter("sair")
        case .killed: terminal.child.killAndReap()
        case .killedInMidLine:
            try terminal.type("half a li")
            try terminal.expect("what is typed") { $0.currentLine.hasSuffix("half a li") }
            terminal.child.killAndReap()
        }
    }
}

/// What leaves the room when it is typed.
enum TerminalFarewell: CaseIterable {
    case sair, capitals, spaces, quit, controlD

    var keys: String {
        switch self {
        case .sair: "sair\r"
        case .capitals: "SAIR\r"
        case .spaces: "  sair \r"
        case .quit: "/quit\r"
        case .controlD: "\u{4}"
        }
    }
}
