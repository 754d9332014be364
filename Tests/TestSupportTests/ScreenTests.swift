import Testing

@testable import TestSupport

@Suite struct ScreenTests {
    private func screen(_ text: String, rows: Int = 3, columns: Int = 5) -> Screen {
        var screen = Screen(rows: rows, columns: columns)
        screen.feed(Array(text.utf8))
        return screen
    }

    @Test func `a character in the last column wraps only when another follows`() {
        #expect(screen("abcde").row == 0)
        #expect(screen("abcde\r\nf").lines == ["abcde", "f", ""])
        #expect(screen("abcdef").lines == ["abcde", "f", ""])
    }

    @Test func `what scrolls off is kept in the transcript`() {
        let seen = screen("1\r\n2\r\n3\r\n4")
        #expect(seen.lines == ["2", "3", "4"])
        #expect(seen.transcript == ["1", "2", "3", "4"])
    }

    @Test func `erasing and moving change what is seen`() {
        #expect(screen("abc\r\u{1B}[Kx").lines[0] == "x")
        #expect(screen("abc\u{1B}[2DX").lines[0] == "aXc")
        #expect(screen("a\r\nb\u{1B}[A\r\u{1B}[Jc").lines == ["c", "", ""])
        #expect(screen("ab\u{1B}7\r\nc\u{1B}8d").lines[0] == "abd")
        #expect(screen("a\u{8}b").lines[0] == "b")
    }

    @Test func `wide and combining characters take the cells that they take`() {
        #expect(screen("日本語").lines == ["日本", "語", ""])
        #expect(screen("e\u{301}x").column == 2)
    }

    @Test func `what it does not know is recorded`() {
        #expect(screen("\u{1B}[?1049h").strangers.count == 1)
        #expect(screen("\u{1B}]0;title\u{7}").strangers.count == 1)
        #expect(screen("\u{9B}2J").strangers.count == 1)
        #expect(screen("\u{1B}[?2004h\u{1B}[1m").strangers.isEmpty)
    }
}
