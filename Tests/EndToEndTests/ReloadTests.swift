import Foundation
import TestSupport
import Testing

/// SIGHUP: the configuration is read again, and nobody is dropped.
@Suite struct ReloadTests {
    /// Writes the daemon's configuration, has it read, and waits for what the log says of it.
    private func reload(_ daemon: Daemon, _ lines: String..., log: String) throws {
        let text = lines.map { $0 + "\n" }.joined()
        try text.write(
            toFile: daemon.directory.file("talkroom.conf"), atomically: false, encoding: .utf8)
        let before = told(by: daemon).count
        daemon.child.signal(SIGHUP)
        let wanted = "reload result=\(log)"
        try eventually(wanted, seen: { daemon.printed }) {
            told(by: daemon).count > before && told(by: daemon).last == wanted
        }
    }

    private func told(by daemon: Daemon) -> [String] {
        daemon.errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("reload") }
    }

    @Test func `fewer may come in, and who is in stays and goes on`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try reload(
            daemon, "sessions = 1", "sessions_per_account = 9",
            log: "taken sessions=10000>1 sessions_per_account=64>9")
        #expect(try daemon.json().greeting.contains(": error full "))
        try wren.say("still here")
        for guest in [ada, wren] { #expect(try guest.expect("said")["text"] == "still here") }
        try reload(daemon, "sessions = 3", log: "taken sessions=1>3 sessions_per_account=9>64")
        try daemon.join("lia").settle()
        #expect(try daemon.terminate() == 0)
    }

    @Test func `the language changes for who comes, who is answered and who listens`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let kim = try daemon.enter("kim")
        try reload(daemon, "language = pt_BR", log: "taken language=en>pt_BR")
        let lia = try daemon.plain()
        let question = try lia.expectQuestion()
        #expect(question.contains("escolha"), "\(question)")
        try lia.send("lia")
        try kim.expect("a notice") { $0.hasPrefix("-- lia ") && $0.hasSuffix(" entrou") }
        try ada.send(#"{"do":"tell","to":"nobody","text":"x"}"#)
        let text = try ada.expect("error")["text"]
        #expect(text?.contains("ninguém") == true, "\(text ?? "")")
    }

    @Test(.enabled(if: Accounts.canBeMade, "\(Accounts.skipMessage)"))
    func `who is in and may no longer come in stays until they leave`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let daemon = try Daemon()
        defer { daemon.end() }
        let inside = try daemon.json(as: ada)
        try inside.hello()
        try reload(daemon, "allow = \(wren.login)", log: "taken allow=none>\(wren.login)")
        #expect(try daemon.json(as: ada).greeting.contains(": error not-permitted "))
        try daemon.json(as: wren).hello()
        try inside.expect("joined") { $0["name"] == wren.login }
        try inside.say("still here")
        try inside.expect("said")
        try reload(daemon, log: "taken allow=\(wren.login)>none")
        try daemon.json(as: ada).hello()
    }

    @Test func `pace and backlog are those of now`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try reload(
            daemon, "pace = 20", "burst = 1", "backlog = 2",
            log: "taken pace=50>20 burst=500>1 backlog=20>2")
        // At once: a sender that is slowed down by others is not too fast.
        let lines = (1...50).map { #"{"do":"say","text":"\#($0)"}"# }
        try ada.send(lines.joined(separator: "\n"))
        try ada.expect("error") { $0["code"] == "too-fast" }
        try ada.expect("said") { $0["text"] == "50" }
        let wren = try daemon.join("wren", extra: #""client":"test""#)
        #expect(try wren.settle().compactMap { $0["text"] } == ["49", "50"])
    }

    @Test func `a configuration that is wrong is refused as a whole, with file and line`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let file = daemon.directory.file("talkroom.conf")
        let wrong = "\(file):3: burst = many: must be a number from 1 to 1000000"
        try reload(
            daemon, "sessions = 1", "", "burst = many",
            log: "refused error=\"\(wrong)\"")
        try daemon.join("wren").settle()
        try ada.expect("joined")
        #expect(unlink(file) == 0)
        daemon.child.signal(SIGHUP)
        try daemon.awaitLog("reload result=refused error=\"\(file): cannot be read: No such file")
        try reload(
            daemon, "nonsense = 1", "sessions",
            log: "refused error=\"\(file):2: "
                + "not a setting; write: key = value\"")
        #expect(told(by: daemon).count == 4, "a line for each thing that is wrong")
        try daemon.join("lia").settle()
        try reload(daemon, log: "unchanged")
    }

    @Test func `what needs a restart is told by name each time, and stays as it was`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        for _ in 1...2 {
            let log = told(by: daemon).isEmpty ? "taken ring=everyone>off " : "taken "
            try reload(
                daemon, "history = off", "ring = off", log: log + "needs-restart=history")
        }
        try ada.say("kept")
        try ada.expect("said")
        #expect(try daemon.ledger.said().map { $0["text"] } == ["kept"])
    }

    @Test func `what -o says holds over the file, again`() throws {
        let daemon = try Daemon(["backlog=3"])
        defer { daemon.end() }
        try reload(daemon, "backlog = 5", "burst = 9", log: "taken burst=500>9")
    }

    @Test func `how it is kept changes between two messages, and none is lost`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("1")
        try ada.expect("said")
        try reload(
            daemon, "sync = batch", "retention_days = 9", "retention_bytes = 1048576",
            log: "taken sync=off>batch retention_days=30>9 retention_bytes=1073741824>1048576")
        // Each rule has a segment of its own.
        try eventually("the second segment", seen: { daemon.ledger.names }) {
            try ada.say("more")
            try ada.expect("said")
            return daemon.ledger.segments.count == 2
        }
        let count = try daemon.ledger.said().count
        #expect(try daemon.ledger.said().map { $0[integer: "seq"] } == Array(1...count))
        #expect(try daemon.terminate() == 0)
    }

    @Test func `a service manager is told when it begins and when it is over`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        var settings = Daemon.Settings()
        settings.environment = ["NOTIFY_SOCKET": listener.address]
        let daemon = try Daemon(settings: settings)
        defer { daemon.end() }
        try listener.next(with: "READY")
        let before = monotonicMicroseconds()
        try reload(daemon, "burst = 9", log: "taken burst=500>9")
        let begun = try listener.next()
        #expect(begun["RELOADING"] == "1" && begun["STATUS"] == "reading the configuration")
        let moment = try #require(begun["MONOTONIC_USEC"].flatMap { UInt64($0) })
        #expect((before...monotonicMicroseconds()).contains(moment))
        #expect(
            try listener.next() == ["READY": "1", "STATUS": "0 sessions here, nothing said yet"])
        try reload(
            daemon, "burst",
            log: "refused error=\""
                + "\(daemon.directory.file("talkroom.conf")):1: not a setting; write: key = value\""
        )
        #expect(try listener.next()["RELOADING"] == "1")
        let refused = try listener.next()
        #expect(refused["READY"] == "1", "it serves, as before")
        #expect(refused["STATUS"]?.contains("is wrong") == true)
    }

    private func monotonicMicroseconds() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1000
    }
}
