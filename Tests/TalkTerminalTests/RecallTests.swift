import TalkText
import Testing

@testable import TalkTerminal

@Suite struct RecallTests {
    private func screen(_ entries: String...) -> Screen {
        var screen = Screen(prompt: SafeText(sanitizing: "> "), columns: 80)
        screen.recall = Recall(entries)
        return screen
    }

    private func type(_ text: String, into screen: inout Screen) {
        for scalar in text.unicodeScalars { _ = screen.type(.character(scalar)) }
    }

    @Test func `arrow up goes back, arrow down comes forth to what was being typed`() {
        var screen = screen("one", "two")
        _ = screen.type(.up)
        #expect(screen.line.text == "two")
        _ = screen.type(.up)
        #expect(screen.line.text == "one")
        #expect(screen.type(.up) == .ignored)
        _ = screen.type(.down)
        _ = screen.type(.down)
        #expect(screen.line.isEmpty)
        #expect(screen.type(.down) == .ignored)
    }

    @Test func `what stands before the cursor is what is looked for`() {
        var screen = screen("/msg wren oi", "oi", "/who", "/msg bob hi")
        type("/msg", into: &screen)
        _ = screen.type(.up)
        #expect(screen.line.text == "/msg bob hi")
        _ = screen.type(.control("p"))
        #expect(screen.line.text == "/msg wren oi")
        _ = screen.type(.control("n"))
        _ = screen.type(.control("n"))
        #expect(screen.line.text == "/msg")
        type(" x", into: &screen)
        #expect(screen.type(.up) == .ignored)
    }

    @Test func `an entry that was changed is looked for as what it is now`() {
        var screen = screen("ab", "abc", "x")
        _ = screen.type(.up)
        _ = screen.type(.control("u"))
        type("a", into: &screen)
        _ = screen.type(.up)
        #expect(screen.line.text == "abc")
    }

    @Test func `Ctrl-R finds by what is in it, and older ones when pressed again`() {
        var screen = screen("the first of all", "second", "the third")
        type("draft", into: &screen)
        _ = screen.type(.control("r"))
        type("the", into: &screen)
        #expect(screen.line.text == "the third")
        _ = screen.type(.control("r"))
        #expect(screen.line.text == "the first of all")
        type("x", into: &screen)
        #expect(screen.line.text == "the first of all")
        _ = screen.type(.backspace)
        #expect(screen.line.text == "the third")
        _ = screen.type(.control("g"))
        #expect(screen.line.text == "draft")
        _ = screen.type(.control("r"))
        type("the", into: &screen)
        #expect(screen.type(.control("c")) == .changed)
        #expect(screen.line.text == "draft")
    }

    @Test(arguments: [
        ("caf\u{E9}", "e\u{301}", true), ("cafe\u{301}", "\u{E9}", true),
        ("cafe\u{301}", "e", false), ("a", "", true), ("ab", "b", true), ("b", "ab", false),
    ])
    func `what is in it are characters, however they are written`(
        entry: String, words: String, isThere: Bool
    ) {
        #expect((Recall([entry]).lastIndex(upTo: 0, with: words) == 0) == isThere)
    }

    @Test func `any other key takes what was found and does what it always does`() {
        var screen = screen("the first", "second")
        _ = screen.type(.control("r"))
        type("fir", into: &screen)
        #expect(screen.type(.enter) == .entered("the first"))
        _ = screen.type(.control("r"))
        type("sec", into: &screen)
        _ = screen.type(.home)
        type("x", into: &screen)
        #expect(screen.line.text == "xsecond")
    }

    @Test func `entries are bounded, and none is there twice in a row`() {
        var recall = Recall()
        for number in 0...Recall.maxEntries { recall.add("\(number)") }
        #expect(recall.entries.count == Recall.maxEntries && recall.entries.first == "1")
        let kept = [recall.add("\(Recall.maxEntries)"), recall.add(" \n")]
        #expect(kept == [false, false])
        let half = String(repeating: "x", count: Recall.maxBytes / 2)
        recall.add(half)
        recall.add(half + "y")
        #expect(recall.entries == [half + "y"])
        let isKept = recall.add(half + half + "z")
        #expect(!isKept)
    }
}

@Suite struct CompletionTests {
    private func completed(_ text: String, tabs: Int = 1, back: Int = 0) -> String {
        var screen = Screen(prompt: SafeText(sanitizing: "> "), columns: 80)
        screen.vocabulary = Vocabulary(
            names: ["wren", "Bob", "bo"],
            commands: [
                .init("bell", .words(["off", "all"])), .init("msg", .name), .init("who", .none),
                .init("lift", .nameAlone),
            ])
        for scalar in text.unicodeScalars { _ = screen.type(.character(scalar)) }
        for _ in 0..<tabs { _ = screen.type(.tab) }
        for _ in 0..<back { _ = screen.type(.backTab) }
        return screen.line.text
    }

    @Test func `a name is completed, and at the beginning spoken to`() {
        #expect(completed("w") == "wren: ")
        #expect(completed("oi w") == "oi wren ")
        #expect(completed("/msg w") == "/msg wren ")
        #expect(completed("x\u{301}y z") == "x\u{301}y z")
    }

    @Test func `Tab cycles through what fits, and comes back to what was typed`() {
        #expect(completed("b", tabs: 1) == "Bob: ")
        #expect(completed("b", tabs: 2) == "bo: ")
        #expect(completed("b", tabs: 3) == "b")
        #expect(completed("b", tabs: 4) == "Bob: ")
        #expect(completed("b", tabs: 1, back: 2) == "bo: ")
    }

    @Test func `commands and their arguments are completed`() {
        #expect(completed("/w") == "/who")
        #expect(completed("/bell ") == "/bell off ")
        #expect(completed("/bell o", tabs: 2) == "/bell o")
        #expect(completed("/bell off x") == "/bell off x")
        #expect(completed("/who w") == "/who w")
        #expect(completed("", tabs: 4) == "/bell ")
        #expect(completed("/msg wren w") == "/msg wren wren ")
        #expect(completed("/lift w") == "/lift wren ")
        #expect(completed("/lift wren w") == "/lift wren w")
        #expect(completed("//w") == "//w")
    }

    @Test func `another key ends the cycle`() {
        var screen = Screen(prompt: SafeText(sanitizing: "> "), columns: 80)
        screen.vocabulary = Vocabulary(names: ["wren", "wr"])
        _ = screen.type(.character("w"))
        _ = screen.type(.tab)
        _ = screen.type(.backspace)
        _ = screen.type(.backspace)
        _ = screen.type(.tab)
        #expect(screen.line.text == "wren: ")
    }
}
