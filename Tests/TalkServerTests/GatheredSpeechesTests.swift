import TalkProtocol
import TalkRoom
import TalkText
import Testing

@testable import TalkServer

@Suite struct GatheredSpeechesTests {
    private func fill(_ gathered: inout GatheredSpeeches, _ count: Int, bytes: Int) {
        let text = SafeText(sanitizing: String(repeating: "x", count: bytes))
        for _ in 0..<count { gathered.append(Speech(text: text, style: .plain, id: nil)) }
    }

    /// How many make it full.
    private func most(_ gathered: inout GatheredSpeeches) -> Int {
        var count = 0
        while !gathered.isFull {
            fill(&gathered, 1, bytes: 1)
            count += 1
        }
        return count
    }

    @Test func `twice as many are gathered each time, up to a limit, until they are too many`() {
        var gathered = GatheredSpeeches()
        var expected = Limits.firstSpeeches
        while expected < Limits.maxSpeeches {
            #expect(most(&gathered) == expected)
            #expect(gathered.take().count == expected)
            expected *= 2
        }
        for _ in 0..<2 {
            #expect(most(&gathered) == Limits.maxSpeeches)
            _ = gathered.take()
        }
        gathered.wereTooMany()
        #expect(most(&gathered) == Limits.firstSpeeches)
    }

    @Test func `who sends few at a time is not trusted with more`() {
        var gathered = GatheredSpeeches()
        for _ in 0..<10 {
            fill(&gathered, Limits.firstSpeeches - 1, bytes: 1)
            _ = gathered.take()
        }
        #expect(most(&gathered) == Limits.firstSpeeches)
    }

    @Test func `the bytes that may be said at once make it full, and one less does not`() {
        let count = Limits.maxSpeechBytes / Limits.maxTextBytes
        var gathered = GatheredSpeeches()
        fill(&gathered, count - 1, bytes: Limits.maxTextBytes)
        fill(&gathered, 1, bytes: Limits.maxTextBytes - 1)
        #expect(!gathered.isFull)
        fill(&gathered, 1, bytes: 1)
        #expect(gathered.isFull)
    }

    @Test func `what was taken is there once, in order`() {
        var gathered = GatheredSpeeches()
        for text in ["one", "two"] {
            gathered.append(Speech(text: SafeText(sanitizing: text), style: .plain, id: nil))
        }
        #expect(gathered.take().map(\.text.string) == ["one", "two"])
        #expect(gathered.take().isEmpty)
    }
}
