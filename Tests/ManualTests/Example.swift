import Foundation
import TestSupport
import Testing

/// An example of a page of the manual.
struct Example: CustomTestStringConvertible, Sendable {
    /// The page's file, below man/.
    let page: String
    /// Which of its examples it is, from 0.
    let number: Int
    /// What it shows.
    let text: String

    var testDescription: String { "\(page) \(number + 1)" }

    /// What the section of examples is called, in each language.
    private static let headings = ["EXAMPLES", "EXEMPLOS DE USO"]

    /// Every example of every page.
    static let all: [Example] = {
        let pages = (try? ManualPage.files()) ?? []
        return pages.flatMap { file -> [Example] in
            let parts = (try? headings.map(ManualPage(file).part)) ?? []
            let shown = parts.flatMap(\.examples)
            return shown.enumerated().map { Example(page: file, number: $0, text: $1) }
        }
    }()

    /// Its commands, as they are typed behind the shell's prompt.
    var commands: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("$ ") || $0.hasPrefix("# ") }
            .map { String($0.dropFirst(2)) }
    }
}

/// Where an example is run: a shell that finds the built programs, at home in a directory of its own.
final class Stage {
    let directory: TemporaryDirectory
    /// What the programs of the example find.
    private var environment: [String: String]
    /// What comes before every command.
    var beginning = ""

    init() throws {
        directory = try TemporaryDirectory()
        // Both are where the one is, once it was asked where they are.
        let programs = [Programs.talkroom, Programs.talkroomd].map(Self.folder)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        environment = [
            "PATH": ([directory.file("bin")] + programs + [path]).joined(separator: ":"),
            "HOME": directory.path, "XDG_STATE_HOME": directory.path,
            "XDG_RUNTIME_DIR": directory.path, "TMPDIR": directory.path, "LC_ALL": "C.UTF-8",
        ]
    }

    /// A stage whose programs find a daemon's room.
    convenience init(before daemon: Daemon) throws {
        try self.init()
        enter(daemon)
    }

    /// Has the programs find a daemon's room.
    func enter(_ daemon: Daemon) { enter(daemon.socket) }

    /// Has the programs find the room on a socket.
    func enter(_ socket: String) { environment["TALKROOM_SOCKET"] = socket }

    /// Has the example find another program under a name.
    func provide(_ name: String, as program: String) throws {
        let bin = directory.file("bin")
        try FileManager.default.createDirectory(
            atPath: bin, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: "\(bin)/\(name)")
        try FileManager.default.createSymbolicLink(
            atPath: "\(bin)/\(name)", withDestinationPath: program)
    }

    /// Writes a file at home.
    func write(_ text: String, as name: String) throws -> String {
        let path = directory.file(name)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Runs a command to its end.
    func shell(_ command: String, _ arguments: [String] = [], input: String = "") throws -> Finished
    {
        try run(
            ["sh", "-c", beginning + command, "sh"] + arguments, input: input,
            environment: environment)
    }

    /// Runs a command at a terminal.
    func terminal(_ command: String) throws -> Pty {
        try Pty(["sh", "-c", command], environment: environment)
    }

    /// Runs a command that enters a room: chooses a name there, says something, and leaves.
    func visit(by command: String, saying text: String = "oi") throws {
        let terminal = try terminal(command)
        try terminal.expect("the question") { screen in
            screen.transcript.contains { $0.contains("]:") }
        }
        try terminal.enter("visitor")
        try terminal.expect(words: "visitor", "sair")
        try terminal.enter(text)
        try terminal.expect("what was said") { screen in
            screen.transcript.contains { $0.contains(": \(text)") }
        }
        try terminal.enter("sair")
        #expect(try terminal.waitForExit() == 0)
    }

    /// Runs a command beside the test.
    func start(_ command: String, output: String) throws -> Child {
        try Child(
            ["sh", "-c", "exec \(command)"], stdout: .file(directory.file(output)),
            stderr: .file(directory.file("errors")), environment: environment)
    }

    private static func folder(of program: String) -> String {
        (program as NSString).deletingLastPathComponent
    }
}
