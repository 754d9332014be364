import Foundation
import Posix
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

/// When segments begin, and when they go.
@Suite struct RetentionTests {
    private func at(day: Int64) -> Timestamp {
        Timestamp(milliseconds: Shelf.now.milliseconds + day * Shelf.day)
    }

    @Test func `a segment holds one day, and an empty one waits for the day it gets`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(2, at: at(day: 1))
        _ = ledger.writer.say(2, at: at(day: 1))
        _ = ledger.writer.say(1, at: at(day: 2))
        #expect(
            shelf.segments == ["00000000000000000001.jsonl", "00000000000000000005.jsonl"])
        _ = consume ledger
        var again = try shelf.open()
        _ = again.writer.say(1, at: at(day: 2))
        #expect(shelf.segments.count == 2)
        _ = again.writer.say(1, at: at(day: 3))
        #expect(shelf.segments.last == "00000000000000000007.jsonl")
    }

    @Test func `a segment that is full is followed by another, and all is read back across them`()
        throws
    {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 1000
        var ledger = try shelf.open()
        for _ in 0..<50 { _ = ledger.writer.say(1) }
        #expect(shelf.segments.count == 7)
        #expect(try ledger.archive.all() == lines(1...50))
        #expect(try ledger.archive.all(9...33, maxBytes: 300) == lines(9...33))
    }

    @Test func `what is older than retention_days goes, the last segment only after a fresh one`()
        throws
    {
        let shelf = try Shelf()
        shelf.settings.retentionDays = 2
        var ledger = try shelf.open()
        for day in 0..<3 { _ = ledger.writer.say(2, at: at(day: Int64(day))) }
        #expect(ledger.writer.tidy(now: at(day: 2)) == 1)
        #expect(ledger.writer.tidy(now: at(day: 3)) == 3)
        #expect(try ledger.archive.all() == fourLines())
        #expect(ledger.writer.tidy(now: at(day: 9)) == 7)
        #expect(shelf.segments == ["00000000000000000007.jsonl"])
        #expect(try ledger.archive.all() == [])
        _ = consume ledger
        var again = try shelf.open(at: at(day: 9))
        #expect(again.recovery.lastSeq == 6)
        #expect(again.recovery.oldestSeq == 7)
        #expect(again.recovery.name == LedgerName(random: (0, 1)))
        #expect(again.writer.say(1, at: at(day: 9)).lines == 1)
        #expect(again.archive.oldestSeq == 7)
    }

    private func fourLines() -> [UInt8] {
        [3, 4].flatMap { line($0, at: at(day: 1)) } + [5, 6].flatMap { line($0, at: at(day: 2)) }
    }

    @Test func `a daemon that begins removes what is too old, by the time of each last line`()
        throws
    {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        for day in 0..<4 { _ = ledger.writer.say(1, at: at(day: Int64(day))) }
        _ = consume ledger
        shelf.settings.retentionDays = 3
        #expect(try shelf.open(at: at(day: 5)).recovery.oldestSeq == 3)
        #expect(shelf.segments.count == 2)
    }

    @Test
    func `the segments never hold more than retention_bytes, and what is torn goes with them`()
        throws
    {
        let shelf = try Shelf()
        shelf.settings.retentionBytes = 20_000
        var ledger = try shelf.open()
        try shelf.write(Array("torn".utf8), to: "00000000000000000001.torn")
        for _ in 0..<1000 {
            _ = ledger.writer.say(1)
            #expect(shelf.text.utf8.count <= 20_000)
        }
        #expect(shelf.text.utf8.count > 10_000)
        let oldest = ledger.archive.oldestSeq
        #expect(try ledger.archive.all() == lines(oldest...1000))
        #expect(!shelf.files.contains("00000000000000000001.torn"))
    }

    @Test func `a segment that somebody emptied goes, and holds up no other`() throws {
        let shelf = try Shelf()
        shelf.settings.retentionDays = 2
        var ledger = try shelf.open()
        for day in 0..<4 { _ = ledger.writer.say(1, at: at(day: Int64(day))) }
        #expect(ledger.archive.oldestSeq == 2)
        try shelf.write([], to: "00000000000000000002.jsonl")
        #expect(ledger.writer.tidy(now: at(day: 3)) == 2)
        #expect(try ledger.archive.all().isEmpty == false)
        _ = consume ledger
        #expect(try shelf.open(at: at(day: 3)).recovery.oldestSeq == 3)
    }
}
