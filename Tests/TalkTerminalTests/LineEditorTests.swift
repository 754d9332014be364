import TalkTerminal
import TalkText
import Testing

@Suite struct LineEditorTests {
    private func line(_ text: String, _ keys: Key...) -> String {
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
        #expect(screen.type(.control("z")) == .suspended)
    }

    @Test func `a line takes what fits and no more`() {
        var editor = LineEditor()
        var taken = 0
        while editor.insert("a") { taken += 1 }
        #expect(taken == LineEditor.maxBytes - 3)
        let text = editor.take()
        #expect(text.utf8.count == taken)
        let isTaken = editor.insert("a")
        #expect(isTaken)
    }
}
