import Foundation
import TalkProtocol
import TestSupport
import Testing

/// How the daemon ends.
@Suite struct StoppingTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func `everyone is told that the daemon stops`(signal: Int32) throws {
        for _ in 1...20 where try expectNews(of: signal) { return }
        Issue.record("the machine never let the daemon end in time")
    }

    /// - Returns: False when the daemon took so long that it may have cut off who was not served in time.
    private func expectNews(of signal: Int32) throws -> Bool {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.enter("wren")
        let asked = try daemon.plain()
        try asked.expectQuestion()
        let silent = try daemon.connect()
        let screen = try daemon.terminal(named: "lia")
        let begun = ContinuousClock.now
        #expect(try daemon.terminate(signal) == 0, "\(daemon.printed)")
        #expect(!FileManager.default.fileExists(atPath: daemon.socket), "the socket is removed")
        guard ContinuousClock.now - begun < .seconds(Limits.stoppingSeconds) else { return false }
        let last = try ada.eventsToEnd()
        let error = try #require(last.first { $0.event == "error" })
        #expect(error["code"] == "stopping")
        #expect(error[bool: "fatal"] == true)
        #expect(try wren.linesToEnd().last?.hasPrefix("-- the room is closing") == true)
        _ = try asked.linesToEnd()
        _ = try silent.linesToEnd()
        try screen.expect(words: "-- the room is closing")
        try screen.type("\u{4}")
        #expect(try screen.waitForExit() == 0)
        return true
    }

    @Test func `what was said before the end is delivered before the end`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let reader = try daemon.join("reader")
        let ada = try daemon.join("ada")
        for number in 1...200 { try ada.say("\(number)") }
        try ada.expect("said") { $0[integer: "seq"] == 200 }
        #expect(try daemon.terminate() == 0)
        let said = try reader.eventsToEnd().filter { $0.event == "said" }
        #expect(said.count == 200)
    }

    @Test func `a client that reads nothing does not keep it from ending`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        _ = try daemon.join("silent")
        let ada = try daemon.join("ada")
        let text = String(repeating: "k", count: 8000)
        for _ in 1...60 {
            try ada.say(text)
            try ada.expect("said")
        }
        #expect(try daemon.terminate() == 0)
    }

    @Test func `a hundred signals end it as one does`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        _ = try daemon.join("ada")
        for _ in 1...100 { daemon.child.signal(SIGTERM) }
        #expect(try daemon.child.waitForExit() == 0)
    }

    @Test func `another's socket in its place is left alone`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        unlink(daemon.socket)
        let other = try FakeServer(at: daemon.socket, saying: "hi\n", closing: true)
        #expect(try daemon.terminate() == 0)
        #expect(FileManager.default.fileExists(atPath: daemon.socket))
        withExtendedLifetime(other) {}
    }

    @Test func `another's file in its place is left alone`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        unlink(daemon.socket)
        try "mine".write(toFile: daemon.socket, atomically: false, encoding: .utf8)
        #expect(try daemon.terminate() == 0)
        #expect(contents(of: daemon.socket) == Array("mine".utf8))
    }

    @Test func `a broken pipe does not end it`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        daemon.child.signal(SIGPIPE)
        try ada.settle()
        #expect(daemon.child.exitStatus == nil)
    }
}
