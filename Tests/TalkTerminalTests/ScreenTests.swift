import TalkTerminal
import TalkText
import Testing

@Suite struct ScreenTests {
    private static func safe(_ text: String) -> SafeText { SafeText(sanitizing: text) }

    /// A screen and the terminal it writes to.
    private struct Desk {
        var screen: Screen
        var terminal: TerminalModel

        init(columns: Int = 40) {
            screen = Screen(prompt: safe("> "), columns: columns)
            terminal = TerminalModel(columns: columns)
            terminal.write(screen.redraw())
        }

        mutating func type(_ text: String) {
            for scalar in text.unicodeScalars { press(.character(scalar)) }
        }

        mutating func press(_ key: Key) {
            _ = screen.type(key)
            terminal.write(screen.redraw())
        }

        mutating func show(_ messages: String...) {
            terminal.write(screen.show(messages.map(safe)))
        }
    }

    @Test func `a message scrolls in above the line being typed`() {
        var desk = Desk()
        desk.type("oi mun")
        desk.press(.left)
        desk.show("wren: hello", "-- bob joined")
        #expect(desk.terminal.screen == ["wren: hello", "-- bob joined", "> oi mun"])
        #expect(desk.terminal.cursorColumn == 7)
        desk.type("X")
        #expect(desk.terminal.screen.last == "> oi muXn")
    }

    @Test func `the line sent is replaced by its echo, once`() {
        var desk = Desk()
        desk.type("oi")
        desk.press(.enter)
        #expect(desk.terminal.screen == [">"])
        desk.show("ada: oi")
        #expect(desk.terminal.screen == ["ada: oi", ">"])
    }

    @Test func `a message wider than the screen is wrapped and never cut`() {
        var desk = Desk(columns: 10)
        desk.type("oi")
        desk.show("ada: 0123456789", "ada: 56789")
        #expect(desk.terminal.screen == ["ada: 01234", "56789", "ada: 56789", "> oi"])
    }

    @Test func `a message of several lines takes several rows`() {
        var desk = Desk()
        desk.show("ada: one\nada: two")
        #expect(desk.terminal.screen == ["ada: one", "ada: two", ">"])
    }

    @Test func `a line longer than the screen stays on one row, around the cursor`() {
        var desk = Desk(columns: 12)
        desk.type("abcdefghijklmnop")
        #expect(desk.terminal.screen == ["> hijklmnop"])
        #expect(desk.terminal.cursorColumn == 11)
        desk.press(.home)
        #expect(desk.terminal.screen == ["> abcdefghi"])
        #expect(desk.terminal.cursorColumn == 2)
        desk.press(.end)
        for _ in 0..<4 { desk.press(.left) }
        #expect(desk.terminal.screen == ["> ghijklmno"])
        #expect(desk.terminal.cursorColumn == 8)
    }

    @Test func `the line stays on one row whatever its length and the width`() {
        for columns in 1...20 {
            var desk = Desk(columns: columns)
            for _ in 0..<30 { desk.type("é漢e\u{301}") }
            for _ in 0..<45 { desk.press(.left) }
            #expect(desk.terminal.screen.count == 1, "\(columns) columns")
        }
    }

    @Test func `wide characters move the cursor by two cells`() {
        var desk = Desk()
        desk.type("漢字")
        #expect(desk.terminal.cursorColumn == 6)
        desk.press(.left)
        #expect(desk.terminal.cursorColumn == 4)
    }

    @Test func `a new width draws the line anew`() {
        var desk = Desk(columns: 40)
        desk.show("wren: hello")
        desk.type("0123456789")
        desk.terminal.write(desk.screen.resize(columns: 8))
        #expect(desk.terminal.screen == ["wren: hello", "> 56789"])
        desk.terminal.write(desk.screen.resize(columns: 0))
        #expect(desk.terminal.screen == ["wren: hello", "> 0123456789"])
    }

    @Test func `clearing leaves the line being typed`() {
        var desk = Desk()
        desk.type("oi")
        desk.show("wren: hello")
        desk.terminal.write(desk.screen.clear())
        #expect(desk.terminal.screen == ["> oi"])
    }

    @Test func `removed, the line leaves nothing behind`() {
        var desk = Desk()
        desk.show("wren: hello")
        desk.type("oi")
        desk.terminal.write(desk.screen.remove())
        #expect(desk.terminal.screen == ["wren: hello", ""])
        #expect(desk.terminal.cursorColumn == 0)
    }
}
