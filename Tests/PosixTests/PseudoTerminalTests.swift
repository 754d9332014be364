import TestSupport
import Testing

@testable import Posix

@Suite struct PseudoTerminalTests {
    private static let environment = ["PATH=/usr/bin:/bin", "WORD=oi"]

    /// Everything that a program shows at a terminal until its end.
    private func shown(
        _ command: [String], typing keys: String = "",
        size: TerminalSize = .init(columns: 80, rows: 24)
    ) throws -> String {
        let terminal = try PseudoTerminal(size)
        let child = try ChildProcess(command, at: terminal, environment: Self.environment)
        #expect(child.processID > 0)
        if !keys.isEmpty { #expect(try terminal.type(Array(keys.utf8)) == keys.utf8.count) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        let deadline = Deadline()
        while deadline.remainingMilliseconds > 0 {
            var set = PollSet()
            terminal.join(&set)
            _ = try set.wait(milliseconds: 1000)
            guard let count = try terminal.read(into: &buffer) else { continue }
            if count == 0 { return String(decoding: all, as: UTF8.self) }
            all += buffer[..<count]
        }
        throw Unmet("the program has not ended")
    }

    @Test func `a program has the terminal for its own, its size, and the environment given`()
        throws
    {
        let size = TerminalSize(columns: 91, rows: 17)
        // /dev/tty can be opened only by who has a controlling terminal.
        let script = "tty >/dev/null && stty size </dev/tty; echo $WORD-$HOME-"
        let text = try shown(["/bin/sh", "-c", script], size: size)
        #expect(text == "17 91\r\noi--\r\n")
    }

    @Test func `what is typed is read`() throws {
        let text = try shown(
            ["/bin/sh", "-c", "stty -echo; read word; echo =$word="], typing: "ada\n")
        #expect(text.hasSuffix("=ada=\r\n"), "\(text)")
    }

    @Test func `nothing shown yet is not the end`() throws {
        let terminal = try PseudoTerminal(TerminalSize(columns: 80, rows: 24))
        let child = try ChildProcess(["/bin/sleep", "100"], at: terminal, environment: [])
        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(try terminal.read(into: &buffer) == nil)
        #expect(child.processID > 0)
    }

    @Test func `reads, writes and sleep of a process are told`() throws {
        let terminal = try PseudoTerminal(TerminalSize(columns: 80, rows: 24))
        let child = try ChildProcess(["/bin/cat"], at: terminal, environment: [])
        let figures = ProcessFigures(of: child.processID)
        try eventually("cat waits for a line") { try figures.isAsleep() && figures.readCalls() > 0 }
        let (reads, writes) = (try figures.readCalls(), try figures.writeCalls())
        #expect(try terminal.type(Array("oi\n".utf8)) == 3)
        try eventually("the line is read and written") {
            try figures.readCalls() == reads + 1 && figures.writeCalls() == writes + 1
        }
        #expect(try figures.anonymousBytes() > 1000)
        #expect(try figures.anonymousBytes() < figures.residentBytes())
    }
}
