import Foundation
import TalkProtocol
import TalkText
import TestSupport
import Testing

@testable import TalkClient

@Suite struct LastVisitTests {
    private func welcome(seq: UInt64, ledger: SafeText = "l") -> Welcome {
        Welcome(
            host: "host", ledger: ledger, seq: seq, oldest: 1, speaker: .ada, session: 1, here: 1,
            reset: false)
    }

    private func said(_ seq: UInt64) -> Said {
        Said(seq: seq, time: .start, speaker: .wren, text: "x", style: .plain, id: nil)
    }

    private func visit(_ seq: UInt64, _ ledger: String = "l") -> Visit {
        Visit(ledger: ledger, seq: seq, time: Timestamp(milliseconds: Int64(seq)))
    }

    /// The numbers before which the mark is shown, and how many it counts.
    private func marks(_ visits: [Visit], _ end: UInt64, _ numbers: ClosedRange<UInt64>)
        -> [[UInt64]]
    {
        var last = LastVisit(visits)
        last.begin(welcome(seq: end))
        return numbers.compactMap { number in
            last.isPassed(by: said(number)).map { [number, $0.missed] }
        }
    }

    @Test func `the mark stands before the first new one, once, and counts all that are new`() {
        #expect(marks([visit(7)], 10, 5...12) == [[8, 3]])
        // Of many, only the last ones are shown.
        #expect(marks([visit(7)], 100, 91...102) == [[91, 93]])
    }

    @Test func `there is no mark where nothing is new, or nothing new is shown`() {
        #expect(marks([visit(10)], 10, 5...12).isEmpty)
        #expect(marks([], 10, 5...12).isEmpty)
        #expect(marks([visit(7, "other")], 10, 5...12).isEmpty)
        #expect(marks([visit(7)], 10, 11...12).isEmpty)
        // A room that has less than we have seen of it.
        #expect(marks([visit(12)], 10, 5...12).isEmpty)
    }

    @Test func `visits are kept, the newest of each room, and no more than there is room for`()
        throws
    {
        let home = try TemporaryDirectory()
        let file = VisitsFile(
            in: try #require(StateDirectory(stateHome: home.path, home: nil)))
        for number in 1...40 { file.add(visit(UInt64(number), "ledger\(number)")) }
        file.add(visit(50, "ledger20"))
        file.add(visit(45, "ledger20"))
        file.add(visit(1, "with space"))
        file.add(visit(1, "two\nlines"))
        let visits = file.visits()
        #expect(visits.count == 32)
        #expect(visits.last?.ledger == "ledger20" && visits.last?.seq == 50)
        #expect(!visits.contains { $0.ledger == "ledger1" })
    }
}
