import Testing

@testable import TalkServer

@Suite struct DoorNewsTests {
    @Test func `each account and reason is told, and told again after a minute`() {
        var news = DoorNews()
        let minute = DoorNews.quietMilliseconds
        for uid: UInt32 in [1, 2] {
            for reason in ["quit", "hung-up"] {
                let told = [5, 5, 4 + minute, 5 + minute, 6 + minute].map {
                    news.isDue(reason, of: uid, now: $0)
                }
                #expect(told == [true, false, false, true, false], "\(uid) \(reason)")
            }
        }
    }
}
