import Foundation
import Posix
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

/// Reading back.
@Suite struct ArchiveTests {
    @Test func `any number of any segment is found, in this run and in the next one`() throws {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 600_000
        var ledger = try shelf.open()
        while ledger.writer.lastSeq < 12_000 { _ = ledger.writer.say(37) }
        let last = ledger.writer.lastSeq
        _ = consume ledger
        let again = try shelf.open()
        for archive in [again.archive] {
            for seq in stride(from: UInt64(1), through: last, by: 119) {
                let found = try #require(
                    try archive.lines(from: seq, through: last, maxBytes: 400))
                #expect(Array(found.bytes) == lines(seq...found.next - 1))
                #expect(found.next > seq + 1 || found.next == last + 1 || found.bytes.count > 130)
            }
        }
        #expect(try again.archive.all() == lines(1...last))
    }

    @Test func `one line deep in a large segment is found by glances, and next time without`()
        throws
    {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        while ledger.writer.lastSeq < 60_000 { _ = ledger.writer.say(500) }
        let own = ledger.archive.state.withLock { $0.segments[0].neighbours(of: 30_000) }
        #expect(own.after - own.before.offset < 3 * LedgerBounds.landmarkBytes)
        _ = consume ledger
        let again = try shelf.open()
        func gap() -> Int {
            again.archive.state.withLock {
                let (before, after) = $0.segments[0].neighbours(of: 30_000)
                return after - before.offset
            }
        }
        #expect(gap() > 1_000_000)
        let found = try #require(
            try again.archive.lines(from: 30_000, through: 30_001, maxBytes: 1))
        #expect(Array(found.bytes) == line(30_000))
        #expect(gap() <= 2 * LedgerBounds.landmarkBytes)
    }

    @Test func `lines longer than a chunk, and chunks cut anywhere, come whole`() throws {
        let shelf = try Shelf()
        let text = String(repeating: "\"\\", count: 4096)
        var ledger = try shelf.open()
        for _ in 0..<40 {
            _ = ledger.writer.say(1)
            _ = ledger.writer.say(1, text)
        }
        let wanted = stride(from: UInt64(1), to: 80, by: 2).flatMap {
            line($0) + line($0 + 1, text)
        }
        #expect(try ledger.archive.all(maxBytes: 1000) == wanted)
        _ = consume ledger
        #expect(try shelf.open().archive.all() == wanted)
    }

    @Test func `who reads sees whole lines in order while others write and segments go`() throws {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 20_000
        shelf.settings.retentionBytes = 400_000
        var ledger = try shelf.open()
        let archive = ledger.archive
        let failures = Locked<[String]>([])
        let isOver = Locked(false)
        var readers: [Posix.Thread] = []
        for _ in 0..<3 {
            readers.append(
                try Posix.Thread.start(name: "reader") {
                    while !isOver.withLock({ $0 }) {
                        do {
                            let oldest = archive.oldestSeq
                            var seq = oldest
                            while let found = try archive.lines(
                                from: seq, through: .max, maxBytes: 5000)
                            {
                                let count = found.bytes.filter { $0 == UInt8(ascii: "\n") }.count
                                let first = found.next - UInt64(count)
                                if Array(found.bytes) != lines(first...found.next - 1)
                                    || first < seq
                                {
                                    failures.withLock { $0.append("\(seq) \(first)") }
                                }
                                seq = found.next
                            }
                        } catch {
                            failures.withLock { $0.append("\(error)") }
                        }
                    }
                })
        }
        for _ in 0..<800 { #expect(ledger.writer.say(10).lines == 10) }
        isOver.withLock { $0 = true }
        readers.forEach { $0.join() }
        #expect(failures.withLock { $0 } == [])
        #expect(archive.takeReports() == [])
    }

    @Test func `of segments read long ago none is held open`() throws {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 300
        var ledger = try shelf.open()
        for _ in 0..<100 { _ = ledger.writer.say(1) }
        #expect(shelf.segments.count > 20)
        #expect(try ledger.archive.all() == lines(1...100))
        #expect(ledger.archive.state.withLock { $0.open.count } == LedgerBounds.openSegments)
    }
}
