import TalkProtocol
import TalkRoom
import TalkText
import Testing

@testable import TalkServer

@Suite struct GatheredSpeechesTests {
    private func gathered(_ count: Int, bytes: Int) -> GatheredSpeeches {
        var gathered = GatheredSpeeches()
        let text = SafeText(sanitizing: String(repeating: "x", count: bytes))
        for _ in 0..<count { gathered.append(Speech(text: text, style: .plain, id: nil)) }
        return gathered
    }

    @Test func `as many as may be said at once make it full, and one less does not`() {
        #expect(!gathered(Limits.maxSpeeches - 1, bytes: 1).isFull)
        #expect(gathered(Limits.maxSpeeches, bytes: 1).isFull)
    }

    @Test func `the bytes that may be said at once make it full, and one less does not`() {
        let count = Limits.maxSpeechBytes / Limits.maxTextBytes
        var almost = gathered(count - 1, bytes: Limits.maxTextBytes)
        let rest = SafeText(sanitizing: String(repeating: "x", count: Limits.maxTextBytes - 1))
        almost.append(Speech(text: rest, style: .plain, id: nil))
        #expect(!almost.isFull)
        #expect(gathered(count, bytes: Limits.maxTextBytes).isFull)
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
