import Foundation
import TestSupport
import Testing

/// Priorities for the journal, where that reads standard error: systemd.exec(5), `JOURNAL_STREAM`.
@Suite struct JournalTests {
    /// What is put before a command whose `JOURNAL_STREAM` a shell makes up.
    private func streaming(_ value: String) -> [String] {
        ["/bin/sh", "-c", #"JOURNAL_STREAM=\#(value) exec "$@""#, "sh"]
    }

    private static let errorsOwn = "$(stat -L -c %d:%i /proc/self/fd/2)"

    private func lines(_ daemon: Daemon) -> [String] {
        daemon.errors.split(separator: "\n").map(String.init)
    }

    /// Has everything said that a priority tells apart.
    private func provoke(_ daemon: Daemon) throws {
        let ada = try daemon.join("ada")
        try ada.say("a secret")
        try ada.expect("said")
        try eventually("to be one too many", seen: { daemon.printed }) {
            try daemon.json().greeting.contains(": error ")
        }
        for text in ["history = off\n", "history\n"] {
            let file = daemon.directory.file("talkroom.conf")
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            let before = lines(daemon).count { $0.contains("reload ") }
            daemon.child.signal(SIGHUP)
            try eventually("the news of it", seen: { daemon.printed }) {
                lines(daemon).count { $0.contains("reload ") } > before
            }
        }
        #expect(try daemon.terminate() == 0)
    }

    @Test func `each line of the log begins with its priority, and nothing else does`() throws {
        let settings = Daemon.Settings(
            arguments: ["--verbose"], prefix: streaming(Self.errorsOwn))
        let daemon = try Daemon(["sessions_per_account=3"], settings: settings)
        defer { daemon.end() }
        try provoke(daemon)
        let usual = ["ledger", "listen", "join", "leave", "close", "stop"]
        for line in lines(daemon) {
            let parts = try #require(line.wholeMatch(of: /<([0-9])>([a-z-]+) .*/), "\(line)")
            let isUsual = usual.contains(String(parts.2))
            if isUsual { #expect(parts.1 == "6", "\(line)") }
            #expect((parts.1 != "6") != isUsual, "\(line)")
        }
        try daemon.awaitLog("\n<4>refuse ")
        try daemon.awaitLog("\n<4>reload result=taken needs-restart=history\n")
        try daemon.awaitLog("\n<3>reload result=refused ")
        #expect(!daemon.output.contains("<"), "\(daemon.printed)")
        #expect(daemon.output.contains("a secret"), "\(daemon.printed)")
    }

    @Test(arguments: [
        "", "1:2", "$(stat -L -c %d:%i /proc/self/fd/1)", "$(stat -L -c %i /proc/self/fd/2)",
        "$(stat -L -c %d:%i: /proc/self/fd/2)", "$(stat -L -c %i:%d /proc/self/fd/2)",
    ])
    func `no line does where something else reads it`(stream: String) throws {
        let settings = Daemon.Settings(prefix: streaming(stream))
        let daemon = try Daemon(["sessions_per_account=3"], settings: settings)
        defer { daemon.end() }
        try provoke(daemon)
        #expect(!daemon.errors.contains("<"), "\(daemon.printed)")
    }

    @Test(arguments: [["-o", "nonsense=1"], ["--nonsense"], ["-s", "/nowhere/at/all/chat.sock"]])
    func `what it says when it cannot begin has a priority too, and only there`(
        arguments: [String]
    ) throws {
        let directory = try TemporaryDirectory()
        for isJournal in [true, false] {
            let prefix = streaming(isJournal ? Self.errorsOwn : "1:2")
            let refused = try run(
                prefix + [Programs.talkroomd, "-d", directory.file("d")] + arguments)
            #expect(refused.status != 0)
            let lines = refused.errorText.split(separator: "\n")
            #expect(!lines.isEmpty)
            let start = isJournal ? "<3>talkroomd: " : "talkroomd: "
            #expect(lines.allSatisfy { $0.hasPrefix(start) }, "\(refused)")
        }
    }
}
