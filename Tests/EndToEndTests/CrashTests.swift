import Foundation
import TestSupport
import Testing

/// A `talkroom` at a terminal that crashes; what is seen of a crash from outside is its signal.
///
/// The thread sanitizer runs the handler of such a signal at once even if it came from outside, and in the midst
/// of its own locks; CrashGuardTests, where faults are real, run under it.
@Suite(.disabled(if: Sanitizer.isThread, "the sanitizer takes a signal sent for a fault"))
struct CrashTests {
    private static let undo = "\u{1B}[?2004l\u{1B}[?7h\u{1B}[0m"

    @Test(
        arguments: [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS], [[], ["--title"]])
    func `a crash leaves the terminal as it was`(signal: Int32, arguments: [String]) throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal(["-n", "ada"] + arguments, environment: ["TERM": "xterm"])
        try ada.expect(words: "sair")
        try ada.type("half a tho")
        try Self.expect(typed: "half a tho", at: ada)
        #expect(ada.modes.isRaw)
        let before = ada.written.count
        ada.child.signal(signal)
        try ada.waitForExit()
        #expect(ada.child.endingSignal == signal)
        #expect(ada.modes == ada.modesBefore)
        #expect(ada.screen.column == 0, "the shell's prompt begins a line")
        let title = arguments.isEmpty ? "" : "\u{1B}[23;2t"
        // Before a LF the terminal has a CR of its own.
        let text = String(decoding: ada.written[before...], as: UTF8.self)
        #expect(text == title + Self.undo + "\r\r\n", "\(escaped(text))")
    }

    @Test func `it is undone from the question for a name on`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let ada = try daemon.terminal()
        try ada.expect(words: "Choose a username")
        #expect(ada.modes.isRaw)
        ada.child.signal(SIGILL)
        try ada.waitForExit()
        #expect(ada.child.endingSignal == SIGILL)
        #expect(ada.modes == ada.modesBefore)
        #expect(String(decoding: ada.written, as: UTF8.self).hasSuffix(Self.undo + "\r\r\n"))
    }

    @Test func `it is undone after the terminal was others' for a while, too`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let shell = try shell(with: daemon)
        try shell.type("\u{1A}")
        try shell.expect("the shell") { $0.currentLine == "$" }
        try shell.enter("fg")
        try shell.expect("the room, again") { $0.currentLine == ">" }
        try shell.type("half")
        try Self.expect(typed: "half", at: shell)
        let before = shell.written.count
        kill(try #require(Self.child(of: shell.child.pid)), SIGSEGV)
        try shell.expect("the shell") { $0.currentLine == "$" }
        let text = String(decoding: shell.written.dropFirst(before), as: UTF8.self)
        #expect(text.hasPrefix(Self.undo), "\(escaped(text))")
        try shell.enter("echo $?")
        try shell.expect(line: "\(128 + SIGSEGV)")
    }

    @Test func `whoever crashes in the background leaves the terminal to the others`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        let shell = try shell(with: daemon)
        let pid = try #require(Self.child(of: shell.child.pid))
        kill(pid, SIGSTOP)
        try shell.expect("the shell") { $0.currentLine == "$" }
        let before = shell.written.count
        // It is the first thing that it finds as it goes on.
        kill(pid, SIGSEGV)
        try shell.enter("bg; wait %1; echo status $?")
        try shell.expect(line: "status \(128 + SIGSEGV)")
        let text = String(decoding: shell.written.dropFirst(before), as: UTF8.self)
        #expect(!text.contains(Self.undo), "\(escaped(text))")
    }

    /// Only a shell that controls its jobs lets a program be stopped and go on; `talkroom` runs in it.
    private func shell(with daemon: Daemon) throws -> Pty {
        let shell = try Pty(
            ["bash", "--norc", "--noprofile", "-i"],
            environment: ["TALKROOM_SOCKET": daemon.socket, "PS1": "$ ", "PATH": "/usr/bin:/bin"])
        try shell.expect("a prompt") { $0.currentLine == "$" }
        try shell.enter("\(Programs.talkroom) -n ada")
        try shell.expect(words: "sair")
        try shell.expect("the room") { $0.currentLine == ">" }
        return shell
    }

    /// Waits until that is what is typed, and all of the drawing that shows it has come.
    private static func expect(typed text: String, at pty: Pty) throws {
        let ends = ["\u{1B}[?7h", "\u{1B}\\"].map { Array($0.utf8) }
        try pty.expect("\(text), typed") { screen in
            screen.currentLine == "> \(text)"
                && ends.contains { pty.written.suffix($0.count).elementsEqual($0) }
        }
    }

    /// The only child of a process.
    private static func child(of pid: pid_t) -> pid_t? {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        // Not every kernel lists the children of a process.
        let children = all.compactMap { pid_t($0) }.filter { parent(of: $0) == pid }
        return children.count == 1 ? children.first : nil
    }

    /// See proc_pid_stat(5).
    private static func parent(of pid: pid_t) -> pid_t? {
        let stat = String(decoding: contents(of: "/proc/\(pid)/stat"), as: UTF8.self)
        // Behind its name, which may hold anything, come its state and its parent.
        return stat.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap {
            pid_t($0)
        }
    }
}
