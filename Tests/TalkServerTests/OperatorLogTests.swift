import Testing

@testable import TalkServer

@Suite struct OperatorLogTests {
    private func text(_ line: LogLine) -> String { String(decoding: line.bytes, as: UTF8.self) }

    @Test func `an event is one line of words`() {
        #expect(
            text(LogLine("dismiss").with("uid", 1000).with("reason", "too-slow"))
                == "dismiss uid=1000 reason=too-slow\n")
    }

    @Test func `a line is usual unless it is said to matter, and then as the journal says it`() {
        #expect(LogLine("stop").with("pid", 1).priority.mark == "<6>")
        #expect(LogLine("stop").at(.notable).with("pid", 1).priority.mark == "<4>")
        #expect(text(LogLine("stop").at(.wrong)) == "stop\n")
        #expect(LogPriority.wrong.mark == "<3>")
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
