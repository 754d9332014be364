import Testing

@testable import TalkClient

@Suite struct ReconnectionTests {
    /// The pauses of so many failures in a row.
    private func pauses(_ count: Int, chance: Double) -> [Int64] {
        var reconnection = Reconnection()
        return (0..<count).map { _ in reconnection.pause(at: 0, chance: chance) }
    }

    @Test func `the pause doubles, and has an end`() {
        #expect(pauses(9, chance: 0) == [50, 100, 200, 400, 800, 1600, 2500, 2500, 2500])
        #expect(pauses(100, chance: 0).last == Reconnection.maxPauseMilliseconds / 2)
    }

    @Test func `who has not much time is not kept waiting for long`() {
        var reconnection = Reconnection()
        let pauses = (0..<9).map { _ in reconnection.pause(at: 0, chance: 0, isHurried: true) }
        #expect(pauses == [50, 100, 200, 400, 500, 500, 500, 500, 500])
    }

    @Test func `chance spreads those who come back over half of the pause`() {
        for (least, most) in zip(pauses(9, chance: 0), pauses(9, chance: 0.999)) {
            #expect((least...2 * least).contains(most))
            #expect(most > least)
        }
    }

    @Test(arguments: [
        (Reconnection.soundMilliseconds - 1, Int64(400)),
        (Reconnection.soundMilliseconds, Int64(50)),
    ])
    func `only a stay that lasted makes the pause short again`(stay: Int64, pause: Int64) {
        var reconnection = Reconnection()
        for _ in 0..<3 { _ = reconnection.pause(at: 0, chance: 0) }
        reconnection.entered(at: 1000)
        #expect(reconnection.pause(at: 1000 + stay, chance: 0) == pause)
    }

    @Test func `who lets us in and closes at once is not asked all the time`() {
        var reconnection = Reconnection()
        var now: Int64 = 0
        var tries = 0
        while now < 60_000 {
            reconnection.entered(at: now)
            now += reconnection.pause(at: now, chance: 0)
            tries += 1
        }
        #expect(tries < 40, "in a minute")
    }
}
