import Foundation
import Posix
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

/// A text that is taken away: out of every byte of the directory, whatever happens meanwhile.
@Suite struct RedactionTests {
    private let secret = "hunter2"
    private let first = "00000000000000000001.jsonl"

    /// What the ledger is to hold once number `gone` of `seqs` is taken away, which said the secret.
    private func redacted(_ seqs: ClosedRange<UInt64>, gone: UInt64) -> [UInt8] {
        seqs.flatMap { $0 == gone ? Event.said(said($0, secret).redacted).jsonLine : line($0) }
    }

    private func expectNowhere(_ shelf: Shelf) {
        for name in shelf.files {
            let text = String(decoding: contents(of: shelf.file(name)), as: UTF8.self)
            #expect(!text.contains(secret), "\(name)")
        }
    }

    private func secretly(_ ledger: inout Ledger) {
        _ = ledger.writer.say(2)
        _ = ledger.writer.say(1, secret)
        _ = ledger.writer.say(2)
        #expect(ledger.writer.sync() == nil)
    }

    @Test(arguments: LedgerSettings.Sync.allCases)
    func `the text is gone, its number stays, and numbers go on in the same file`(
        sync: LedgerSettings.Sync
    ) throws {
        let shelf = try Shelf()
        shelf.settings.sync = sync
        var ledger = try shelf.open()
        secretly(&ledger)
        #expect(try ledger.writer.redact(3))
        expectNowhere(shelf)
        #expect(try ledger.archive.all() == redacted(1...5, gone: 3))
        #expect(try !ledger.writer.redact(3), "it is gone already")
        #expect(try !ledger.writer.redact(6), "it was not said yet")
        #expect(ledger.writer.say(1).lines == 1)
        #expect(ledger.writer.sync() == nil)
        #expect(shelf.text.utf8.elementsEqual(redacted(1...6, gone: 3)))
        #expect(shelf.segments == [first])
        _ = consume ledger
        var saids: [Said] = []
        let again = try shelf.open { saids.append($0) }
        #expect(again.recovery.lastSeq == 6 && again.recovery.reports == [])
        #expect(
            saids.map(\.style).map { $0 == .redacted } == [false, false, true, false, false, false])
        #expect(saids[2].id == MessageID("id-3") && saids[2].text.isBlank)
    }

    @Test func `what another said of it stays as it was`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        _ = ledger.writer.say(1, secret)
        _ = ledger.writer.say(1, "do not say \(secret)")
        _ = consume ledger
        // What an earlier daemon wrote is looked at more closely.
        var again = try shelf.open()
        #expect(try again.writer.redact(1))
        #expect(
            try again.archive.all()
                == Event.said(said(1, secret).redacted).jsonLine + line(2, "do not say \(secret)"))
    }

    /// A fuzzer found that a damaged line was taken for the one that is meant.
    @Test(arguments: [0, 1, 3, 9] as [UInt64])
    func `damaged lines stay where they are, whatever number they begin with`(
        number: UInt64
    ) throws {
        let shelf = try Shelf()
        try shelf.fill(1)
        var damaged = Array(#"{"event":"said","seq":\#(number),"#.utf8)
        damaged += Array(repeating: 0, count: 60) + [10]
        try shelf.write(line(1) + damaged + line(2) + line(3, secret) + line(4), to: first)
        var ledger = try shelf.open()
        #expect(try ledger.writer.redact(3))
        let gone = Event.said(said(3, secret).redacted).jsonLine
        #expect(contents(of: shelf.file(first)) == line(1) + damaged + line(2) + gone + line(4))
    }

    @Test func `old segments of earlier daemons are read the same after it, from any number on`()
        throws
    {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 300_000
        var ledger = try shelf.open()
        for _ in 0..<30 { _ = ledger.writer.say(100) }
        _ = ledger.writer.say(1, secret)
        for _ in 0..<60 { _ = ledger.writer.say(100) }
        let count = ledger.writer.lastSeq
        _ = consume ledger
        #expect(shelf.segments.count > 3)
        var again = try shelf.open()
        // So that places in it are known by then.
        for seq: UInt64 in [2000, 3001, 3500] { _ = try again.archive.all(seq...seq + 1) }
        #expect(try again.writer.redact(3001))
        for seq: UInt64 in [1, 2000, 2999, 3000, 3001, 3002, 3500, count - 1] {
            let range = seq...min(seq + 400, count)
            #expect(try again.archive.all(range) == redacted(range, gone: 3001), "\(seq)")
        }
        expectNowhere(shelf)
        #expect(again.archive.takeReports() == [])
    }

    @Test func `what was torn off, or stayed torn, loses it too`() throws {
        let shelf = try Shelf()
        try shelf.fill(2)
        let piece = Array(line(3, secret).dropLast(20))
        let cut = Array(
            line(3, secret).prefix { $0 != UInt8(ascii: "}") }
                .dropLast(#"","id":"id-3""#.utf8.count + 3))
        #expect(String(decoding: cut, as: UTF8.self).hasSuffix("hunt"))
        for (index, torn) in [piece, cut, Array(line(3, "harmless").dropLast(9))].enumerated() {
            try shelf.write(lines(1...2) + torn, to: first)
            _ = try shelf.open()
            #expect(
                contents(of: shelf.file("00000000000000000001.torn")).count(where: { $0 == 10 })
                    == index + 1)
        }
        var ledger = try shelf.open()
        _ = ledger.writer.say(1, secret)
        #expect(try ledger.writer.redact(3))
        expectNowhere(shelf)
        let left = contents(of: shelf.file("00000000000000000001.torn"))
        #expect(left == Array(line(3, "harmless").dropLast(9)) + [10])
    }

    @Test func `what was refused and could not be taken back loses it too`() throws {
        let shelf = try Shelf()
        shelf.settings.sync = .batch
        var ledger = try shelf.open()
        _ = ledger.writer.say(2)
        #expect(ledger.writer.sync() == nil)
        _ = ledger.writer.say(1, secret)
        shelf.mishaps.orders.withLock {
            $0.syncError = .inputOutput
            $0.truncateError = .inputOutput
        }
        #expect(ledger.writer.sync() == .inputOutput)
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        #expect(shelf.text.contains(secret))
        _ = ledger.writer.say(1, secret)
        #expect(ledger.writer.sync() == nil)
        #expect(try ledger.writer.redact(3))
        expectNowhere(shelf)
        #expect(try ledger.archive.all() == redacted(1...3, gone: 3))
    }

    // MARK: Trouble

    @Test func `a disk that fills up at any byte of it leaves everything as it was`() throws {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        secretly(&ledger)
        let before = shelf.text
        let fresh = redacted(1...5, gone: 3).count
        for cut in 0..<fresh {
            shelf.mishaps.orders.withLock { $0.bytesUntilFull = cut }
            #expect(throws: SystemError.noSpace) { try ledger.writer.redact(3) }
            #expect(shelf.text == before && shelf.files == [first, "name"])
        }
        shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        for change: (inout Mishaps.Orders) -> Void in [
            { $0.syncError = .inputOutput }, { $0.makeError = .inputOutput },
        ] {
            shelf.mishaps.orders.withLock { change(&$0) }
            #expect(throws: SystemError.inputOutput) { try ledger.writer.redact(3) }
            shelf.mishaps.orders.withLock { $0 = Mishaps.Orders() }
        }
        #expect(shelf.text == before)
        #expect(ledger.writer.say(1).lines == 1)
        #expect(try ledger.writer.redact(3))
        #expect(try ledger.archive.all() == redacted(1...6, gone: 3))
    }

    @Test func `killed at any byte of it, the next daemon finds the old file and can do it`() throws
    {
        let shelf = try Shelf()
        var ledger = try shelf.open()
        secretly(&ledger)
        _ = consume ledger
        let fresh = redacted(1...5, gone: 3)
        let before = shelf.text
        for cut in stride(from: 0, through: fresh.count, by: 1) {
            try shelf.write(Array(fresh.prefix(cut)), to: "00000000000000000001.new")
            let again = try shelf.open()
            #expect(shelf.files == [first, "name"] && again.recovery.lastSeq == 5)
            #expect(shelf.text == before)
        }
        var last = try shelf.open()
        #expect(try last.writer.redact(3))
        #expect(shelf.text.utf8.elementsEqual(fresh))
    }

    // MARK: Others who read

    @Test func `who reads meanwhile sees the old line or the new one, and each number once`() throws
    {
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 100_000
        var ledger = try shelf.open()
        for _ in 0..<10 { _ = ledger.writer.say(100, secret) }
        let archive = ledger.archive
        let isDone = Locked(false)
        let faults = Locked<[String]>([])
        let readers = try (0..<3).map { _ in
            try Posix.Thread.start(name: "reader") {
                while !isDone.withLock({ $0 }) {
                    do {
                        let all = try archive.all(1...1000, maxBytes: 4096)
                        let saids = all.split(separator: 10).compactMap { SaidLine.said(Array($0)) }
                        let isWhole =
                            saids.map(\.seq) == Array(1...1000)
                            && saids.allSatisfy {
                                $0.text.string == "hunter2" || $0.style == .redacted
                            }
                        if !isWhole { faults.withLock { $0.append("\(saids.count)") } }
                    } catch {
                        faults.withLock { $0.append("\(error)") }
                    }
                }
            }
        }
        for seq in stride(from: UInt64(1), through: 1000, by: 9) {
            #expect(try ledger.writer.redact(seq))
        }
        isDone.withLock { $0 = true }
        for reader in readers { reader.join() }
        #expect(faults.withLock { $0 } == [])
        #expect(archive.takeReports() == [])
    }
}
