import Foundation
import TestSupport
import Testing

/// The service manager's watchdog, sd_watchdog_enabled(3): it is fed as long as the daemon serves.
@Suite struct WatchdogTests {
    private let directory: TemporaryDirectory
    private let listener: NotifyListener

    init() throws {
        directory = try TemporaryDirectory()
        listener = try NotifyListener(at: directory.file("notify"))
    }

    /// A daemon that is to be heard of within each such interval.
    private func daemon(
        _ options: [String] = [], seconds: Double = 1, settings: Daemon.Settings = .init(),
        environment: [String: String] = [:]
    ) throws -> Daemon {
        var settings = settings
        settings.environment.merge(environment) { $1 }
        settings.environment["NOTIFY_SOCKET"] = listener.address
        settings.environment["WATCHDOG_USEC"] = "\(Int(seconds * 1_000_000))"
        return try Daemon(options, settings: settings)
    }

    /// Hears what was told so far, and then that the daemon is well so often.
    private func expectFed(_ times: Int = 4) throws {
        while listener.hasNews { _ = try listener.next() }
        for _ in 1...times { try listener.next(with: "WATCHDOG") }
    }

    /// Hears what was told so far, and then nothing of the kind for two intervals of a second.
    private func expectHungry() {
        while listener.hasNews { _ = try? listener.next() }
        #expect(throws: Unmet.self) {
            try listener.next(with: "WATCHDOG", by: Deadline(after: 2))
        }
    }

    private func threads(of daemon: Daemon) throws -> [String] {
        let tasks = "/proc/\(daemon.pid)/task"
        return try FileManager.default.contentsOfDirectory(atPath: tasks).map {
            String(decoding: contents(of: "\(tasks)/\($0)/comm"), as: UTF8.self)
                .trimmingCharacters(in: .newlines)
        }
    }

    @Test func `it is fed twice in each interval, and not much more often`() throws {
        let daemon = try daemon(seconds: 2)
        defer { daemon.end() }
        try listener.next(with: "WATCHDOG")
        let begun = ContinuousClock.now
        var last = begun
        for _ in 1...4 {
            #expect(try listener.next(with: "WATCHDOG")["WATCHDOG"] == "1")
            let now = ContinuousClock.now
            #expect(now - last < .seconds(2), "the daemon would have been killed")
            last = now
        }
        #expect(last - begun > .seconds(3))
        #expect(try threads(of: daemon).contains("watchdog"))
        #expect(try daemon.terminate() == 0)
        while listener.hasNews { _ = try listener.next() }
        #expect(listener.heard.last?.hasPrefix("STOPPING=1") == true)
    }

    @Test(arguments: [["WATCHDOG_USEC": "0"], ["WATCHDOG_USEC": "x"], ["WATCHDOG_PID": "1"], [:]])
    func `nobody is fed who did not ask this process for it`(asked: [String: String]) throws {
        var settings = Daemon.Settings()
        settings.environment = asked.merging(["NOTIFY_SOCKET": listener.address]) { $1 }
        if asked["WATCHDOG_PID"] != nil { settings.environment["WATCHDOG_USEC"] = "1000000" }
        let daemon = try Daemon(settings: settings)
        defer { daemon.end() }
        try listener.next(with: "READY")
        #expect(try !threads(of: daemon).contains("watchdog"))
    }

    @Test func `a full room is well`() throws {
        let daemon = try daemon(["sessions=1", "sessions_per_account=1"])
        defer { daemon.end() }
        try eventually("the only seat", seen: { daemon.printed }) {
            let client = try daemon.json()
            guard !client.greeting.contains(": error ") else { return false }
            try client.hello("ada")
            return true
        }
        try expectFed()
        #expect(try daemon.json().greeting.contains(": error full "))
        try expectFed()
        #expect(!daemon.errors.contains("watchdog"), "\(daemon.printed)")
        // It is let in, and not turned away as everybody else is.
        guard Programs.isRoot else { return }
        #expect(!daemon.errors.contains("refuse uid=\(daemon.account.uid) "), "\(daemon.printed)")
    }

    @Test func `a daemon whose account has used up its allowance is well`() throws {
        let daemon = try daemon(["pace=1", "burst=1"])
        defer { daemon.end() }
        // Each of them makes it owe one message more than it may, for as long as there are more to come.
        for _ in 1...6 {
            let client = try daemon.json(as: Programs.isRoot ? daemon.account : nil)
            try client.hello(extra: #""backlog":0"#)
            for number in 1...30 { try client.say("\(number)") }
        }
        try expectFed()
    }

    @Test(.enabled(if: Programs.isRoot, "only root's daemon can be of no allowed group"))
    func `a daemon that is in no allowed group itself is well`() throws {
        let daemon = try daemon(["allow=root"])
        defer { daemon.end() }
        try expectFed()
        #expect(!daemon.errors.contains("refuse "), "\(daemon.printed)")
    }

    @Test(.enabled(if: Accounts.canBeMade, "\(Accounts.skipMessage)"))
    func `a daemon that gets no more threads is as well as can be`() throws {
        // An account of its own: the threads of all its processes are counted together.
        let settings = Daemon.Settings(
            prefix: ["prlimit", "--nproc=16:16", "--"], account: try Accounts.make())
        let daemon = try daemon(Daemon.roomy, settings: settings)
        defer { daemon.end() }
        try eventually("the last thread to be taken", seen: { daemon.printed }) {
            !String(decoding: try daemon.connect().nextLine(by: Deadline()) ?? [], as: UTF8.self)
                .contains("username")
        }
        try expectFed()
    }

    @Test(.enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
    func `a daemon whose disk is full is well`() throws {
        let disk = try Disk(.small)
        let daemon = try daemon(settings: Daemon.Settings(ledger: disk.file("ledger")))
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try disk.fill()
        try ada.say(String(repeating: "k", count: 5000))
        try ada.expect("error") { $0["code"] == "not-kept" }
        try expectFed()
    }

    @Test(.enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
    func `a daemon whose disk hangs is well`() throws {
        let disk = try Disk(.freezable)
        let daemon = try daemon(
            ["sync=batch"], settings: Daemon.Settings(ledger: disk.file("ledger")))
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try disk.freeze()
        defer { try? disk.thaw() }
        try ada.say("one")
        try expectFed()
        try disk.thaw()
        try ada.expect("said")
    }

    @Test func `an abstract socket that was passed is visited too`() throws {
        let name = "@talkroom-test-\(UInt64.random(in: .min ... .max))"
        let socket = try OpenSocket(at: name, listens: true)
        var settings = Daemon.Settings(prefix: Service.activated, socket: name)
        settings.environment = Service.listening(["talkroom"])
        settings.passed = [socket.descriptor]
        let daemon = try daemon(settings: settings)
        defer { daemon.end() }
        try expectFed()
    }

    @Test func `it is not fed while the socket is away, and again when it is back`() throws {
        let daemon = try daemon()
        defer { daemon.end() }
        try expectFed(1)
        #expect(rename(daemon.socket, daemon.socket + ".away") == 0)
        try daemon.awaitLog("watchdog result=failing error=\"No such file or directory\"\n")
        expectHungry()
        #expect(rename(daemon.socket + ".away", daemon.socket) == 0)
        try expectFed(2)
        try daemon.awaitLog("watchdog result=recovered\n")
        let told = daemon.errors.split(separator: "\n").filter { $0.hasPrefix("watchdog") }
        #expect(told.count == 2, "each is told once: \(told)")
    }

    /// Who answers in the daemon's place.
    enum Impostor: String, CaseIterable {
        case silent = "Connection timed out"
        case chatting = "Connection timed out "
        case closing = "Connection reset by peer"
    }

    @Test(arguments: Impostor.allCases)
    func `it is not fed when it is not answered like a client`(impostor: Impostor) throws {
        let daemon = try daemon()
        defer { daemon.end() }
        try expectFed(1)
        #expect(rename(daemon.socket, daemon.socket + ".away") == 0)
        let socket = try OpenSocket(at: daemon.socket, listens: true)
        chmod(daemon.socket, 0o666)
        var guest: Int32 = -1
        if impostor != .silent {
            guest = accept(socket.descriptor, nil, nil)
            let greeting = "talkroom 1 host: choose a username [ada]\n"
            #expect(write(guest, greeting, greeting.utf8.count) == greeting.utf8.count)
        }
        defer { if guest >= 0 { close(guest) } }
        if impostor == .closing { shutdown(guest, Int32(SHUT_WR)) }
        let reason = impostor.rawValue.trimmingCharacters(in: .whitespaces)
        try daemon.awaitLog("watchdog result=failing error=\"\(reason)\"\n")
        if impostor == .silent { expectHungry() }
        #expect(try daemon.terminate() == 0, "even in the middle of a visit")
    }

    @Test func `a daemon that is stopped feeds nothing`() throws {
        let daemon = try daemon()
        defer { daemon.end() }
        try expectFed(1)
        daemon.child.signal(SIGSTOP)
        try eventually("the stop") {
            contents(of: "/proc/\(daemon.pid)/stat").split(separator: UInt8(ascii: " "))[2]
                == Array("T".utf8)[...]
        }
        expectHungry()
        daemon.child.signal(SIGCONT)
        try expectFed(2)
    }

    @Test func `nobody sees the visits`() throws {
        let daemon = try daemon(["operators=root"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let first = try daemon.json()
        let before = try first.hello("lia")
        try ada.expect("joined")
        try eventually("the log of it") { daemon.errors.contains("name=lia") }
        let log = daemon.errors
        try expectFed()
        #expect(try ada.settle().isEmpty)
        try ada.send(#"{"do":"who"}"#)
        #expect(try ada.gather(until: "end").count { $0.event == "person" } == 2)
        #expect(daemon.errors == log, "\(daemon.printed)")
        let last = try daemon.json().hello("kim")
        #expect(last[integer: "session"] == before[integer: "session"].map { $0 + 1 })
        #expect(!listener.heard.contains { $0.contains("3 sessions") })
    }

    @Test func `whoever else pings before hello is told so, the daemon's account too`() throws {
        let daemon = try daemon()
        defer { daemon.end() }
        let client = try daemon.json(as: daemon.account.uid == getuid() ? nil : daemon.account)
        try client.send(#"{"do":"ping"}"#)
        #expect(try client.next()?["code"] == "hello-first")
    }
}
