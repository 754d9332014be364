import Foundation
import TestSupport
import Testing

/// What a daemon finds where its ledger should be, and what becomes of it; case by case in RecoveryTests.
@Suite struct LedgerStartTests {
    private let first = "00000000000000000001.jsonl"

    /// A directory with a ledger of three messages, whose ids are their numbers.
    private func shelf() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let daemon = try daemon(on: directory)
        defer { daemon.end() }
        try say(1...3, to: daemon)
        return directory
    }

    private func daemon(on directory: TemporaryDirectory, awaitsAnswer: Bool = true) throws
        -> Daemon
    {
        try Daemon(
            Daemon.roomy,
            settings: Daemon.Settings(
                ledger: directory.file("ledger"), awaitsAnswer: awaitsAnswer))
    }

    private func say(_ numbers: ClosedRange<Int>, to daemon: Daemon) throws {
        let ada = try daemon.join("ada")
        for number in numbers {
            try ada.say("message \(number)", id: "\(number)")
            try ada.expect("said") { $0[integer: "seq"] == number }
        }
        ada.close()
    }

    @Test(arguments: ["off", "batch"])
    func `a line cut in the middle is moved aside, and numbers go on`(sync: String) throws {
        let directory = try shelf()
        let path = directory.file("ledger/\(first)")
        let whole = contents(of: path)
        truncate(path, off_t(whole.count - 20))
        let daemon = try Daemon(
            Daemon.roomy + ["sync=\(sync)"],
            settings: Daemon.Settings(ledger: directory.file("ledger")))
        defer { daemon.end() }
        try eventually("the news of it", seen: { daemon.printed }) {
            daemon.errors.contains("ledger-torn file=\(first) offset=")
        }
        let lines = whole.split(separator: 0x0A)
        let torn = contents(of: directory.file("ledger/00000000000000000001.torn"))
        #expect(torn == Array(lines[2].dropLast(19)) + [0x0A])
        let ada = try daemon.json()
        #expect(try ada.hello("ada", extra: #""backlog":0"#)[integer: "seq"] == 2)
        try ada.say("message 2", id: "2")
        #expect(try ada.expect("receipt")[integer: "seq"] == 2)
        try ada.say("message 2, not the same", id: "2")
        #expect(try ada.expect("error")["code"] == "id-in-use")
        try ada.say("message 3", id: "3")
        #expect(try ada.expect("said")[integer: "seq"] == 3)
        #expect(try daemon.terminate() == 0)
        #expect(try daemon.ledger.said().map { $0["id"] } == ["1", "2", "3"])
    }

    /// What may stand in the last segment's place.
    enum Stand: CaseIterable {
        case link, directory, fifo, unreadable

        /// - Returns: What the daemon says of it.
        func stand(at path: String) throws -> String {
            try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
            switch self {
            case .link: symlink(path + ".moved", path)
            case .directory: mkdir(path, 0o755)
            case .fifo: mkfifo(path, 0o644)
            case .unreadable:
                try FileManager.default.copyItem(atPath: path + ".moved", toPath: path)
                // Root reads everything, but does not trust everybody.
                guard Programs.isRoot else {
                    chmod(path, 0)
                    return "Permission denied"
                }
                chown(path, 65_533, 65_533)
                return "another account's file"
            }
            return "not a plain file"
        }
    }

    @Test(arguments: Stand.allCases)
    func `what is no segment stops the daemon, which names it and leaves it alone`(
        stand: Stand
    ) throws {
        let directory = try shelf()
        let path = directory.file("ledger/\(first)")
        let words = try stand.stand(at: path)
        var before = stat()
        lstat(path, &before)
        let daemon = try daemon(on: directory, awaitsAnswer: false)
        #expect(try daemon.child.waitForExit { daemon.printed } == 73)
        #expect(daemon.errors.hasPrefix("talkroomd: \(path): "), "\(daemon.printed)")
        #expect(daemon.errors.contains(words), "\(daemon.printed)")
        #expect(!FileManager.default.fileExists(atPath: daemon.socket))
        var after = stat()
        #expect(lstat(path, &after) == 0 && after.st_ino == before.st_ino)
        #expect(LedgerFiles(directory.file("ledger")).names.contains("\(first).moved"))
    }

    @Test func `a second daemon on one ledger gives up, and the first goes on`() throws {
        let directory = try shelf()
        let first = try daemon(on: directory)
        defer { first.end() }
        let second = try daemon(on: directory, awaitsAnswer: false)
        #expect(try second.child.waitForExit { second.printed } == 73)
        let said = second.errors
        #expect(said.hasPrefix("talkroomd: \(directory.file("ledger")): another talkroomd "))
        #expect(said.contains("-d"), "the way out: \(said)")
        #expect(!FileManager.default.fileExists(atPath: second.socket))
        try say(4...5, to: first)
    }

    @Test func `a directory that was removed takes nothing until it is there again`() throws {
        let directory = try shelf()
        let path = directory.file("ledger")
        let daemon = try daemon(on: directory)
        defer { daemon.end() }
        let ada = try daemon.join("ada")
        let wren = try daemon.join("wren")
        try FileManager.default.removeItem(atPath: path)
        for _ in 1...2 {
            try ada.say("message 4", id: "4")
            let refusal = try ada.expect("error")
            #expect(refusal["code"] == "not-kept" && refusal["id"] == "4")
        }
        #expect(try wren.settle().isEmpty)
        mkdir(path, 0o700)
        chown(path, daemon.account.uid, daemon.account.gid)
        try ada.say("message 4", id: "4")
        #expect(try wren.expect("said")[integer: "seq"] == 4)
        try say(5...5, to: daemon)
        // The same that were known go on: a client that comes back forgets nothing.
        let ledger = try daemon.json().hello("lia")["ledger"]
        try daemon.awaitLog("not-kept result=recovered")
        #expect(try daemon.terminate() == 0)
        let next = try self.daemon(on: directory)
        defer { next.end() }
        let welcome = try next.json().hello("lia")
        #expect(welcome["ledger"] == ledger && welcome[integer: "seq"] == 5)
        #expect(try next.ledger.said().map { $0["id"] } == ["4", "5"])
    }
}
