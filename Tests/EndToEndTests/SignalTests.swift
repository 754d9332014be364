import Foundation
import TestSupport
import Testing

/// A `talkroom` at a terminal that is ended by a signal which is no fault of its own; for those see CrashTests.
@Suite struct SignalTests {
    private static let ends = [
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGIO, SIGPWR, SIGPROF,
        SIGSTKFLT, SIGVTALRM, SIGXCPU,
    ]

    @Test(arguments: ends)
    func `whatever ends it leaves the terminal as it was`(signal: Int32) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(named: "ada")
        try ada.type("half a tho")
        try ada.expect("what is typed") { $0.currentLine == "> half a tho" }
        #expect(ada.modes.isRaw)
        let before = ada.written.count
        ada.child.signal(signal)
        try ada.waitForExit()
        #expect(ada.child.endingSignal == signal)
        #expect(ada.modes == ada.modesBefore)
        let text = String(decoding: ada.written[before...], as: UTF8.self)
        #expect(text.hasSuffix("> half a tho\r\r\n\u{1B}[?2004l"), "\(escaped(text))")
    }
}
