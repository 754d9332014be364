import TalkText
import Testing

@testable import TalkTerminal

@Suite struct ParagraphTests {
    private static func texts(_ paragraph: Paragraph) -> [String] {
        paragraph.rows.map(paragraph.text)
    }

    private func rows(_ text: String, _ columns: Int) -> [String] {
        Self.texts(Paragraph(SafeText(sanitizing: text), columns: columns))
    }

    @Test func `what fits is one row as it is`() {
        #expect(rows("ada: oi", 7) == ["ada: oi"])
        #expect(rows("ada: oi", 6) == ["ada:", "  oi"])
        #expect(rows("", 10) == [""])
        #expect(rows("ada: não, à 漢字", 16) == ["ada: não, à 漢字"])
    }

    @Test func `a row is broken between words, and the white space there is left out`() {
        #expect(rows("ada: one two three", 12) == ["ada: one two", "  three"])
        #expect(rows("ada: one    two three", 11) == ["ada: one", "  two three"])
        #expect(
            rows("ada: one" + String(repeating: " ", count: 500) + "x", 11) == ["ada: one", "  x"])
        #expect(rows("ada:   one  two", 15) == ["ada:   one  two"])
    }

    @Test func `a word longer than a row is broken by characters`() {
        #expect(rows("ada: 0123456789", 10) == ["ada: 01234", "  56789"])
        let e = "e\u{301}"
        #expect(
            rows("ada: x \(e)\(e)\(e)\(e)\(e)", 5)
                == ["ada:", "  x \(e)", "  \(e)\(e)\(e)", "  \(e)"])
    }

    @Test func `a wide character is never split`() {
        #expect(rows("a: 漢字漢字", 8) == ["a: 漢字", "  漢字"])
        #expect(rows("a: 漢字漢字", 4) == ["a:", "  漢", "  字", "  漢", "  字"])
        #expect(rows("a: 漢", 3) == ["a:", " 漢"])
        #expect(rows("a: 漢", 2) == ["a:", "漢"])
        #expect(rows("漢a", 1) == ["", "漢", "a"])
    }

    @Test func `a link stays whole if a row can hold it`() {
        let link = "https://example.org/a/漢字?b=c"
        #expect(rows("ada: see \(link) ok", 35) == ["ada: see", "  \(link) ok"])
        #expect(rows("ada: \(link)", 31).count == 2)
    }

    @Test func `a link too long for any row is left to the terminal, and begins no row`() {
        let link = "https://example.org/" + String(repeating: "long/", count: 8)
        #expect(
            rows("ada: see \(link) ok and more", 20)
                == ["ada: see \(link)", "  ok and more"])
        #expect(rows("ada: \(link)", 10) == ["ada:", "  \(link)"])
        // Nobody chooses what comes before the scheme's end so that a row begins there.
        #expect(rows("ada: \(link)", 9).count > 6)
        #expect(rows("ada: 1234567 \(link)", 20) == ["ada: 1234567", "  \(link)"])
        #expect(rows("ada: 123456 \(link)", 20) == ["ada: 123456 \(link)"])
        // What stands before it is never wrapped, though it may be wider than it seems.
        #expect(rows("ada: αβγαβγαβγ \(link)", 20) == ["ada: αβγαβγαβγ", "  \(link)"])
    }

    @Test(arguments: [
        ("http://localhost:", "8080/"), ("https://[::1]:", "80/"), ("https://e.org/*!|", "/"),
        ("https://ada@example.org:", "8443/"), ("https://example.org/x--", "y/"),
        ("https://e.org/?t=12:", "30&"),
    ])
    func `a long link has in its first row what could pass for a message in another`(
        head: String, rest: String
    ) {
        let link = head + rest + String(repeating: "a", count: 75)
        #expect(rows("ada: see \(link) ok", 60) == ["ada: see \(link)", "  ok"])
        // In a row of its own, where there is too little room for that in this one.
        #expect(
            rows("ada: see \(link) ok", head.count + 2) == ["ada: see", "  \(link)", "  ok"])
        let broken = rows("ada: see \(link) ok", head.count + 1)
        #expect(broken.allSatisfy { $0.count <= head.count + 1 })
    }

    @Test(arguments: [
        "https://example.org/bob:hi", "https://example.org/x--bob", "https://example.org/*bob",
        "https://example.org/x>bob", "https://example.org/!bob", "https://example.org/é",
        "https://a://b", "bob:https://example.org/x", "https://example.org/a\u{A0}b",
    ])
    func `a long link that could pass for a message is broken`(link: String) {
        let filled = link + String(repeating: "/long", count: 9)
        let found = rows("ada: \(filled)", 20)
        #expect(found.count > 3)
        #expect(found.allSatisfy { $0.count <= 20 })
    }

    @Test func `a row is a piece of the text, and its spaces with it`() {
        let paragraph = Paragraph(SafeText(sanitizing: "ada:  one two\tx"), columns: 10)
        #expect(
            paragraph.rows.map(\.segments) == [
                [.text(0..<9)], [.spaces(2), .text(10..<13), .spaces(3), .text(14..<15)],
            ])
    }

    @Test func `a TAB is spaces up to the next stop, and a place to break`() {
        #expect(rows("ada:\tx", 40) == ["ada:    x"])
        #expect(rows("ada: x\t\ty", 40) == ["ada: x          y"])
        #expect(rows("ada: x\t\t\ty", 20) == ["ada: x", "  y"])
    }

    @Test func `what follows a line end is indented as what follows a break`() {
        #expect(rows("ada: one\ntwo\n\n  x", 40) == ["ada: one", "  two", "  ", "    x"])
    }

    @Test func `characters that fill more than a row are taken apart`() {
        let conjunct = "\u{915}" + String(repeating: "\u{94D}\u{915}", count: 30)
        let found = rows("a: \(conjunct)", 10)
        #expect(found.count > 3)
        #expect(found.allSatisfy { $0.unicodeScalars.count < 20 })
        #expect(rows("a: 👨\u{200D}👩\u{200D}👧", 6) == ["a: 👨\u{200D}", "  👩\u{200D}👧"])
    }

    @Test(arguments: 1...60)
    func `every character but white space is kept, in order`(columns: Int) {
        let text =
            "wren (ada): olá — 漢字かな e\u{301} \t https://example.org/x?y=z 👩🏽‍🚀🇧🇷\n"
            + "-- root joined क्षत्रिय"
        let found = rows(text, columns)
        let visible = found.joined().unicodeScalars.filter { !$0.properties.isWhitespace }
        let meant = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        #expect(
            String(String.UnicodeScalarView(visible)) == String(String.UnicodeScalarView(meant)))
        let paragraph = Paragraph(SafeText(sanitizing: text), columns: columns)
        for row in paragraph.rows where columns > 8 && !row.isWrapped {
            #expect(paragraph.text(of: row).reduce(0) { $0 + CellWidth.most(of: $1) } <= columns)
        }
        let indent = max(0, min(2, columns - 2))
        for row in found.dropFirst() {
            #expect(row.unicodeScalars.prefix(indent).allSatisfy { $0 == " " })
        }
    }
}
