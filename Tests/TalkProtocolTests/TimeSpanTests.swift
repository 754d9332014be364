import Testing

@testable import TalkProtocol

@Suite struct TimeSpanTests {
    @Test(arguments: [
        ("1s", 1), ("10", 600), ("10m", 600), ("2H", 7200), ("3d", 259_200), ("1w", 604_800),
        ("3650d", 315_360_000),
    ])
    func `a length of time is read`(word: String, seconds: Int) {
        #expect(TimeSpan(word)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "m", "0", "0s", "-1m", "+1m", "1.5h", "1mm", "1 m", "3651d", "٣d",
        "99999999999999999999s",
        "999999999w", "1x",
    ])
    func `what is no length of time is none`(word: String) {
        #expect(TimeSpan(word) == nil)
    }

    @Test(arguments: [
        ("1x", ""), ("0", ""), ("0m", "spam"), ("-5m", ""), ("+5", ""), ("\u{2212}5", ""),
        ("٥m", ""),
        ("1.5h", ""), ("9999999999w", ""), ("5", "m"), ("2", "H"), ("10", "years"), ("3", "dias"),
    ])
    func `a time that would be another, or none, is mistyped`(word: String, next: String) {
        #expect(TimeSpan.isMistyped(word, before: next))
    }

    @Test(arguments: [
        ("5m", "m"), ("5", ""), ("5", "spam"), ("5", "more times"), ("spam", "5"), ("-", ""),
        ("-x", ""), ("", ""), ("+", "5"), ("2h", "hours of spam"),
    ])
    func `a time that is one, and a reason that begins with none, are not`(
        word: String, next: String
    ) {
        #expect(!TimeSpan.isMistyped(word, before: next))
    }

    @Test(arguments: [
        (0, "0s"), (1, "1s"), (60, "1m"), (61, "1m 1s"), (7200, "2h"), (90_061, "1d 1h"),
        (1_209_600, "14d"),
    ])
    func `a length of time is shown by its largest units`(seconds: Int, shown: String) {
        #expect(TimeSpan(seconds: seconds).description == shown)
    }
}
