import Foundation
import TestSupport
import Testing

/// Promises 1 to 3, while daemon after daemon is killed at moments that nobody chose.
///
/// `TALKROOM_KILLS` says how many, ten unless it does.
@Suite(.serialized) struct KillTests {
    private static let asked = ProcessInfo.processInfo.environment["TALKROOM_KILLS"].flatMap {
        Int($0)
    }
    private static let kills = asked ?? 10

    @Test(arguments: [("off", kills), ("batch", max(4, kills / 5))])
    func `kills lose nothing that was acknowledged, and nothing is said twice`(
        sync: String, kills: Int
    ) throws {
        try endure(.killed, kills, ["sync=\(sync)"])
    }

    @Test func `ends in order lose nothing either`() throws {
        try endure(.stopped, max(5, Self.kills / 5), [])
    }

    private func endure(_ ending: Ordeal.Ending, _ count: Int, _ options: [String]) throws {
        let ordeal = try Ordeal(options)
        let begun = ContinuousClock.now
        while ordeal.endings < count {
            try ordeal.next(ending)
            if ordeal.regulars.count == Ordeal.regularsAtFirst, ordeal.endings >= count / 2 {
                ordeal.addLatecomer()
            }
        }
        try ordeal.finish()
        try ordeal.expectPromisesKept()
        let without = ordeal.endingsWithoutReceipt
        #expect(2 * without >= ordeal.endings, "\(without) of \(ordeal.endings), \(ordeal.seed)")
        // For who asked for many.
        guard Self.asked != nil else { return }
        print("\(ending) \(options): \(ordeal.figures) in \(ContinuousClock.now - begun)")
    }
}
