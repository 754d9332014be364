import Foundation
import TestSupport
import Testing

/// A terminal that takes nothing more, as one that nobody reads: `talkroom` must end when it is told to.
@Suite struct StuckTerminalTests {
    private static let room =
        "talkroom 1 host: choose a username [ada]\n"
        + #"{"event":"welcome","version":1,"host":"host","ledger":"l","seq":0,"oldest":1,"#
        + #""name":"ada","account":"ada","uid":0,"session":1,"here":1}"# + "\n"

    private static let chatter = (1...2000).map { number in
        #"{"event":"said","seq":\#(number),"time":"2026-01-01T00:00:00.000Z","name":"ada","#
            + #""account":"ada","uid":0,"text":"\#(String(repeating: "k", count: 500))"}"# + "\n"
    }.joined()

    /// A `talkroom` at a terminal that nobody reads, once it can write no more.
    private func stuckTerminal(_ server: FakeServer) throws -> Pty {
        let terminal = try Pty([Programs.talkroom, "-n", "ada", "-s", server.socket])
        try eventually("a full terminal") {
            let before = ProcessFacts.writtenBytes(by: terminal.child.pid)
            usleep(100_000)
            return before > 4096 && ProcessFacts.writtenBytes(by: terminal.child.pid) == before
        }
        return terminal
    }

    /// See CrashTests for what is left out under the thread sanitizer.
    private static let ends = [SIGTERM, SIGHUP] + (Sanitizer.isThread ? [] : [SIGSEGV])

    @Test(arguments: ends, [false, true])
    func `a signal ends it`(signal: Int32, daemonHasGone: Bool) throws {
        let server = try FakeServer(saying: Self.room + Self.chatter, closing: daemonHasGone)
        let terminal = try stuckTerminal(server)
        terminal.child.signal(signal)
        #expect(try terminal.child.waitForExit(within: Deadline.generousSeconds) == 128 + signal)
        #expect(terminal.modes == terminal.modesBefore)
        withExtendedLifetime(server) {}
    }
}
