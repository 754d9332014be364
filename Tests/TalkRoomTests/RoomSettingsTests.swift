import TalkProtocol
import Testing

@testable import TalkRoom

/// Settings that change while people are in the room.
@Suite struct RoomSettingsTests {
    private let message = Request.say(text: "oi", style: .plain, id: nil).cost

    private func adopt(_ bench: inout RoomBench, _ change: (inout RoomSettings) -> Void) {
        var settings = bench.room.settings
        change(&settings)
        bench.room.adopt(settings, now: bench.now)
    }

    @Test func `who is in stays in when fewer may, and one more than may be is not let in`() throws
    {
        var bench = RoomBench()
        _ = try bench.enter(uid: 1, login: "ada")
        _ = try bench.enter(uid: 2, login: "wren")
        adopt(&bench) { $0.sessions = 2 }
        #expect(bench.people.count == 2)
        #expect(throws: ErrorCode.full) { try bench.room.admit(uid: 3) }
        bench.room.release(uid: 2, now: bench.now)
        _ = try bench.room.admit(uid: 3)
        adopt(&bench) {
            $0.sessions = 9
            $0.sessionsPerAccount = 1
        }
        #expect(throws: ErrorCode.tooManySessions) { try bench.room.admit(uid: 3) }
        _ = try bench.room.admit(uid: 4)
    }

    @Test func `a newcomer is shown the backlog of now`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada").session
        for number in 1...9 { bench.say("\(number)", from: ada) }
        adopt(&bench) { $0.backlog = 3 }
        #expect(try bench.enter(uid: 2, login: "wren").entrance.replay == 7...9)
    }

    @Test func `who owes messages owes as many at another pace, not as much time`() {
        var pace = Pace(perSecond: 1, burst: 1)
        let waits = (1...4).map { _ in pace.admit(message, uid: 1, now: 5000).waitMilliseconds }
        #expect(waits == [0, 1000, 2000, 3000])
        pace.change(to: Pace(perSecond: 10, burst: 1), now: 6000)
        // Three are owed still, and this one makes four.
        #expect(pace.admit(message, uid: 1, now: 6000).waitMilliseconds == 300)
        pace.change(to: Pace(perSecond: 1, burst: 2), now: 6100)
        #expect(pace.admit(message, uid: 1, now: 6100).waitMilliseconds == 2000)
        #expect(pace.admit(message, uid: 2, now: 6100).waitMilliseconds == 0)
    }

    @Test func `a pace can be taken away and given`() {
        var bench = RoomBench {
            $0.pace = 1
            $0.burst = 1
        }
        func wait() -> Int64 {
            bench.room.admit(message, uid: 1, now: bench.now).waitMilliseconds
        }
        #expect([wait(), wait()] == [0, 1000])
        adopt(&bench) { $0.pace = nil }
        #expect([wait(), wait()] == [0, 0])
        adopt(&bench) {
            $0.pace = 2
            $0.burst = 1
        }
        #expect([wait(), wait()] == [0, 500])
    }
}
