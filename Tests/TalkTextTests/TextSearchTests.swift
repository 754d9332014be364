import Testing

@testable import TalkText

@Suite struct TextSearchTests {
    @Test(arguments: [
        ("xterm-256color", "256color", true), ("aab", "ab", true), ("ab", "ab", true),
        ("a", "ab", false), ("aba", "bb", false), ("", "a", false), ("a", "", true),
        ("\u{E3}\u{E9}", "\u{E9}", true), ("\u{E3}", "a", false), ("\r\n", "\n", true),
    ])
    func `a text stands in another by its bytes`(text: String, part: String, isThere: Bool) {
        #expect(text.contains(bytesOf: part) == isThere)
    }

    @Test(arguments: [
        ("@A@ and @A@", "@A@", "b", "b and b"), ("aaa", "aa", "b", "ba"), ("abc", "x", "y", "abc"),
        ("é'é", "'", #"'\''"#, #"é'\''é"#), ("a", "a", "aa", "aa"), ("a", "", "b", "a"),
        ("", "a", "b", ""),
    ])
    func `each place is replaced once, from the left`(
        text: String, part: String, other: String, result: String
    ) {
        #expect(text.replacing(bytesOf: part, with: other) == result)
    }
}
