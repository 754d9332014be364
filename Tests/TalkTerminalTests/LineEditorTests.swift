import TalkTerminal
import TalkText
import Testing

@Suite struct LineEditorTests {
    private func line(_ text: String, _ keys: Key...) -> String { lines(text, keys) }

    private func lines(_ text: String, _ keys: [Key]) -> String {
        var screen = Screen(prompt: SafeText(sanitizing: "> "), columns: 80)
        for scalar in text.unicodeScalars { _ = screen.type(.character(scalar)) }
        for key in keys { _ = screen.type(key) }
        return screen.line.text
    }

    @Test func `backspace and delete take whole characters`() {
        #expect(line("ae\u{301}", .backspace) == "a")
        #expect(line("a👩🏽‍🚀", .backspace) == "a")
        #expect(line("a👩🏽‍🚀b", .left, .left, .delete) == "ab")
        #expect(line("ab", .home, .control("d")) == "b")
        #expect(line("", .backspace, .delete, .left, .right) == "")
    }

    @Test func `text is typed in at the cursor`() {
        #expect(line("ac", .left, .character("b")) == "abc")
        #expect(line("bc", .home, .character("a"), .end, .character("d")) == "abcd")
        #expect(
            line("bc", .control("a"), .character("a"), .control("e"), .character("d")) == "abcd")
        #expect(line("abc", .control("b"), .control("b"), .control("f"), .character("x")) == "abxc")
    }

    @Test func `what is killed can be typed again, what was killed in a row together`() {
        #expect(line("one two", .control("w"), .home, .control("y")) == "twoone ")
        #expect(line("one two", .control("w"), .control("w"), .control("y")) == "one two")
        #expect(line("abc", .home, .control("k"), .control("y"), .control("y")) == "abcabc")
        #expect(line("a b", .control("w"), .left, .control("k"), .control("y")) == "a ")
        #expect(line("ab", .control("y")) == "ab")
    }

    @Test func `words are moved over and deleted`() {
        #expect(line("one-two", .alt("b"), .character("x")) == "one-xtwo")
        #expect(line("one two", .home, .alt("f"), .character("x")) == "onex two")
        #expect(line("one-two", .altBackspace) == "one-")
        #expect(line("one-two", .control("w")) == "")
        #expect(line("one two", .home, .alt("d"), .controlDelete) == "")
        #expect(line("漢字 ab", .wordLeft, .wordLeft, .character("x")) == "x漢字 ab")
    }

    @Test func `two characters swap, at the end the last two`() {
        #expect(line("abc", .control("t")) == "acb")
        #expect(line("abc", .left, .control("t")) == "acb")
        #expect(line("a👩🏽‍🚀", .control("t"), .character("x")) == "👩🏽‍🚀ax")
        #expect(line("a", .control("t"), .home, .control("t")) == "a")
        #expect(line("a", .control("t"), .character("x")) == "ax")
        let two = [Key.altEnter, .character("c"), .character("d")]
        #expect(lines("ab", two + [.up, .end, .control("t"), .character("x")]) == "bax\ncd")
        #expect(lines("ab", two + [.home, .control("t")]) == "ab\ncd")
        #expect(lines("a", two + [.up, .end, .control("t")]) == "a\ncd")
        #expect(lines("ab", two + [.control("t")]) == "ab\ndc")
    }

    @Test func `keys act on the line of several that the cursor is in`() {
        #expect(line("ab", .altEnter, .character("c"), .home, .character("x")) == "ab\nxc")
        #expect(line("ab", .altEnter, .character("c"), .up, .character("x")) == "axb\nc")
        #expect(line("ab", .altEnter, .control("u"), .character("c")) == "abc")
        #expect(
            line("ab", .altEnter, .character("c"), .up, .end, .control("k"), .character("x"))
                == "abxc")
        #expect(line("ab", .altEnter, .character("c"), .up, .down, .character("x")) == "ab\ncx")
    }

    @Test func `the cursor never stands within a character`() {
        #expect(
            line("x", .home, .character("\u{301}"), .home, .character("e"), .character("y"))
                == "e\u{301}yx")
        #expect(line("🇷", .home, .character("🇧"), .character("x")) == "🇧🇷x")
        #expect(line("e", .character("\u{301}"), .left, .right, .backspace) == "")
    }

    @Test func `what is killed is gone`() {
        #expect(line("abc", .left, .control("u")) == "c")
        #expect(line("abc", .left, .control("k")) == "ab")
        #expect(line("one two  ", .control("w")) == "one ")
        #expect(line("one", .control("w"), .control("w")) == "")
    }

    @Test func `Enter, Ctrl-C and Ctrl-D say what they did`() {
        var screen = Screen(prompt: SafeText(sanitizing: "> "), columns: 80)
        #expect(screen.type(.control("d")) == .ended)
        #expect(screen.type(.control("c")) == .cancelled(wasEmpty: true))
        #expect(screen.type(.character("a")) == .changed)
        #expect(screen.type(.control("d")) == .changed)
        #expect(screen.type(.enter) == .entered("a"))
        #expect(screen.type(.enter) == .entered(""))
        #expect(screen.type(.character("a")) == .changed)
        #expect(screen.type(.control("c")) == .cancelled(wasEmpty: false))
        #expect(screen.line.isEmpty)
        #expect(screen.type(.up) == .ignored)
        #expect(screen.type(.control("q")) == .ignored)
        #expect(screen.type(.control("z")) == .suspended)
    }

    @Test func `a line takes what fits and no more`() {
        var editor = LineEditor()
        var taken = 0
        while editor.insert("a") { taken += 1 }
        #expect(taken == LineEditor.maxBytes)
        let text = editor.take()
        #expect(text.utf8.count == taken)
        let isTaken = editor.insert("a")
        #expect(isTaken)
    }
}
