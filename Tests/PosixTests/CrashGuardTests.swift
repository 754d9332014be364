import Foundation
import TestSupport
import Testing

@testable import Posix

/// Crashes as they are, each in a process of its own; `EndToEndTests` has their signals from outside.
@Suite struct CrashGuardTests {
    @Test func `a stack that overflows leaves the terminal as it was`() async throws {
        let terminal = try BareTerminal()
        await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
            try sit(at: path)
            let rawMode = try RawMode(undo: Array("undone".utf8))
            sink(0)
            withExtendedLifetime(rawMode) {}
        }
        terminal.expectUndone()
    }

    @Test func `a trap leaves the terminal as it was`() async throws {
        let terminal = try BareTerminal()
        await #expect(processExitsWith: .failure) { [path = terminal.path as String] in
            try sit(at: path)
            let rawMode = try RawMode(undo: Array("undone".utf8))
            let none: [Int] = Array(CommandLine.arguments.map(\.count).prefix(0))
            print(none[1])
            withExtendedLifetime(rawMode) {}
        }
        terminal.expectUndone()
    }

    @Test func `what was left before is not touched`() async throws {
        let terminal = try BareTerminal()
        await #expect(processExitsWith: .signal(SIGSEGV)) { [path = terminal.path as String] in
            try sit(at: path)
            let rawMode = try RawMode(undo: Array("undone".utf8))
            rawMode.leave()
            signal(SIGSEGV, SIG_DFL)
            raise(SIGSEGV)
            withExtendedLifetime(rawMode) {}
        }
        #expect(terminal.modes == terminal.modesBefore)
        #expect(terminal.takeWritten().isEmpty)
    }

    @Test func `a signal that was ignored stays so`() async throws {
        let terminal = try BareTerminal()
        await #expect(processExitsWith: .exitCode(7)) { [path = terminal.path as String] in
            try sit(at: path)
            signal(SIGTRAP, SIG_IGN)
            let rawMode = try RawMode(undo: Array("undone".utf8))
            raise(SIGTRAP)
            withExtendedLifetime(rawMode) {}
            exit(7)
        }
        #expect(terminal.takeWritten().isEmpty)
    }
}

extension BareTerminal {
    fileprivate func expectUndone() {
        #expect(modes == modesBefore)
        #expect(takeWritten() == "undone")
    }
}

/// Makes a terminal this process's standard input and output.
private func sit(at path: String) throws {
    let terminal = open(path, O_RDWR | O_NOCTTY)
    guard dup2(terminal, STDIN_FILENO) == 0, dup2(terminal, STDOUT_FILENO) == 1 else {
        throw Unmet("no seat at \(path)")
    }
}

/// Never comes back.
private func sink(_ depth: Int) {
    var page = [depth]
    page.withUnsafeMutableBufferPointer { sink($0[0] + 1) }
}
