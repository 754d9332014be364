import Testing

@testable import TalkClient

@Suite struct ReadingPaceTests {
    /// Looks at what a sender of messages of so many bytes has sent; gives how often in a second.
    private func looksInASecond(messagesPerSecond: Int64, bytes: Int) -> Int {
        var pace = ReadingPace()
        var looks = 0
        var now: Int64 = 10_000_000
        var seen: Int64 = 0
        let start = now
        while now < start + 1_000_000 {
            if let left = pace.left(at: now) {
                now += left * 1000
                continue
            }
            let sent = (now - start) * messagesPerSecond / 1_000_000
            if sent > seen {
                pace.took(bytes: Int(sent - seen) * bytes, at: now)
                looks += 1
                seen = sent
            }
            now += 10
        }
        return looks
    }

    @Test func `what comes after a pause is seen at once`() {
        var pace = ReadingPace()
        #expect(pace.left(at: 0) == nil)
        pace.took(bytes: 300, at: 1_000_000)
        #expect(pace.left(at: 1_000_000) == 20)
        #expect(pace.left(at: 1_019_999) == 1)
        #expect(pace.left(at: 1_020_000) == nil)
    }

    @Test func `few messages are looked at as they come, many some twelve times a second`() {
        #expect(looksInASecond(messagesPerSecond: 5, bytes: 300) == 4)
        #expect((30...50).contains(looksInASecond(messagesPerSecond: 200, bytes: 300)))
        #expect((12...15).contains(looksInASecond(messagesPerSecond: 1000, bytes: 350)))
    }

    @Test func `a flood is not kept waiting`() {
        var pace = ReadingPace()
        pace.took(bytes: 300, at: 1_000_000)
        // What a sender can have on its way while we do not look.
        pace.took(bytes: 50_000, at: 1_080_000)
        #expect(pace.left(at: 1_080_000) == nil)
        pace.took(bytes: 8_000, at: 1_081_000)
        #expect(pace.left(at: 1_081_000) == nil)
        pace.took(bytes: 300, at: 1_200_000)
        #expect(pace.left(at: 1_200_000) == 20)
    }
}
