import Foundation
import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger

/// Whatever happened to the files, what is handed out was said, in order, and the ledger goes on.
@Suite struct DamageTests {
    @Test(arguments: 0..<(Sanitizer.isThread ? 10 : 50))
    func `from damaged files comes nothing but safe lines with rising numbers`(seed: Int) throws {
        var dice = SeededGenerator(seed: UInt64(seed))
        let shelf = try Shelf()
        shelf.settings.segmentBytes = 12_000
        try shelf.fill(100)
        var ledger = try shelf.open()
        for _ in 0..<20 { _ = ledger.writer.say(10) }
        _ = consume ledger
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let name = try #require(shelf.segments.randomElement(using: &dice))
            try shelf.write(damaged(contents(of: shelf.file(name)), &dice), to: name)
        }
        var last: UInt64 = 0
        for _ in 0..<3 {
            var again = try shelf.open()
            #expect(again.recovery.lastSeq >= last)
            try checkWhatIsRead(again.archive, using: &dice)
            #expect(again.writer.say(3).lines == 3)
            let end = again.writer.lastSeq
            #expect(try again.archive.all(end - 2...end) == lines(end - 2...end))
            last = end
        }
    }

    private func checkWhatIsRead(_ archive: LedgerArchive, using dice: inout SeededGenerator) throws
    {
        let start = UInt64.random(in: 1...400, using: &dice)
        let end = UInt64.random(in: start...500, using: &dice)
        var before = start - 1
        let bytes = try archive.all(start...end, maxBytes: Int.random(in: 1...5000, using: &dice))
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard case .said(let said) = try Event(jsonLine: Array(line)) else {
                Issue.record("no said: \(escaped(line))")
                continue
            }
            #expect(said.seq > before && said.seq <= end)
            #expect(Event.said(said).jsonLine.dropLast().elementsEqual(line))
            before = said.seq
        }
    }

    private func damaged(_ bytes: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        guard !bytes.isEmpty else { return bytes }
        let start = Int.random(in: 0..<bytes.count, using: &dice)
        let range = start..<min(bytes.count, start + Int.random(in: 1...2000, using: &dice))
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: bytes.removeLast(bytes.count - start)
        case 1: bytes.replaceSubrange(range, with: [UInt8](repeating: 0, count: range.count))
        case 2: bytes[start] ^= UInt8.random(in: 1...255, using: &dice)
        case 3: bytes.removeSubrange(range)
        case 4:
            bytes.insert(
                contentsOf: bytes[range], at: Int.random(in: 0..<bytes.count, using: &dice))
        default:
            for index in range { bytes[index] = UInt8.random(in: 0...255, using: &dice) }
        }
        return bytes
    }
}
