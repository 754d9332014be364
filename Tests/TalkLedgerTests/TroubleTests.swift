import Foundation
import Posix
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

/// A disk that says no, and what stands then.
@Suite struct TroubleTests {
    @Test(arguments: [SystemError.noSpace, .inputOutput, SystemError(code: EROFS)])
    func `of a short write the whole lines stand, wherever it is cut`(error: SystemError) throws {
        let batch = lines(3...5)
        for cut in 0..<batch.count {
            let shelf = try Shelf()
            var ledger = try shelf.open()
            _ = ledger.writer.say(2)
            shelf.mishaps.orders.withLock {
                $0.bytesUntilFull = cut
                $0.writeError = error
            }
            let kept = cut < line(3).count ? 0 : cut < lines(3...4).count ? 1 : 2
            #expect(ledger.writer.say(3) == LedgerWriter.Outcome(lines: kept, error: error))
            #expect(ledger.writer.lastSeq == UInt64(2 + kept))
            #expect(shelf.text.utf8.elementsEqual(lines(1...UInt64(2 + kept))))
            #expect(ledger.archive.lastSeq == UInt64(2 + kept))
            shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
            #expect(ledger.writer.say(1, "again").lines == 1)
            #expect(
                try ledger.archive.all()
                    == lines(1...UInt64(2 + kept)) + line(UInt64(3 + kept), "again"))
        }
    }

    @Test(arguments: [0, 2])
    func `a partial line that cannot be taken back is left behind, in a segment that ends there`(
        said: Int
    ) throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        if said > 0 { _ = ledger.writer.say(said) }
        let next = UInt64(said + 1)
        shelf.mishaps.orders.withLock {
            $0.bytesUntilFull = 10
            $0.truncateError = .inputOutput
        }
        #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 0, error: .noSpace))
        #expect(ledger.writer.say(1).lines == 0)
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        #expect(ledger.writer.say(2, "again").lines == 2)
        let kept = (1..<next).flatMap { line($0) } + line(next, "again") + line(next + 1, "again")
        #expect(try ledger.archive.all() == kept)
        _ = consume ledger
        let again = try shelf.open()
        #expect(again.recovery.lastSeq == next + 1)
        #expect(try again.archive.all() == kept)
        #expect(again.archive.takeReports() == [])
    }

    @Test func `when no fresh segment can begin either, each call says why until one can`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(2)
        shelf.mishaps.orders.withLock {
            $0.bytesUntilFull = line(3).count + 10
            $0.truncateError = .inputOutput
            $0.makeError = .noSpace
        }
        #expect(ledger.writer.say(3) == LedgerWriter.Outcome(lines: 1, error: .noSpace))
        #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 0, error: .noSpace))
        #expect(try ledger.archive.all() == lines(1...3))
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        #expect(ledger.writer.say(1).lines == 1)
        #expect(try ledger.archive.all() == lines(1...4))
    }

    @Test
    func `what could not be synced does not stand, and nothing more is asked of that segment`()
        throws
    {
        let shelf = try Shelf()
        shelf.settings.sync = .batch
        var ledger = try shelf.open()
        _ = ledger.writer.say(2)
        #expect(ledger.archive.lastSeq == 0)
        #expect(ledger.writer.sync() == nil)
        #expect(ledger.archive.lastSeq == 2)
        _ = ledger.writer.say(2, "lost")
        shelf.mishaps.orders.withLock { $0.syncError = .inputOutput }
        #expect(ledger.writer.sync() == .inputOutput)
        #expect(ledger.writer.lastSeq == 2)
        #expect(shelf.text.utf8.elementsEqual(lines(1...2)))
        #expect(shelf.segments.last == "00000000000000000003.jsonl")
        _ = ledger.writer.say(1, "lost")
        #expect(ledger.writer.sync() == .inputOutput)
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        _ = ledger.writer.say(1)
        #expect(ledger.writer.sync() == nil)
        #expect(try ledger.archive.all() == lines(1...3))
        #expect(shelf.text.utf8.elementsEqual(lines(1...3)))
    }

    @Test func `what a killed daemon wrote is synced before it is believed`() throws {
        let shelf = try Shelf()
        shelf.settings.sync = .batch
        var killed = try shelf.open()
        _ = killed.writer.say(2)
        _ = consume killed
        shelf.mishaps.orders.withLock { $0.syncError = .inputOutput }
        let file = "00000000000000000001.jsonl"
        #expect(throws: LedgerFault.unwritable(file: file, error: .inputOutput)) {
            _ = try shelf.open()
        }
        shelf.settings.sync = .off
        #expect(try shelf.open().recovery.lastSeq == 2)
        shelf.settings.sync = .batch
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        #expect(try shelf.open().recovery.lastSeq == 2)
    }

    @Test func `lines that could neither be synced nor taken back are not believed later`() throws {
        let shelf = try Shelf()
        shelf.settings.sync = .batch
        var ledger = try shelf.open()
        _ = ledger.writer.say(2)
        _ = ledger.writer.sync()
        _ = ledger.writer.say(2, "lost")
        shelf.mishaps.orders.withLock {
            $0.syncError = .inputOutput
            $0.truncateError = .inputOutput
        }
        #expect(ledger.writer.sync() == .inputOutput)
        _ = consume ledger
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        var again = try shelf.open()
        #expect(again.recovery.lastSeq == 2)
        #expect(try again.archive.all() == lines(1...2))
        #expect(again.writer.say(1).lines == 1)
        #expect(again.writer.sync() == nil)
        #expect(try again.archive.all() == lines(1...3))
    }

    @Test(arguments: Meddling.allCases)
    func `what is meddled with before it is synced does not stand`(meddling: Meddling) throws {
        let shelf = try Shelf()
        shelf.settings.sync = .batch
        var ledger = try shelf.open()
        _ = ledger.writer.say(2)
        #expect(ledger.writer.sync() == nil)
        _ = ledger.writer.say(2, "lost")
        try meddle(meddling, with: shelf.file("00000000000000000001.jsonl"), next: 5)
        #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 0, error: .stale))
        #expect(ledger.writer.sync() == .stale)
        #expect(ledger.writer.lastSeq == 2)
        #expect(ledger.writer.say(1).lines == 1)
        #expect(ledger.writer.sync() == nil)
        #expect(try ledger.archive.all(3...9) == line(3))
        _ = consume ledger
        #expect(try shelf.open().archive.all(3...9) == line(3))
    }

    @Test func `whole lines before a partial one that stays still stand once they are synced`()
        throws
    {
        let shelf = try Shelf()
        shelf.settings.sync = .batch
        var ledger = try shelf.open()
        shelf.mishaps.orders.withLock {
            $0.bytesUntilFull = line(1).count + 10
            $0.truncateError = .inputOutput
        }
        #expect(ledger.writer.say(2).lines == 1)
        #expect(ledger.writer.say(1).lines == 0)
        #expect(ledger.writer.sync() == nil)
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        #expect(ledger.writer.say(1).lines == 1)
        #expect(ledger.writer.sync() == nil)
        #expect(try ledger.archive.all() == lines(1...2))
    }

    @Test(arguments: LedgerSettings.Sync.allCases)
    func `a directory that was removed refuses until it is back, and numbers go on`(
        sync: LedgerSettings.Sync
    ) throws {
        let shelf = try Shelf()
        shelf.settings.sync = sync
        var ledger = try shelf.open()
        _ = ledger.writer.say(3)
        #expect(ledger.writer.sync() == nil)
        try FileManager.default.removeItem(atPath: shelf.path)
        for _ in 0..<2 {
            #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 0, error: .notFound))
        }
        try FileManager.default.createDirectory(
            atPath: shelf.path, withIntermediateDirectories: false)
        #expect(ledger.writer.say(1).lines == 1)
        #expect(ledger.writer.sync() == nil)
        #expect(shelf.segments == ["00000000000000000004.jsonl"])
        #expect(ledger.archive.oldestSeq == 4)
        #expect(try ledger.archive.all() == line(4))
        // It is locked again, and is the same ledger.
        #expect(throws: LedgerFault.held) { _ = try shelf.open() }
        let name = ledger.recovery.name
        _ = consume ledger
        let again = try shelf.open()
        #expect(again.recovery.name == name)
        #expect(again.recovery.lastSeq == 4)
    }

    @Test func `another ledger in its place is not written to`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(3)
        try FileManager.default.removeItem(atPath: shelf.path)
        try shelf.fill(1)
        #expect(ledger.writer.say(1) == LedgerWriter.Outcome(lines: 0, error: .exists))
        #expect(shelf.text.utf8.elementsEqual(line(1)))
    }

    enum Meddling: CaseIterable { case removed, cut, addedTo }

    private func meddle(_ meddling: Meddling, with file: String, next: UInt64) throws {
        switch meddling {
        case .removed: try FileManager.default.removeItem(atPath: file)
        case .cut: truncate(file, 1)
        case .addedTo:
            let handle = try #require(FileHandle(forWritingAtPath: file))
            handle.seekToEndOfFile()
            handle.write(Data(line(next, "forged")))
        }
    }

    @Test(arguments: Meddling.allCases, [0, 3])
    func `a segment that somebody meddled with is left, and what is said goes to a fresh one`(
        meddling: Meddling, said: Int
    ) throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        if said > 0 { _ = ledger.writer.say(said) }
        let file = shelf.file("00000000000000000001.jsonl")
        try meddle(meddling, with: file, next: UInt64(said + 1))
        #expect(ledger.writer.say(1).lines == 1)
        #expect(ledger.writer.say(1).lines == 1)
        let next = UInt64(said + 1)
        #expect(try ledger.archive.all(next...next + 5) == lines(next...next + 1))
        _ = consume ledger
        #expect(try shelf.open().recovery.lastSeq == next + 1)
    }

    @Test(.enabled(if: Programs.isRoot, "only root can mount a small disk"))
    func `a disk that is full refuses, keeps what stood, and takes lines once there is room`()
        throws
    {
        let mount = try TemporaryDirectory()
        try #require(
            try run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount.path]).status == 0)
        defer { _ = try? run(["umount", "-l", mount.path]) }
        let shelf = try Shelf(in: mount.path)
        var ledger = try shelf.open()
        let filler = mount.file("filler")
        try Data([UInt8](repeating: 1, count: 40 * 1024)).write(to: URL(fileURLWithPath: filler))
        var kept = 0
        for _ in 0..<200 {
            let outcome = ledger.writer.say(7)
            kept += outcome.lines
            if outcome.error == nil { continue }
            #expect(outcome.error == .noSpace)
            break
        }
        #expect(kept > 10)
        #expect(ledger.writer.say(1).error != nil || ledger.writer.say(50).error == .noSpace)
        kept = Int(ledger.writer.lastSeq)
        #expect(shelf.text.utf8.elementsEqual(lines(1...UInt64(kept))))
        // A daemon can begin on a full disk.
        _ = consume ledger
        var again = try shelf.open()
        #expect(again.recovery.lastSeq == UInt64(kept))
        #expect(try again.archive.all() == lines(1...UInt64(kept)))
        #expect(again.writer.say(100).error == .noSpace)
        try FileManager.default.removeItem(atPath: filler)
        let last = again.writer.lastSeq
        #expect(again.writer.say(10).lines == 10)
        #expect(try again.archive.all() == lines(1...last + 10))
    }
}
