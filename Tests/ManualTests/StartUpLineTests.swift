import TestSupport
import Testing

/// The line for a shell's start-up file that talkroom(1) has, in a shell.
@Suite struct StartUpLineTests {
    private static let parts = [
        ("talkroom.1", "Messages at terminals"),
        ("pt_BR/talkroom.1", "Mensagens nos terminais"),
    ]

    @Test(arguments: parts)
    func `a shell that reads it takes messages at its terminal until it ends`(
        page: String, heading: String
    ) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let guest = try daemon.join("guest", extra: #""present":false,"backlog":0"#)
        let stage = try Stage(before: daemon)
        let terminal = try stage.terminal(
            "stty -echo; ENV=\(try file(page, heading, on: stage)) exec sh -i")
        daemon.keep(terminal)
        try awaitHanded(1, as: guest)
        // Where the mode lets nobody else write, as on most hosts.
        try terminal.enter("chmod 600 \"$(tty)\"; tty | sed 's,/dev/\\(.*\\),at \\1.,'")
        try terminal.expect("its name") { screen in
            screen.transcript.contains { $0.contains(/at pts\/\d+\./) }
        }
        let name = try #require(
            terminal.screen.transcript.lazy.compactMap { $0.firstMatch(of: /at (pts\/\d+)\./) }
                .first?
                .1)
        try guest.send(
            #"{"do":"ring","to":\#(quoted(Account.own.login)),"text":"lunch?","#
                + #""terminal":"\#(name)"}"#)
        #expect(try guest.expect("reached")[integer: "terminals"] == 1)
        try terminal.expect(line: "\(Account.own.login): lunch?")
        try terminal.enter("exit")
        try awaitHanded(0, as: guest)
        try terminal.waitForExit()
    }

    @Test(arguments: parts)
    func `where there is no terminal it does nothing`(page: String, heading: String) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let stage = try Stage(before: daemon)
        let file = try file(page, heading, on: stage)
        let finished = try stage.shell(". \(file); echo on")
        #expect(finished.lines == ["on"] && finished.status == 0, "\(finished)")
        #expect(!daemon.errors.contains("join"))
    }

    /// A start-up file with the line that a page shows.
    private func file(_ page: String, _ heading: String, on stage: Stage) throws -> String {
        let shown = try ManualPage(page).part(heading).examples
        return try stage.write(try #require(shown.count == 1 ? shown[0] : nil) + "\n", as: "start")
    }

    private func awaitHanded(_ count: Int, as guest: JSONClient) throws {
        try eventually("\(count) handed over", seen: { guest.stream.testimony }) {
            try guest.send(#"{"do":"mesg"}"#)
            return try guest.expect("messages")[integer: "handed"] == count
        }
    }
}
