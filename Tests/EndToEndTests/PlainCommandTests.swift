import TestSupport
import Testing

/// The commands that make sense without a screen, and names, in the plain dialect.
@Suite struct PlainCommandTests {
    @Test func `/me is an action, //x says /x, and other commands are not said`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let wren = try daemon.enter("wren")
        try ada.expectNotice("wren")
        for line in ["/me waves", "//me waves", "/dance", "/me", "/msg", "/nick", "done"] {
            try ada.send(line)
        }
        try wren.expect(line: "* \(person("ada")) waves")
        try wren.expect(line: shown("ada", "/me waves"))
        #expect(try wren.next() == shown("ada", "done"))
        let came = try ada.gather(until: "done") { $0 == shown("ada", "done") }
        #expect(came.count { $0.hasPrefix("-- ") } == 4, "\(came)")
    }

    @Test func `/who lists everybody and /help names the commands`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        _ = try daemon.join("wren")
        try ada.expectNotice("wren", "joined")
        try ada.send("/who")
        try ada.expectNotice(person("ada"))
        try ada.expectNotice(person("wren"))
        try ada.send("/help")
        try ada.expectNotice("/me", "/msg", "/nick", "/who", "/quit", "sair", "//")
    }

    @Test func `/nick takes another name, tells everybody, and keeps the old one when refused`()
        throws
    {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let wren = try daemon.enter("wren")
        try ada.send("/nick lia")
        try ada.expectNotice("ada", "lia")
        try wren.expectNotice("ada", "lia")
        try ada.send("/nick daemon")
        try ada.expectNotice("reserved")
        try ada.send("oi")
        try wren.expect(line: shown("lia", "oi"))
    }

    @Test func `an empty line says nothing`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.enter("ada")
        let wren = try daemon.enter("wren")
        for line in ["", "   ", "\t", "\r", "oi"] { try ada.send(line) }
        let came = try wren.gather(until: "oi") { $0 == shown("ada", "oi") }
        #expect(came.count == 1, "\(came)")
    }

    @Test func `sair is no username: it leaves before the room is entered`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let witness = try daemon.join("witness")
        let ada = try daemon.plain()
        try ada.expectQuestion()
        try ada.send("sair")
        let rest = try ada.linesToEnd()
        #expect(rest.allSatisfy { $0.hasPrefix("-- ") }, "\(rest)")
        #expect(try witness.settle().isEmpty, "who was never in is not announced")
    }
}
