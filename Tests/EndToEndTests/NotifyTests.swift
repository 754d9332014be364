import Foundation
import TestSupport
import Testing

/// What the daemon tells its service manager, sd_notify(3).
@Suite struct NotifyTests {
    private func daemon(telling address: String, environment: [String: String] = [:]) throws
        -> Daemon
    {
        var settings = Daemon.Settings()
        settings.environment = environment.merging(["NOTIFY_SOCKET": address]) { $1 }
        return try Daemon(Daemon.roomy, settings: settings)
    }

    /// Where a service manager may listen.
    enum Place: CaseIterable {
        case path, name

        func address(in directory: TemporaryDirectory) -> String {
            self == .path ? directory.file("notify") : "@\(directory.path)/notify"
        }
    }

    @Test(arguments: Place.allCases)
    func `it is ready once who comes is served, and says when it ends`(place: Place) throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: place.address(in: directory))
        var settings = Daemon.Settings(awaitsAnswer: false)
        settings.environment = ["NOTIFY_SOCKET": listener.address]
        let daemon = try Daemon(settings: settings)
        defer { daemon.end() }
        let first = try listener.next()
        #expect(first == ["READY": "1", "STATUS": "0 sessions here, nothing said yet"])
        try daemon.join("ada").settle()
        daemon.child.signal(SIGTERM)
        #expect(try listener.next(with: "STOPPING")["STOPPING"] == "1")
        #expect(try daemon.child.waitForExit() == 0)
        #expect(!listener.hasNews, "that is the last thing it says")
    }

    @Test func `a daemon that cannot begin does not say that it is ready`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        let file = directory.file("no-directory")
        try #require(FileManager.default.createFile(atPath: file, contents: nil))
        var settings = Daemon.Settings(ledger: file, awaitsAnswer: false)
        settings.environment = ["NOTIFY_SOCKET": listener.address]
        let daemon = try Daemon(settings: settings)
        #expect(try daemon.child.waitForExit() == 73)
        #expect(!listener.hasNews)
    }

    @Test func `its status says how many are here and what was said last`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        let daemon = try daemon(telling: listener.address)
        defer { daemon.end() }
        try listener.next(with: "READY")
        let ada = try daemon.join("ada")
        try listener.next(status: "1 session here, nothing said yet")
        // Who only asks is not here.
        try daemon.json().hello("lia", extra: #""present":false"#)
        try ada.say("one")
        try listener.next(status: "1 session here, last message 1")
        let wren = try daemon.join("wren")
        try listener.next(status: "2 sessions here, last message 1")
        wren.close()
        try listener.next(status: "1 session here, last message 1")
    }

    @Test func `its status is in the operator's language`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        let daemon = try daemon(
            telling: listener.address, environment: ["LC_ALL": "pt_BR.UTF-8"])
        defer { daemon.end() }
        #expect(try listener.next()["STATUS"] == "0 sessões aqui, nada dito ainda")
    }

    @Test func `a lively room is told of once a second, and to its end`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        let daemon = try daemon(telling: listener.address)
        defer { daemon.end() }
        try listener.next(with: "READY")
        let ada = try daemon.join("ada")
        let begun = ContinuousClock.now
        var count = 0
        while ContinuousClock.now - begun < .seconds(2) {
            count += 1
            try ada.say("\(count)")
            try ada.expect("said")
        }
        var told: [String] = []
        repeat {
            told.append(try listener.next()["STATUS"] ?? "")
        } while told.last != "1 session here, last message \(count)"
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        #expect(Double(told.count) <= seconds + 2, "\(told) in \(seconds) s")
    }

    @Test(.disabled(if: Sanitizer.isThread, "the sanitizer has a thread that wakes"))
    func `an idle daemon sleeps, whoever waits to hear from it`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        let daemon = try daemon(telling: listener.address)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("one")
        try ada.expect("said")
        try eventually("two seconds and a half without a thread that wakes") {
            let before = ProcessFacts.sleeps(of: daemon.pid)
            #expect(before > 0)
            usleep(2_500_000)
            return ProcessFacts.sleeps(of: daemon.pid) == before
        }
        #expect(listener.heard.isEmpty)
        try ada.settle()
    }

    @Test(arguments: ["vsock:2:1", "run/notify", "@", "/nowhere/notify"])
    func `a daemon that can tell nobody says so once and serves`(address: String) throws {
        let daemon = try daemon(telling: address)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try daemon.awaitLog("notify result=untold ")
        try ada.settle()
        #expect(try daemon.terminate() == 0)
        #expect(daemon.errors.components(separatedBy: "notify result=").count == 2)
    }

    @Test func `a service manager that takes nothing keeps nobody waiting`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        listener.stuff()
        let daemon = try daemon(telling: listener.address)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        try ada.say("one")
        try ada.expect("said")
        try daemon.awaitLog("notify result=untold ")
        #expect(try daemon.terminate() == 0)
    }

    @Test func `that it is ready is told again until the service manager takes it`() throws {
        let directory = try TemporaryDirectory()
        let listener = try NotifyListener(at: directory.file("notify"))
        listener.stuff()
        let daemon = try daemon(telling: listener.address)
        defer { daemon.end() }
        try daemon.awaitLog("notify result=untold ")
        #expect(try listener.next(with: "READY")["STATUS"] == "0 sessions here, nothing said yet")
        try daemon.awaitLog("notify result=recovered\n")
    }
}
