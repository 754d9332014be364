import Foundation
import Posix
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

@Suite struct LedgerTests {
    @Test func `a fresh ledger has a name, a first segment, and modes that keep others out`() throws
    {
        let shelf = try Shelf()
        let ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 0)
        #expect(ledger.recovery.oldestSeq == 1)
        #expect(ledger.recovery.reports == [])
        #expect(shelf.files == ["00000000000000000001.jsonl", "name"])
        #expect(mode(of: shelf.path) == 0o750)
        #expect(shelf.files.allSatisfy { mode(of: shelf.file($0)) == 0o640 })
        #expect(
            contents(of: shelf.file("name")) == Array((ledger.recovery.name.string + "\n").utf8))
    }

    @Test func `what was said stands in the file byte for byte, and is read back so`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        #expect(ledger.writer.say(3) == LedgerWriter.Outcome(lines: 3))
        #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 1))
        #expect(contents(of: shelf.file("00000000000000000001.jsonl")) == lines(1...4))
        #expect(try ledger.archive.all() == lines(1...4))
        #expect(try ledger.archive.all(2...3) == lines(2...3))
        #expect(try ledger.archive.lines(from: 5, through: 9, maxBytes: 100) == nil)
        let one = try #require(try ledger.archive.lines(from: 2, through: 4, maxBytes: 1))
        #expect(Array(one.bytes) == line(2) && one.next == 3)
    }

    @Test func `who begins again goes on with the numbers, the name, and the ids`() throws {
        let shelf = try Shelf()
        try shelf.fill(5)
        var remembered: [Said] = []
        var ledger = try shelf.open { remembered.append($0) }
        #expect(ledger.recovery.lastSeq == 5)
        #expect(ledger.recovery.reports == [])
        #expect(ledger.recovery.name == LedgerName(random: (0, 1)))
        #expect(remembered == (1...5).map { said($0) })
        #expect(ledger.writer.say(2) == LedgerWriter.Outcome(lines: 2))
        #expect(shelf.text.utf8.elementsEqual(lines(1...7)))
        #expect(try ledger.archive.all() == lines(1...7))
    }

    @Test func `two daemons cannot have one directory, and it is free once the first is gone`()
        throws
    {
        let shelf = try Shelf()
        func openTwice() throws {
            let first = try shelf.open()
            #expect(throws: LedgerFault.held) { _ = try shelf.open() }
            _ = consume first
        }
        try openTwice()
        // Even if all that is in it was removed meanwhile.
        let first = try shelf.open()
        for file in shelf.files { try FileManager.default.removeItem(atPath: shelf.file(file)) }
        #expect(throws: LedgerFault.held) { _ = try shelf.open() }
        _ = consume first
    }

    @Test func `where there is no parent, or no directory, the fault says which error`() throws {
        let shelf = try Shelf(in: "/nonexistent")
        #expect(throws: LedgerFault.directory(.notFound)) { _ = try shelf.open() }
        let file = try Shelf()
        #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        #expect(throws: LedgerFault.directory(SystemError(code: ENOTDIR))) { _ = try file.open() }
    }

    @Test func `numbers that start again have another name`() throws {
        let shelf = try Shelf()
        try shelf.fill(5)
        try FileManager.default.removeItem(atPath: shelf.file("00000000000000000001.jsonl"))
        let ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 0)
        #expect(ledger.recovery.name == LedgerName(random: (0, 2)))
    }

    @Test(arguments: [nil, "", "a b\n", "\u{1b}[2J\n", String(repeating: "x", count: 65)])
    func `a ledger that lost its name gets another one, and keeps its numbers`(name: String?) throws
    {
        let shelf = try Shelf()
        try shelf.fill(2)
        try FileManager.default.removeItem(atPath: shelf.file("name"))
        if let name { try shelf.write(Array(name.utf8), to: "name") }
        let ledger = try shelf.open()
        #expect(ledger.recovery.name == LedgerName(random: (0, 2)))
        #expect(ledger.recovery.lastSeq == 2)
        #expect(ledger.recovery.reports == [.renamed])
    }

    @Test func `only the last messages of which ids are remembered are recalled`() throws {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 256 * 1024
        let count = Limits.maxRememberedIDs + 4000
        var ledger = try shelf.open()
        for _ in 0..<(count / 100) { _ = ledger.writer.say(100) }
        let last = ledger.writer.lastSeq
        _ = consume ledger
        #expect(shelf.segments.count > 4)
        // Were it looked at, it would be reported.
        try shelf.write(Array("damage\n".utf8), to: shelf.segments[0])
        var first: UInt64?
        var recalled = 0
        let again = try shelf.open {
            first = first ?? $0.seq
            recalled += 1
        }
        #expect(again.recovery.lastSeq == last)
        #expect(first == last - UInt64(Limits.maxRememberedIDs) + 1)
        #expect(recalled == Limits.maxRememberedIDs)
        #expect(again.recovery.reports == [])
    }

    @Test func `a directory in the place of the name stops the daemon, which names it`() throws {
        let shelf = try Shelf()
        try shelf.fill(1)
        try FileManager.default.removeItem(atPath: shelf.file("name"))
        mkdir(shelf.file("name"), 0o755)
        #expect(throws: LedgerFault.unwritable(file: "name", error: SystemError(code: EISDIR))) {
            _ = try shelf.open()
        }
    }

    @Test func `the writer goes to a thread of its own, and the directory is free when it ends`()
        throws
    {
        let shelf = try Shelf()
        func writeElsewhere() throws {
            let ledger = try shelf.open()
            let archive = ledger.archive
            let writer = Locked(ledger.takeWriter())
            let thread = try Posix.Thread.start(name: "scribe") {
                _ = writer.withLock { $0.say(3) }
            }
            thread.join()
            #expect(try archive.all() == lines(1...3))
        }
        try writeElsewhere()
        #expect(try shelf.open().recovery.lastSeq == 3)
    }

    private func mode(of path: String) -> mode_t {
        var status = stat()
        lstat(path, &status)
        return status.st_mode & 0o7777
    }
}
