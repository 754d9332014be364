import Foundation
import TestSupport
import Testing

/// The service manager's watchdog, sd_watchdog_enabled(3): it is fed as long as the daemon serves.
@Suite struct WatchdogTests {
    private let scene: WatchdogScene
    private var listener: NotifyListener { scene.listener }

    init() throws { scene = try WatchdogScene() }

    private func threads(of daemon: Daemon) throws -> [String] {
        let tasks = "/proc/\(daemon.pid)/task"
        return try FileManager.default.contentsOfDirectory(atPath: tasks).map {
            String(decoding: contents(of: "\(tasks)/\($0)/comm"), as: UTF8.self)
                .trimmingCharacters(in: .newlines)
        }
    }

    @Test func `it is fed twice in each interval, and not much more often`() throws {
        let begun = ContinuousClock.now
        let daemon = try scene.daemon(seconds: 2)
        defer { daemon.end() }
        var meals: [ContinuousClock.Instant] = []
        // Some may be late where others have the processors; so many in a row are not.
        try eventually("five meals, none too late after the one before") {
            let told = try listener.next(with: "WATCHDOG")
            #expect(told["WATCHDOG"] == "1")
            meals.append(.now)
            let last = meals.suffix(5)
            return last.count == 5
                && zip(last, last.dropFirst()).allSatisfy { $1 - $0 < .seconds(2) }
        }
        #expect(meals[meals.count - 1] - begun > .seconds(meals.count - 1) - .milliseconds(100))
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
        let daemon = try scene.daemon(["sessions=1", "sessions_per_account=1"])
        defer { daemon.end() }
        try eventually("the only seat", seen: { daemon.printed }) {
            let client = try daemon.json()
            guard !client.greeting.contains(": error ") else { return false }
            try client.hello("ada")
            return true
        }
        try scene.expectFed()
        #expect(try daemon.json().greeting.contains(": error full "))
        try scene.expectFed()
        #expect(!scene.log(of: daemon).contains { $0.hasPrefix("watchdog") }, "\(daemon.printed)")
        // It is let in, and not turned away as everybody else is.
        guard Programs.isRoot else { return }
        #expect(!daemon.errors.contains("refuse uid=\(daemon.account.uid) "), "\(daemon.printed)")
    }

    @Test func `a daemon whose account has used up its allowance is well`() throws {
        let daemon = try scene.daemon(["pace=1", "burst=1"])
        defer { daemon.end() }
        // Each of them makes it owe one message more than it may, for as long as there are more to come.
        for _ in 1...6 {
            let client = try daemon.json(as: Programs.isRoot ? daemon.account : nil)
            try client.hello(extra: #""backlog":0"#)
            for number in 1...30 { try client.say("\(number)") }
        }
        try scene.expectFed()
    }

    @Test(.enabled(if: Programs.isRoot, "only root's daemon can be of no allowed group"))
    func `a daemon that is in no allowed group itself is well`() throws {
        let daemon = try scene.daemon(["allow=root"])
        defer { daemon.end() }
        try scene.expectFed()
        #expect(!daemon.errors.contains("refuse "), "\(daemon.printed)")
    }

    @Test(.enabled(if: Accounts.canBeMade, "\(Accounts.skipMessage)"))
    func `a daemon that gets no more threads is as well as can be`() throws {
        // An account of its own: the threads of all its processes are counted together.
        let settings = Daemon.Settings(
            prefix: ["prlimit", "--nproc=16:16", "--"], account: try Accounts.make())
        let daemon = try scene.daemon(Daemon.roomy, settings: settings)
        defer { daemon.end() }
        try eventually("the last thread to be taken", seen: { daemon.printed }) {
            !String(decoding: try daemon.connect().nextLine(by: Deadline()) ?? [], as: UTF8.self)
                .contains("username")
        }
        try scene.expectFed()
    }

    @Test(.enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
    func `a daemon whose disk is full is well`() throws {
        let disk = try Disk(.small)
        let daemon = try scene.daemon(settings: Daemon.Settings(ledger: disk.file("ledger")))
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try disk.fill()
        try ada.say(String(repeating: "k", count: 5000))
        try ada.expect("error") { $0["code"] == "not-kept" }
        try scene.expectFed()
    }

    @Test(.enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
    func `a daemon whose disk hangs is well`() throws {
        let disk = try Disk(.freezable)
        let daemon = try scene.daemon(
            ["sync=batch"], settings: Daemon.Settings(ledger: disk.file("ledger")))
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try disk.freeze()
        defer { try? disk.thaw() }
        try ada.say("one")
        try scene.expectFed()
        try disk.thaw()
        try ada.expect("said")
    }

    @Test func `an abstract socket that was passed is visited too`() throws {
        let name = "@talkroom-test-\(UInt64.random(in: .min ... .max))"
        let socket = try OpenSocket(at: name, listens: true)
        var settings = Daemon.Settings(prefix: Service.activated, socket: name)
        settings.environment = Service.listening(["talkroom"])
        settings.passed = [socket.descriptor]
        let daemon = try scene.daemon(settings: settings)
        defer { daemon.end() }
        try scene.expectFed()
    }

    @Test func `nobody sees the visits`() throws {
        let daemon = try scene.daemon(["operators=root"])
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let first = try daemon.json()
        let before = try first.hello("lia")
        try ada.expect("joined")
        try eventually("the log of it") { daemon.errors.contains("name=lia") }
        let log = scene.log(of: daemon)
        try scene.expectFed()
        #expect(try ada.settle().isEmpty)
        try ada.send(#"{"do":"who"}"#)
        #expect(try ada.gather(until: "end").count { $0.event == "person" } == 2)
        #expect(scene.log(of: daemon) == log, "\(daemon.printed)")
        let last = try daemon.json().hello("kim")
        #expect(last[integer: "session"] == before[integer: "session"].map { $0 + 1 })
        #expect(!listener.heard.contains { $0.contains("3 sessions") })
    }

    @Test func `whoever else pings before hello is told so, the daemon's account too`() throws {
        let daemon = try scene.daemon()
        defer { daemon.end() }
        let client = try daemon.json(as: daemon.account.uid == getuid() ? nil : daemon.account)
        try client.send(#"{"do":"ping"}"#)
        #expect(try client.next()?["code"] == "hello-first")
    }
}
