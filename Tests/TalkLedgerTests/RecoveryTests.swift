import Foundation
import Posix
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

/// What becomes of a ledger that something happened to while no daemon had it.
@Suite struct RecoveryTests {
    private let first = "00000000000000000001.jsonl"
    private let fifth = "00000000000000000005.jsonl"

    /// A shelf with messages 1 to 4 in one segment and 5 to 8 in the last.
    private func twoSegments() throws -> Shelf {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(4)
        _ = ledger.writer.say(4, at: Timestamp(milliseconds: Shelf.now.milliseconds + Shelf.day))
        _ = consume ledger
        try #require(shelf.segments == [first, fifth])
        try shelf.write(lines(5...8), to: fifth)
        return shelf
    }

    @Test func `cut at every byte of its last two lines, what is whole stands and numbers go on`()
        throws
    {
        let shelf = try twoSegments()
        let whole = lines(5...8)
        for cut in lines(5...6).count...whole.count {
            try shelf.write(Array(whole.prefix(cut)), to: fifth)
            try? FileManager.default.removeItem(atPath: shelf.file("00000000000000000005.torn"))
            var ledger = try shelf.open()
            let last: UInt64 = cut < lines(5...7).count ? 6 : cut < whole.count ? 7 : 8
            let end = lines(5...last).count
            #expect(ledger.recovery.lastSeq == last)
            #expect(try ledger.archive.all() == lines(1...last))
            if cut == end {
                #expect(ledger.recovery.reports == [])
            } else {
                let torn = "00000000000000000005.torn"
                #expect(
                    ledger.recovery.reports == [
                        .torn(file: fifth, offset: end, bytes: cut - end, movedTo: torn)
                    ])
                let moved = contents(of: shelf.file(torn))
                #expect(moved == whole[end..<cut] + [UInt8(ascii: "\n")])
            }
            #expect(ledger.writer.say(1).lines == 1)
            #expect(try ledger.archive.all() == lines(1...last + 1))
        }
    }

    /// What somebody reads with cat(1) would else have half a line before a whole one.
    @Test(
        .enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"),
        arguments: LedgerSettings.Sync.allCases)
    func `a torn line that a full disk keeps is moved before anything else is written`(
        sync: LedgerSettings.Sync
    ) throws {
        let disk = try Disk(.small)
        let shelf = try Shelf(in: disk.path)
        shelf.settings.sync = sync
        try shelf.fill(2)
        let torn = lines(1...3).dropLast(20)
        try shelf.write(Array(torn), to: first)
        try disk.fill()
        for _ in 1...2 {
            var ledger = try shelf.open()
            #expect(
                ledger.recovery.reports == [
                    .tornStays(
                        file: first, offset: lines(1...2).count, bytes: line(3).count - 20,
                        error: .noSpace)
                ])
            #expect(ledger.recovery.lastSeq == 2)
            #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 0, error: .noSpace))
            #expect(contents(of: shelf.file(first)) == Array(torn))
        }
        var ledger = try shelf.open()
        disk.free()
        #expect(ledger.writer.say(1).lines == 1)
        #expect(ledger.writer.sync() == nil)
        #expect(shelf.segments == [first])
        #expect(contents(of: shelf.file(first)) == lines(1...3))
        #expect(try ledger.archive.all() == lines(1...3))
        let piece = Array(line(3).dropLast(20)) + [UInt8(ascii: "\n")]
        #expect(contents(of: shelf.file("00000000000000000001.torn")) == piece)
    }

    @Test(.enabled(if: Disk.canBeMounted, "\(Disk.skipMessage)"))
    func `a torn line that somebody removes meanwhile takes nothing with it`() throws {
        let disk = try Disk(.small)
        let shelf = try Shelf(in: disk.path)
        try shelf.fill(2)
        try shelf.write(Array(lines(1...3).dropLast(20)), to: first)
        try disk.fill()
        var ledger = try shelf.open()
        disk.free()
        try FileManager.default.removeItem(atPath: shelf.file(first))
        #expect(ledger.writer.say(1).lines == 1)
        #expect(shelf.segments == ["00000000000000000003.jsonl"])
        #expect(shelf.text == String(decoding: line(3), as: UTF8.self))
    }

    @Test(arguments: [0, 1, 5000, 300_000])
    func `a last segment that is empty, or of NULs only, gives the number that it is named by`(
        bytes: Int
    ) throws {
        let shelf = try twoSegments()
        try shelf.write([UInt8](repeating: 0, count: bytes), to: fifth)
        var ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 4)
        #expect(ledger.recovery.reports.count == (bytes == 0 ? 0 : 1))
        #expect(ledger.writer.say(2).lines == 2)
        #expect(contents(of: shelf.file(fifth)) == lines(5...6))
        #expect(try ledger.archive.all() == lines(1...6))
    }

    @Test func `NULs after what was said are moved aside`() throws {
        let shelf = try twoSegments()
        try shelf.write(lines(5...8) + [UInt8](repeating: 0, count: 100_000), to: fifth)
        let ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 8)
        #expect(contents(of: shelf.file(fifth)) == lines(5...8))
    }

    @Test(arguments: [
        "garbage", "", "{}", #"{"event":"said","seq":7,"time":"#,
        #"{"event":"said","seq":99999999999999999999,"#,
        #"{"event":"told","seq":7}"#, String(repeating: "x", count: 200_000),
        #"{"event":"said","seq":7,"time":"2026-11-24T03:06:00.123Z","name":"a","account":"a","uid":-1,"text":""}"#,
    ])
    func `a damaged line in the middle is told of once, with its place, and skipped`(
        damage: String
    ) throws {
        let shelf = try twoSegments()
        try shelf.write(
            lines(5...6) + Array(damage.utf8) + [UInt8(ascii: "\n")] + line(8), to: fifth)
        var ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 8)
        #expect(
            ledger.recovery.reports == [.damaged(file: fifth, offset: lines(5...6).count)])
        #expect(try ledger.archive.all() == lines(1...6) + line(8))
        #expect(ledger.archive.takeReports() == [])
        #expect(ledger.writer.say(1).lines == 1)
        #expect(try ledger.archive.all(8...9) == lines(8...9))
    }

    @Test func `a damaged line at the end may have been said, so its number is not given again`()
        throws
    {
        let shelf = try twoSegments()
        try shelf.write(lines(5...6) + Array("oops\noops\n".utf8), to: fifth)
        func check() throws {
            let ledger = try shelf.open()
            #expect(ledger.recovery.lastSeq == 8)
            #expect(
                ledger.recovery.reports == [.damaged(file: fifth, offset: lines(5...6).count)])
        }
        try check()
        try check()
        var ledger = try shelf.open()
        #expect(ledger.writer.say(1).lines == 1)
        #expect(try ledger.archive.all(5...20) == lines(5...6) + line(9))
    }

    @Test func `a forged line is made safe before it is handed out`() throws {
        let shelf = try twoSegments()
        let forged =
            #"{"event":"said","seq":7,"time":"2026-11-24T03:06:00.123Z","name":"wren","#
            + #""account":"ada","uid":1000,"text":"a\u001b[2Jb","id":"id-7","evil":"x\u001b"}"#
        try shelf.write(lines(5...6) + Array((forged + "\n").utf8) + line(8), to: fifth)
        let ledger = try shelf.open()
        let safe = Event.said(said(7, "a\u{FFFD}[2Jb")).jsonLine
        #expect(try ledger.archive.all(5...8) == lines(5...6) + safe + line(8))
    }

    @Test func `numbers that fall, repeat, or lie beyond the segment's are not handed out`() throws
    {
        let shelf = try twoSegments()
        try shelf.write(lines(1...3) + line(2) + line(3) + line(9) + line(4), to: first)
        let ledger = try shelf.open()
        #expect(try ledger.archive.all() == lines(1...8))
    }

    /// What may stand in the place of a segment.
    enum Stand: CaseIterable {
        case directory, danglingLink, linkToSegment, fifo, foreign, unreadable
    }

    private func put(_ stand: Stand, at name: String, in shelf: Shelf) throws {
        let path = shelf.file(name)
        try FileManager.default.moveItem(atPath: path, toPath: shelf.file("moved"))
        switch stand {
        case .directory: mkdir(path, 0o755)
        case .danglingLink: symlink("/nonexistent/x", path)
        case .linkToSegment: symlink(shelf.file("moved"), path)
        case .fifo: mkfifo(path, 0o644)
        case .foreign:
            // Only root can give a file away.
            guard Programs.isRoot else { return _ = mkdir(path, 0o755) }
            try shelf.write(lines(5...8), to: name)
            chown(path, 65_533, 65_533)
        case .unreadable:
            // Root reads everything.
            guard !Programs.isRoot else { return _ = mkdir(path, 0o755) }
            try shelf.write(lines(5...8), to: name)
            chmod(path, 0)
        }
    }

    @Test(arguments: Stand.allCases)
    func `what is no segment in the last one's place stops the daemon, which names it`(
        stand: Stand
    ) throws {
        let shelf = try twoSegments()
        try put(stand, at: fifth, in: shelf)
        let before = shelf.files
        do throws(LedgerFault) {
            _ = try shelf.open()
            Issue.record("it began")
        } catch {
            guard case .unreadable(fifth, let obstacle) = error else {
                Issue.record("\(error)")
                return
            }
            let possible: [Obstacle] = [.notAFile, .foreign, .system(.permissionDenied)]
            #expect(possible.contains(obstacle))
        }
        #expect(shelf.files == before)
    }

    @Test(arguments: Stand.allCases)
    func `in an earlier one's place it is reported and left alone`(stand: Stand) throws {
        let shelf = try twoSegments()
        try put(stand, at: first, in: shelf)
        var ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 8)
        #expect(ledger.recovery.reports.count == 1)
        #expect(ledger.writer.say(1).lines == 1)
        #expect(try ledger.archive.all() == lines(5...9))
        #expect(shelf.segments == [first, fifth])
    }

    @Test func `times ahead of now change no number`() throws {
        let shelf = try Shelf()
        let future = Timestamp(milliseconds: Shelf.now.milliseconds + 5000 * Shelf.day)
        var ledger = try shelf.open()
        _ = ledger.writer.say(3, at: future)
        _ = consume ledger
        var again = try shelf.open()
        #expect(again.recovery.lastSeq == 3)
        #expect(again.recovery.oldestSeq == 1)
        #expect(again.writer.say(2).lines == 2)
        #expect(again.writer.tidy(now: Shelf.now) == 1)
        _ = consume again
        #expect(try shelf.open().recovery.lastSeq == 5)
    }

    @Test(arguments: ["99999999999999999999.jsonl", "00000000000000000000.jsonl", "5.jsonl", "x"])
    func `a file that is not called as a segment is none`(name: String) throws {
        let shelf = try twoSegments()
        try shelf.write(lines(9...9), to: name)
        let ledger = try shelf.open()
        #expect(ledger.recovery.lastSeq == 8)
        #expect(ledger.recovery.reports == [])
    }

    @Test func `a number that no ledger reaches stops the daemon`() throws {
        let shelf = try twoSegments()
        let name = "18446744073709551615.jsonl"
        try shelf.write([], to: name)
        #expect(throws: LedgerFault.unreadable(file: name, obstacle: .tooLarge)) {
            _ = try shelf.open()
        }
    }
}
