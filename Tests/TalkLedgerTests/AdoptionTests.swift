import Posix
import TestSupport
import Testing

@testable import TalkLedger

/// Other settings for a ledger that is written to.
@Suite struct AdoptionTests {
    private func settings(_ change: (inout LedgerSettings) -> Void) -> LedgerSettings {
        var settings = LedgerSettings()
        change(&settings)
        return settings
    }

    @Test func `a sync that fails takes back nothing that was said before there was any`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(3)
        ledger.writer.adopt(settings { $0.sync = .batch })
        _ = ledger.writer.say(2)
        #expect(try ledger.archive.all() == lines(1...3), "before the sync")
        shelf.mishaps.orders.withLock { $0.syncError = .inputOutput }
        #expect(ledger.writer.sync() == .inputOutput)
        #expect(ledger.writer.lastSeq == 3)
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        _ = ledger.writer.say(1)
        #expect(ledger.writer.sync() == nil)
        #expect(try ledger.archive.all() == lines(1...4))
        _ = consume ledger
        #expect(try shelf.open().recovery.lastSeq == 4)
    }

    @Test func `nor when trouble had left no segment to go on with`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(3)
        ledger.writer.current = nil
        ledger.writer.adopt(settings { $0.sync = .batch })
        _ = ledger.writer.say(2)
        shelf.mishaps.orders.withLock { $0.syncError = .inputOutput }
        #expect(ledger.writer.sync() == .inputOutput)
        #expect(ledger.writer.lastSeq == 3)
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        #expect(ledger.writer.say(1).lines == 1 && ledger.writer.sync() == nil)
        _ = consume ledger
        let again = try shelf.open()
        #expect(try again.archive.all() == lines(1...4))
    }

    @Test func `a disk that cannot sync at the change keeps what was said, and goes on`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(3)
        shelf.mishaps.orders.withLock { $0.syncError = .inputOutput }
        ledger.writer.adopt(settings { $0.sync = .batch })
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        _ = ledger.writer.say(1)
        #expect(ledger.writer.sync() == nil)
        #expect(try ledger.archive.all() == lines(1...4))
    }

    @Test(arguments: [0, 3])
    func `to and fro, every line is read back, by the next daemon too`(said: Int) throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        if said > 0 { _ = ledger.writer.say(said) }
        for sync in [LedgerSettings.Sync.batch, .off, .batch, .batch, .off] {
            ledger.writer.adopt(settings { $0.sync = sync })
            #expect(ledger.writer.say(1).lines == 1)
            #expect(ledger.writer.sync() == nil)
        }
        let last = UInt64(said + 5)
        #expect(try ledger.archive.all() == lines(1...last))
        _ = consume ledger
        let again = try shelf.open()
        #expect(again.recovery.lastSeq == last && again.recovery.reports.isEmpty)
        #expect(try again.archive.all() == lines(1...last))
    }

    @Test func `what is too much by the new settings goes`() throws {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 1000
        var ledger = try shelf.open()
        for _ in 0..<50 { _ = ledger.writer.say(1) }
        ledger.writer.adopt(settings { $0.retentionBytes = 4000 })
        #expect(ledger.writer.tidy(now: Shelf.now) > 1)
        #expect(shelf.text.utf8.count <= 4000)
        #expect(ledger.writer.lastSeq == 50)
    }
}
