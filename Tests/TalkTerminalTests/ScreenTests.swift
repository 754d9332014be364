import TalkText
import Testing

@testable import TalkTerminal

@Suite struct ScreenTests {
    private static func safe(_ text: String) -> SafeText { SafeText(sanitizing: text) }

    @Test func `a message scrolls in above the line being typed`() {
        var desk = Desk()
        desk.type("oi mun")
        desk.press(.left)
        desk.show("wren: hello", "-- bob joined")
        #expect(desk.terminal.screen == ["  wren: hello", "  -- bob joined", "> oi mun"])
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
        #expect(desk.terminal.screen == ["  ada: oi", ">"])
    }

    @Test func `a message wider than the screen is wrapped and never cut`() {
        var desk = Desk(columns: 10)
        desk.type("oi")
        desk.show("ada: 0123456789", "ada: 56789")
        #expect(desk.terminal.screen == ["ada: 01234", "  56789", "ada: 56789", "> oi"])
    }

    @Test func `a message of several lines takes several rows, and one edge`() {
        var desk = Desk()
        desk.show("ada: one\nada: two")
        #expect(desk.terminal.screen == ["  ada: one", "    ada: two", ">"])
    }

    @Test func `what is shown after a new width is laid out for it`() {
        var desk = Desk(columns: 40)
        desk.terminal.write(desk.screen.resize(columns: 12))
        desk.show("ada: one two three")
        #expect(desk.terminal.screen == ["ada: one two", "  three", ">"])
    }

    /// Texts that fill a row with what may be narrower or wider than it seems, and then forge.
    enum Padding: String, CaseIterable {
        case spaces = " "
        case tab = "\t"
        case noBreakSpace = "\u{A0}"
        case ideographicSpace = "\u{3000}"
        case brailleBlank = "\u{2800}"
        case ambiguous = "“"
        case wide = "漢"
        case combining = "e\u{301}\u{301}"
        case family = "👨\u{200D}👩\u{200D}👧"
        case heart = "\u{2764}\u{FE0F}"
        case halfFlag = "\u{1F1E7}"
        case conjunct = "\u{915}\u{94D}"
        case jamo = "\u{1112}\u{1161}"
        case numberSign = "\u{600}"
        case line = "\n"
    }

    @Test(arguments: Padding.allCases, [false, true])
    func `no message begins in two rows, whatever the widths`(padding: Padding, isGenerous: Bool) {
        for columns in 4...44 {
            for count in 0...columns {
                let text = String(repeating: padding.rawValue, count: count)
                var screen = Screen(prompt: Self.safe("> "), columns: columns)
                var terminal = TerminalModel(columns: columns, isGenerous: isGenerous)
                terminal.write(
                    screen.show([
                        ShownLine(Self.safe("a: \(text)-- x2 joined"), time: "14:03"),
                        ShownLine(Self.safe("-- b"), time: "14:03"),
                    ]))
                let margin = columns >= 40 ? 8 : columns >= 20 ? 2 : 0
                let shown = terminal.screen.map { $0.unicodeScalars.dropFirst(margin) }
                let edges = shown.dropLast().indices.filter { index in
                    shown[index].first.map { $0 != " " } ?? false
                }
                #expect(edges == [0, shown.count - 2], "\(columns), \(count)")
                #expect(shown[0].starts(with: "a:".unicodeScalars))
                let isBlank = terminal.screen.dropFirst().dropLast().allSatisfy {
                    $0.unicodeScalars.prefix(margin).allSatisfy { $0 == " " }
                }
                #expect(isBlank, "\(columns), \(count)")
            }
        }
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
        // Not up to the edge, where still fewer columns would leave the cursor in a row of its own.
        #expect(desk.terminal.screen == ["  wren: hello", "> 789"])
        desk.press(.end)
        #expect(desk.terminal.screen == ["  wren: hello", "> 56789"])
        desk.terminal.write(desk.screen.resize(columns: 0))
        #expect(desk.terminal.screen == ["  wren: hello", "> 0123456789"])
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
        #expect(desk.terminal.screen == ["  wren: hello", ""])
        #expect(desk.terminal.cursorColumn == 0)
    }

    @Test func `a question stands before its answer where it leaves room, else above`() {
        let question = "Choose a username [ada]: "
        for columns in 4...60 {
            var desk = Desk(columns: columns)
            desk.screen.question = Self.safe(question)
            desk.terminal.write(desk.screen.redraw())
            let words = desk.terminal.screen.joined(separator: " ").split(separator: " ")
            #expect(words.joined(separator: " ").contains("Choose") || columns < 8)
            #expect(desk.terminal.screen.count > 1 || columns > 33, "\(columns)")
            let rows = desk.terminal.screen.count
            desk.type("bob")
            #expect(desk.terminal.screen.count == rows)
            #expect(desk.terminal.screen.last?.hasSuffix("bob") == true || columns < 7)
            #expect(desk.screen.lead == Self.safe(rows > 1 ? "> " : question))
        }
    }

    @Test func `a question comes above when the screen becomes too narrow for it, once`() {
        var desk = Desk(columns: 40)
        desk.screen.question = Self.safe("Choose a username [ada]: ")
        desk.type("bob")
        desk.terminal.write(desk.screen.resize(columns: 20))
        let rows = ["Choose a username", "  [ada]:", "> bob"]
        #expect(desk.terminal.screen == rows)
        desk.terminal.write(desk.screen.resize(columns: 40))
        desk.show("-- no")
        #expect(desk.terminal.screen == rows.dropLast() + ["  -- no", "> bob"])
        desk.terminal.write(desk.screen.clear())
        #expect(desk.terminal.screen == ["Choose a username [ada]: bob"])
    }

    @Test func `a TAB is pasted, shown as spaces and moved over as one character`() {
        var desk = Desk()
        desk.press(.pasted(Paste(Array("\ta".utf8))))
        desk.press(.pasted(Paste(Array("\tb".utf8))))
        #expect(desk.screen.line.text == "\ta\tb")
        #expect(desk.terminal.screen == [">     a    b"])
        #expect(desk.terminal.cursorColumn == 12)
        desk.press(.left)
        desk.press(.left)
        #expect(desk.terminal.cursorColumn == 7)
        desk.press(.end)
        desk.press(.control("w"))
        desk.press(.control("w"))
        #expect(desk.screen.line.text == "\t")
    }

    @Test func `a line longer than the screen is kept whole`() {
        var desk = Desk(columns: 12)
        desk.type("one two three four")
        desk.terminal.write(desk.screen.keep())
        #expect(desk.terminal.screen == ["> one two", "  three four", ""])
    }

    @Test func `a kept line stays above the next one`() {
        var desk = Desk()
        desk.type("ada")
        desk.press(.home)
        desk.terminal.write(desk.screen.keep())
        #expect(desk.terminal.screen == ["> ada", ""])
    }
}
