import Testing

@testable import TalkCommandLine

@Suite struct TextReplacingTests {
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
