import TalkText
import Testing

@testable import TalkTerminal

@Suite struct BlockViewTests {
    private static func safe(_ text: String) -> SafeText { SafeText(sanitizing: text) }

    @Test func `lines of several rows are hidden whole, and never more than them`() {
        var desk = Desk()
        desk.show("wren: hello")
        desk.press(.pasted(Paste(Array("one\ntwo\nthree".utf8))))
        #expect(desk.terminal.screen == ["  wren: hello", "> one", "  two", "  three"])
        desk.press(.up)
        desk.press(.end)
        #expect(desk.terminal.cursorRow == 2 && desk.terminal.cursorColumn == 5)
        desk.show("wren: and")
        #expect(
            desk.terminal.screen == ["  wren: hello", "  wren: and", "> one", "  two", "  three"])
        desk.screen.forget()
        desk.terminal.write(desk.screen.remove())
        #expect(desk.terminal.screen == ["  wren: hello", "  wren: and", "> one", ""])
    }

    @Test func `of many lines those around the cursor are shown, and that there are more`() {
        var desk = Desk()
        let lines = (1...30).map { "line \($0)" }
        desk.press(.pasted(Paste(Array(lines.joined(separator: "\n").utf8))))
        #expect(desk.terminal.screen.count == BlockView.maxRows)
        #expect(desk.terminal.screen.first == "^ line 21")
        for _ in 0..<15 { desk.press(.up) }
        #expect(desk.terminal.screen.first == "^ line 10")
        #expect(desk.terminal.screen.last == "v line 19")
        desk.terminal.write(desk.screen.resize(columns: 40, rows: 4))
        #expect(desk.terminal.screen == ["^ line 14", "  line 15", "v line 16"])
    }

    @Test(arguments: 1...3)
    func `a screen without room for a hint has its short form before the line`(rows: Int) {
        var desk = Desk()
        desk.terminal.write(desk.screen.resize(columns: 40, rows: rows))
        desk.screen.hint = Self.safe("-- two lines")
        desk.screen.briefHint = Self.safe("Yes? ")
        desk.press(.pasted(Paste(Array("one\ntwo".utf8))))
        #expect(desk.terminal.screen == (rows < 3 ? ["Yes? two"] : ["-- two lines", "^ two"]))
        #expect(desk.terminal.cursorColumn == (rows < 3 ? 8 : 5))
        (desk.screen.hint, desk.screen.briefHint) = (nil, nil)
        desk.press(.backspace)
        #expect(desk.terminal.screen.last == (rows < 3 ? "^ tw" : "  tw"))
    }

    @Test func `what stands before the line has spaces for a TAB`() {
        var desk = Desk()
        desk.screen.question = Self.safe("a\tb?")
        desk.type("x")
        #expect(desk.terminal.screen == ["a    b?x"])
        #expect(desk.terminal.cursorColumn == 8)
    }

    @Test func `an emoji made of several is typed as the several`() {
        var desk = Desk()
        desk.type("👩🏽\u{200D}🚀❤\u{FE0F}x")
        #expect(desk.terminal.screen == ["> 👩🚀❤x"])
        #expect(desk.terminal.cursorColumn == 8)
        desk.press(.left)
        desk.press(.left)
        desk.press(.left)
        #expect(desk.terminal.cursorColumn == 2)
        #expect(desk.screen.line.text == "👩🏽\u{200D}🚀❤\u{FE0F}x")
    }

    @Test func `the cursor knows what the locale draws wide`() {
        var screen = Screen(prompt: Self.safe("> "), columns: 40, ambiguous: .wide)
        var terminal = TerminalModel(columns: 40, ambiguous: .wide)
        for scalar in "“α”".unicodeScalars { _ = screen.type(.character(scalar)) }
        terminal.write(screen.redraw())
        #expect(terminal.cursorColumn == 8)
        terminal.write(
            screen.show([ShownLine(Self.safe("wren: " + String(repeating: "α", count: 30)))]))
        #expect(terminal.screen.count == 4)
        #expect(terminal.screen.allSatisfy { CellWidth.of($0, .wide) <= 40 })
    }
}
