import TalkText
import Testing

@testable import TalkTerminal

@Suite struct TranscriptTests {
    private func line(
        _ text: String, _ time: String = "14:03", _ mark: ShownLine.Mark = .none
    ) -> ShownLine {
        ShownLine(SafeText(sanitizing: text), time: time, mark: mark)
    }

    @Test func `the time stands where the minute changes, and marks always`() {
        var desk = Desk(columns: 40, times: .minute)
        desk.show([
            line("a: one"), line("b: two", "14:03", .own), line("a: three", "14:04", .mention),
            line("a: four", "14:03"),
        ])
        #expect(
            desk.terminal.screen == [
                "14:03   a: one", "      > b: two", "14:04 ! a: three", "14:03   a: four", ">",
            ])
    }

    @Test func `every time is shown to who wants all, none to who wants none`() {
        var desk = Desk(columns: 40, times: .all)
        desk.show([line("a: one"), line("b: two", "14:03", .own)])
        #expect(desk.terminal.screen == ["14:03   a: one", "14:03 > b: two", ">"])
        desk = Desk(columns: 40, times: .none)
        desk.show([line("a: one"), line("b: two", "14:03", .own)])
        #expect(desk.terminal.screen == ["  a: one", "> b: two", ">"])
    }

    @Test func `further rows have blanks for a margin, and are indented`() {
        var desk = Desk(columns: 40, times: .minute)
        desk.show([line("a: one two three four five six seven eight", "14:03", .mention)])
        #expect(
            desk.terminal.screen == [
                "14:03 ! a: one two three four five six", "          seven eight", ">",
            ])
    }

    @Test func `narrow screens have marks alone, and very narrow ones nothing`() {
        for (columns, first) in [
            (40, "14:03 ! a: x"), (39, "! a: x"), (20, "! a: x"), (19, "a: x"),
        ] {
            var desk = Desk(columns: columns, times: .minute)
            desk.show([line("a: x", "14:03", .mention)])
            #expect(desk.terminal.screen == [first, ">"])
        }
    }

    @Test func `after the screen was cleared the time is shown again`() {
        var desk = Desk(columns: 40, times: .minute)
        desk.show([line("a: one")])
        desk.terminal.write(desk.screen.clear())
        desk.show([line("a: two")])
        #expect(desk.terminal.screen == ["14:03   a: two", ">"])
    }

    @Test(arguments: Colors.allCases)
    func `looks end where they should, and change nothing of the text`(colors: Colors) {
        var plain = Desk(columns: 40, times: .minute)
        var looked = Desk(columns: 40, times: .minute, colors: colors)
        let text = "wren: oi ada, one two three four five six seven eight nine ten"
        let parts = [ShownLine.Part(0..<4, .name("wren")), .init(9..<12, .mention)]
        plain.show([line(text, "14:03", .mention)])
        looked.show([
            ShownLine(SafeText(sanitizing: text), parts: parts, time: "14:03", mark: .mention)
        ])
        #expect(looked.terminal.screen == plain.terminal.screen)
        #expect(looked.terminal.isPlain)
        // The time, the mark, the name and the mention.
        let bytes = looked.screen.show([
            ShownLine(SafeText(sanitizing: text), parts: parts, time: "14:04", mark: .mention)
        ])
        let ends = String(decoding: bytes, as: UTF8.self).ranges(of: "\u{1B}[0m").count
        #expect(ends == (colors == .none ? 0 : 4))
    }

    @Test func `each part has its look, whether or not its row is broken`() {
        let text = SafeText(sanitizing: "wren: hello ada, hello")
        let parts = [ShownLine.Part(0..<4, .ownName), .init(12..<15, .mention)]
        func bytes(_ columns: Int) -> String {
            var bytes: [UInt8] = []
            var transcript = Transcript(times: .none, colors: .sixteen)
            let ruler = Ruler(columns: columns, rows: 24, ambiguous: .narrow)
            transcript.write(ShownLine(text, parts: parts), on: ruler, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(bytes(40) == "  \u{1B}[1mwren\u{1B}[0m: hello \u{1B}[1;7mada\u{1B}[0m, hello\r\n")
        #expect(
            bytes(19)
                == "\u{1B}[1mwren\u{1B}[0m: hello \u{1B}[1;7mada\u{1B}[0m,\r\n  hello\r\n")
    }

    @Test func `looks change nothing of the rows, wherever parts end`() {
        let text = "wren: one two https://example.org/x/ three 漢字 ada, four é\tfive"
        let count = text.utf8.count
        for end in 0...count
        where text.utf8.index(text.startIndex, offsetBy: end).isAligned(in: text) {
            for columns in [7, 20, 45] {
                let parts = [
                    ShownLine.Part(end / 2..<end / 2, .quiet), .init(min(6, end)..<end, .mention),
                    .init(end..<count + 9, .quiet),
                ]
                var plain = Desk(columns: columns)
                var looked = Desk(columns: columns, colors: .full)
                plain.show([ShownLine(SafeText(sanitizing: text))])
                looked.show([ShownLine(SafeText(sanitizing: text), parts: parts)])
                #expect(looked.terminal.screen == plain.terminal.screen)
                #expect(looked.terminal.isPlain)
            }
        }
    }

    @Test func `the title is given once, and the terminal's own comes back`() {
        var desk = Desk()
        desk.terminal.write(desk.screen.open())
        desk.terminal.write(desk.screen.setTitle(SafeText(sanitizing: "one\ntwo\u{1B}]2;x\u{7}")))
        #expect(desk.terminal.title == "one two\u{FFFD}]2;x\u{FFFD}")
        #expect(desk.screen.setTitle(SafeText(sanitizing: "one\ntwo\u{1B}]2;x\u{7}")).isEmpty)
        desk.terminal.write(desk.screen.remove())
        #expect(desk.terminal.title.isEmpty)
        desk.terminal.write(desk.screen.open())
        #expect(desk.terminal.title == "one two\u{FFFD}]2;x\u{FFFD}")
    }
}

extension String.Index {
    fileprivate func isAligned(in text: String) -> Bool {
        String.Index(self, within: text.unicodeScalars) != nil
    }
}
