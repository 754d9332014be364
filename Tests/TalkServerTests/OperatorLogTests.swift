import Testing

@testable import TalkServer

@Suite struct OperatorLogTests {
    private func text(_ line: LogLine) -> String { String(decoding: line.bytes, as: UTF8.self) }

    @Test func `an event is one line of words`() {
        #expect(
            text(LogLine("dismiss").with("uid", 1000).with("reason", "too-slow"))
                == "dismiss uid=1000 reason=too-slow\n")
    }

    @Test func `no value can forge a line, a key or move a cursor`() {
        let hostile = "a\nlisten b=\"c\"\\\u{1B}[2J\u{202E}é\u{301}"
        let line = text(LogLine("join").with("client", hostile))
        #expect(
            line == #"join client="a\u{a}listen b=\"c\"\\\u{1b}[2J\u{202e}é\u{301}""#
                + "\n")
        #expect(text(LogLine("join").with("client", "")) == "join client=\"\"\n")
    }
}
