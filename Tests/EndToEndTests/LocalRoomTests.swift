import Foundation
import TestSupport
import Testing

/// `talkroom --local`: a room without a daemon.
@Suite struct LocalRoomTests {
    /// The socket that the room prints, so that a second terminal can attach.
    private func socket(in lines: [String]) -> String? {
        for line in lines {
            for word in line.split(whereSeparator: { " '\"".contains($0) }) {
                let path = word.trimmingCharacters(in: [",", ".", ";", ":"])
                if path.hasPrefix("/"), FileManager.default.fileExists(atPath: path) { return path }
            }
        }
        return nil
    }

    private func start(_ arguments: [String]) throws -> (PlainClient, TemporaryDirectory) {
        let home = try TemporaryDirectory(mode: 0o700)
        mkdir(home.file("runtime"), 0o700)
        let (stream, child) = try carry(
            [Programs.talkroom, "--local"] + arguments, errors: .file(home.file("errors")),
            environment: ["HOME": home.path, "XDG_RUNTIME_DIR": home.file("runtime")])
        return (PlainClient(stream, carrier: child), home)
    }

    @Test func `with its input from a pipe it is a room to talk in`() throws {
        let talked = try run([Programs.talkroom, "--local"], input: "oi\nsair\n")
        #expect(talked.status == 0, "\(talked)")
        #expect(talked.lines.contains("\(Account.own.login): oi"), "\(talked)")
        let ended = try run([Programs.talkroom, "--local", "-n", "ada"], input: "oi\n")
        #expect(ended.status == 0, "\(ended)")
        #expect(ended.lines.contains(shown("ada", "oi")), "\(ended)")
    }

    @Test func `a second terminal attaches to the socket that it prints`() throws {
        let (room, home) = try start(["-n", "ada"])
        var printed: [String] = []
        try eventually("the socket to be printed", seen: { printed }) {
            printed += String(decoding: contents(of: home.file("errors")), as: UTF8.self)
                .split(separator: "\n").map { String($0) }
            if socket(in: printed) != nil { return true }
            if let line = try? room.next(by: Deadline(after: 0.1)) { printed.append(line) }
            return socket(in: printed) != nil
        }
        let path = try #require(socket(in: printed))
        // On a busy machine somebody else may be there before who opened the room.
        let isWelcome = { (line: String) in line.hasPrefix("-- you are ") }
        if !printed.contains(where: isWelcome) { try room.expect("the welcome", where: isWelcome) }
        let second = try Pty(
            [Programs.talkroom, "-s", path, "-n", "wren", "--no-reconnect"],
            environment: ["LC_ALL": "C.UTF-8"])
        try second.expect(words: "sair")
        try room.expectNotice("wren", "joined")
        try second.enter("oi")
        try room.expect(line: shown("wren", "oi"))
        var status = stat()
        #expect(stat(path, &status) == 0)
        let parent = (path as NSString).deletingLastPathComponent
        var parentStatus = stat()
        #expect(stat(parent, &parentStatus) == 0)
        let isPrivate = status.st_mode & 0o077 == 0 || parentStatus.st_mode & 0o077 == 0
        #expect(isPrivate, "only this account can open it")
        try room.send("sair")
        _ = try room.linesToEnd()
        #expect(try room.carrier?.waitForExit() == 0)
        #expect(!FileManager.default.fileExists(atPath: path), "it ends with the process")
        try second.waitForExit()
    }

    @Test func `a runtime directory too long for a socket is not used`() throws {
        let directory = try TemporaryDirectory()
        let long = directory.file(String(repeating: "d", count: 90))
        mkdir(long, 0o700)
        let talked = try run(
            [Programs.talkroom, "--local"], input: Array("oi\n".utf8),
            environment: ["XDG_RUNTIME_DIR": long])
        #expect(talked.status == 0, "\(talked)")
        #expect(talked.lines.contains("\(Account.own.login): oi"), "\(talked)")
    }

    /// What may be left in XDG_RUNTIME_DIR, by su(1) or by somebody else.
    enum Foreign: CaseIterable {
        case missing, relative, file, anothers, link, linkWithSlash, writableByOthers, belowSuch

        /// Makes it, below a directory of the test's own.
        func path(in directory: TemporaryDirectory) throws -> String {
            let path = directory.file("runtime")
            switch self {
            case .missing: return path
            case .relative: return "runtime"
            case .file: try Data().write(to: URL(fileURLWithPath: path))
            case .anothers where getuid() != 0: return "/usr"
            case .anothers:
                mkdir(path, 0o700)
                chown(path, 1, 1)
            case .link, .linkWithSlash:
                mkdir(directory.file("own"), 0o700)
                symlink(directory.file("own"), path)
            case .writableByOthers:
                mkdir(path, 0o700)
                chmod(path, 0o720)
            case .belowSuch:
                mkdir(path, 0o700)
                chmod(path, 0o720)
                mkdir(path + "/own", 0o700)
                return path + "/own"
            }
            return self == .linkWithSlash ? path + "/" : path
        }
    }

    @Test(arguments: Foreign.allCases)
    func `a runtime directory that is not this account's alone is not used, which is said`(
        foreign: Foreign
    ) throws {
        let directory = try TemporaryDirectory()
        let path = try foreign.path(in: directory)
        let talked = try run(
            [Programs.talkroom, "--local"], input: Array("oi\n".utf8),
            environment: ["XDG_RUNTIME_DIR": path, "LC_ALL": "C.UTF-8"])
        #expect(talked.status == 0, "\(talked)")
        let lines = talked.errorText.split(separator: "\n")
        #expect(lines.count == 2, "\(talked)")
        #expect(lines.first?.hasPrefix("talkroom: XDG_RUNTIME_DIR: \(path): ") == true, "\(talked)")
        #expect(lines.last?.contains("talkroom -s /tmp/talkroom-") == true, "\(talked)")
    }

    @Test func `the command that it prints can be pasted into a shell`() throws {
        let home = try TemporaryDirectory(mode: 0o700)
        let runtime = home.file("it's a place")
        mkdir(runtime, 0o700)
        let (stream, child) = try carry(
            [Programs.talkroom, "--local", "-n", "ada"], errors: .file(home.file("errors")),
            environment: ["XDG_RUNTIME_DIR": runtime, "LC_ALL": "C.UTF-8"])
        let room = PlainClient(stream, carrier: child)
        try room.expect("the welcome") { $0.hasPrefix("-- you are ") }
        let printed = String(decoding: contents(of: home.file("errors")), as: UTF8.self)
        let command = try #require(printed.split(separator: ": talkroom ").last)
        let asked = try run(["/bin/sh", "-c", "\"$0\" who \(command)", Programs.talkroom])
        #expect(asked.status == 0 && asked.outputText.contains("ada"), "\(asked)")
        try room.send("sair")
        _ = try room.linesToEnd()
    }

    @Test func `at a terminal it asks for a name and is a room to talk in`() throws {
        let terminal = try Pty(
            [Programs.talkroom, "--local"], columns: 120, environment: ["LC_ALL": "C.UTF-8"])
        try terminal.expect(words: "Choose a username [\(Account.own.login)]:")
        try terminal.enter("ada")
        try terminal.expect(words: "sair")
        try terminal.enter("oi")
        try terminal.expect(line: shown("ada", "oi"))
        try terminal.enter("sair")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func `killed by a signal it leaves nothing behind`() throws {
        let (room, home) = try start(["-n", "ada"])
        try room.send("oi")
        try room.expect(line: shown("ada", "oi"))
        let runtime = home.file("runtime")
        #expect(try FileManager.default.contentsOfDirectory(atPath: runtime).count == 1)
        room.carrier?.signal(SIGTERM)
        #expect(try room.carrier?.waitForExit() == 128 + SIGTERM)
        #expect(try FileManager.default.contentsOfDirectory(atPath: runtime) == [])
    }
}
