import Foundation
import TestSupport
import Testing

/// What stands where the socket should be, and what becomes of it.
@Suite struct StartupTests {
    /// Starts a daemon that is expected to give up, and returns what it left.
    private func refused(
        at socket: String, as account: Account? = nil
    ) throws -> (status: Int32, said: String) {
        let daemon = try Daemon(
            settings: Daemon.Settings(account: account, socket: socket, awaitsAnswer: false))
        let status = try daemon.child.waitForExit { daemon.printed }
        return (status, daemon.errors)
    }

    /// A clear line: the program, the thing and no more lines than a way out needs.
    private func expectClear(_ outcome: (status: Int32, said: String), about socket: String) {
        #expect(outcome.status == 73, "\(outcome)")
        #expect(outcome.said.hasPrefix("talkroomd: \(socket)"), "\(outcome)")
        #expect(outcome.said.split(separator: "\n").count <= 3, "\(outcome)")
    }

    @Test func `a second daemon gives up and the first goes on`() throws {
        let first = try Daemon()
        defer { first.end() }
        let ada = try first.join("ada")
        expectClear(try refused(at: first.socket), about: first.socket)
        try ada.settle()
        try first.join("wren").settle()
    }

    @Test func `of many daemons started at once exactly one serves`() throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let daemons = try (1...6).map { _ in
            try Daemon(settings: Daemon.Settings(socket: socket, awaitsAnswer: false))
        }
        try eventually("five to give up", seen: { daemons.flatMap(\.printed) }) {
            daemons.count { $0.child.exitStatus != nil } >= 5
        }
        let serving = try #require(daemons.first { $0.child.exitStatus == nil })
        try eventually("an answer") { (try? serving.join("ada")) != nil }
        #expect(try serving.terminate() == 0)
    }

    @Test func `a stale socket is replaced`() throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let killed = try Daemon(settings: Daemon.Settings(socket: socket))
        killed.child.killAndReap()
        #expect(FileManager.default.fileExists(atPath: socket))
        let daemon = try Daemon(settings: Daemon.Settings(socket: socket))
        defer { daemon.end() }
        try daemon.join("ada").settle()
    }

    @Test func `the socket of another living program is not replaced`() throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let other = try FakeServer(at: socket, saying: "mine\n", closing: true)
        expectClear(try refused(at: socket), about: socket)
        let line = try LineStream(connecting: socket).nextLine(by: Deadline())
        #expect(line == Array("mine".utf8))
        withExtendedLifetime(other) {}
    }

    @Test func `a regular file is never destroyed`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("precious")
        try "precious".write(toFile: path, atomically: false, encoding: .utf8)
        expectClear(try refused(at: path), about: path)
        #expect(contents(of: path) == Array("precious".utf8))
    }

    @Test(arguments: ["precious", "nothing", "directory"])
    func `a symbolic link and what it leads to are never destroyed`(target: String) throws {
        let directory = try TemporaryDirectory()
        let link = directory.file("link")
        try "precious".write(
            toFile: directory.file("precious"), atomically: false, encoding: .utf8)
        mkdir(directory.file("directory"), 0o755)
        symlink(directory.file(target), link)
        expectClear(try refused(at: link), about: link)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link)
                == directory.file(target))
        #expect(contents(of: directory.file("precious")) == Array("precious".utf8))
        #expect(!FileManager.default.fileExists(atPath: directory.file("nothing")))
    }

    /// What may stand where the lock goes and is no lock.
    enum Squatter: CaseIterable {
        case file, directory, link, danglingLink, fifo

        func stand(at path: String) {
            let content = Data("precious".utf8)
            switch self {
            case .file: _ = FileManager.default.createFile(atPath: path, contents: content)
            case .directory: mkdir(path, 0o755)
            case .link:
                _ = FileManager.default.createFile(atPath: path + ".target", contents: nil)
                symlink(path + ".target", path)
            case .danglingLink: symlink(path + ".target", path)
            case .fifo: mkfifo(path, 0o644)
            }
        }
    }

    @Test(arguments: Squatter.allCases)
    func `what is no lock is left alone where the lock should be`(squatter: Squatter) throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let lock = socket + ".lock"
        squatter.stand(at: lock)
        var before = stat()
        lstat(lock, &before)
        let outcome = try refused(at: socket)
        expectClear(outcome, about: lock)
        #expect(outcome.said.contains("-s"), "the way out: \(outcome)")
        var after = stat()
        #expect(lstat(lock, &after) == 0 && after.st_ino == before.st_ino)
        if squatter == .file { #expect(contents(of: lock) == Array("precious".utf8)) }
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test func `a lock's file that a killed daemon left is taken over`() throws {
        let directory = try TemporaryDirectory()
        try directory.giveToKeeper()
        let socket = directory.file("chat.sock")
        #expect(FileManager.default.createFile(atPath: socket + ".lock", contents: Data()))
        let daemon = try Daemon(settings: Daemon.Settings(socket: socket))
        defer { daemon.end() }
        try daemon.join("ada").settle()
        #expect(try daemon.terminate() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket + ".lock"))
    }

    @Test(.enabled(if: Accounts.canBeMade, "only root can give a file to another account"))
    func `an empty file of another account is no lock of ours`() throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("chat.sock")
        let lock = socket + ".lock"
        #expect(FileManager.default.createFile(atPath: lock, contents: Data()))
        chown(lock, try Accounts.third.get().uid, 0)
        expectClear(try refused(at: socket), about: lock)
        #expect(FileManager.default.fileExists(atPath: lock))
    }

    @Test func `a directory where the socket should be is left alone`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("chat.sock")
        mkdir(path, 0o755)
        expectClear(try refused(at: path), about: path)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `a directory that is not there is said`() throws {
        let directory = try TemporaryDirectory()
        // Root's daemon makes the last one of a path for its account.
        let path = directory.file("nowhere/at/all/chat.sock")
        expectClear(try refused(at: path), about: path)
    }

    @Test func `a directory without permission is said`() throws {
        let directory = try TemporaryDirectory(mode: 0o555)
        let path = directory.file("chat.sock")
        let account = Programs.isRoot ? try Accounts.third.get() : nil
        let outcome = try refused(at: path, as: account)
        expectClear(outcome, about: path)
        #expect(outcome.said.contains("Permission denied"), "\(outcome)")
    }

    @Test func `a path of 107 bytes serves and one of 108 is refused with its limit`() throws {
        let directory = try TemporaryDirectory()
        let most =
            directory.file("") + String(repeating: "s", count: 107 - directory.file("").count)
        let daemon = try Daemon(settings: Daemon.Settings(socket: most))
        defer { daemon.end() }
        try daemon.join("ada").settle()
        let outcome = try refused(at: most + "s")
        #expect([64, 73].contains(outcome.status), "\(outcome)")
        #expect(outcome.said.contains("107"), "\(outcome)")
        #expect(outcome.said.hasPrefix("talkroomd: "), "\(outcome)")
    }

    @Test func `the socket lets everybody in and its lock nobody else`() throws {
        let daemon = try Daemon()
        defer { daemon.end() }
        var status = stat()
        #expect(stat(daemon.socket, &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o666)
        for name in try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path)
        where name.contains("lock") {
            #expect(stat(daemon.directory.file(name), &status) == 0)
            #expect(status.st_mode & 0o022 == 0, "\(name)")
        }
    }
}
