import Posix
import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText
import Testing

@testable import TalkClient

/// What somebody at a terminal sees and hears of what is said.
@Suite struct ReadingTests {
    private typealias Party = TerminalConversation

    private func scene(
        _ style: TerminalStyle = TerminalStyle(), memory: Memory = Memory(), seq: UInt64 = 0
    ) -> Scene<TerminalConversation> {
        var scene = Scene(
            TerminalConversation(
                .test, name: "ada", size: .usual, style: style, memory: memory))
        scene.greet()
        scene.hear(.welcome(seq: seq))
        return scene
    }

    private func said(
        _ text: SafeText, minutes: Int64 = 0, by speaker: Speaker = .wren, seq: UInt64 = 1
    ) -> Event {
        let time = Timestamp(milliseconds: Timestamp.start.milliseconds + minutes * 60_000)
        return .said(
            Said(seq: seq, time: time, speaker: speaker, text: text, style: .plain, id: nil))
    }

    private func told(_ text: SafeText, by speaker: Speaker, to: SafeText) -> Event {
        .told(Told(time: .start, speaker: speaker, to: to, text: text, id: nil))
    }

    /// What was written since so many characters.
    private func output(_ scene: Scene<TerminalConversation>, from count: Int = 0) -> String {
        String(scene.output.dropFirst(count))
    }

    @Test func `messages have their minute, their mark and a blank margin`() {
        var scene = scene()
        let before = scene.output.count
        scene.hear(
            said("one", minutes: 1, seq: 1), said("two", minutes: 1, by: .ada, seq: 2),
            said("oi Ada", minutes: 2, seq: 3))
        let shown = output(scene, from: before)
        #expect(shown.contains("14:04   wren: one\r\n"))
        #expect(shown.contains("      > ada: two\r\n"))
        #expect(shown.contains("14:05 ! wren: oi Ada\r\n"))
    }

    @Test func `a day's change is told once`() {
        var scene = scene()
        scene.hear(said("late", minutes: 9 * 60 + 56), said("early", minutes: 9 * 60 + 57, seq: 2))
        scene.hear(said("later", minutes: 10 * 60, seq: 3))
        #expect(scene.output.count(of: "-- Wednesday, 25 November 2026") == 1)
        let place = scene.output.ranges(of: "-- Wednesday, 25 November 2026")[0].lowerBound
        #expect(scene.output[..<place].contains("late"))
        #expect(scene.output[..<place].hasSuffix("00:00   "))
        #expect(scene.output[place...].contains("wren: early"))
    }

    @Test func `what is of another day than today says so first`() {
        var scene = scene(seq: 2)
        scene.hear(said("old", minutes: -60 * 24, seq: 1), said("today", seq: 2))
        let order = ["-- Monday, 23 November 2026", "wren: old", "-- Tuesday, 24", "wren: today"]
        var rest = scene.output[...]
        for part in order {
            guard let place = rest.ranges(of: part).first else {
                Issue.record("\(part) does not follow")
                return
            }
            rest = rest[place.upperBound...]
        }
    }

    @Test func `what is new since an earlier run is marked, and its count told`() {
        let visit = Visit(
            ledger: "l", seq: 3,
            time: Timestamp(milliseconds: Timestamp.start.milliseconds - 3_600_000))
        var scene = scene(memory: Memory(visits: [visit]), seq: 5)
        for seq in 2...6 {
            scene.hear(said(SafeText(sanitizing: "m\(seq)"), seq: UInt64(seq)))
        }
        let mark = "-- new since you left (13:03): 2 messages"
        #expect(scene.output.count(of: mark) == 1)
        let place = scene.output.ranges(of: mark)[0].lowerBound
        #expect(scene.output[..<place].contains("m3") && !scene.output[..<place].contains("m4"))
        scene.act { $0.tidy(&$1) }
        #expect(scene.visit?.seq == 6 && scene.visit?.ledger == "l")
    }

    @Test func `the bell rings once for many, and not for what was said before`() {
        var scene = scene(seq: 1)
        scene.hear(said("ada, before", seq: 1))
        #expect(scene.output.count(of: "\u{7}") == 0)
        scene.hear(said("nobody", seq: 2), said("ada!", seq: 3), said("ada?", seq: 4))
        #expect(scene.output.count(of: "\u{7}") == 1)
    }

    @Test func `the bell is chosen, shown and kept`() {
        var scene = scene()
        scene.type("/bell\r")
        #expect(scene.output.contains(Phrase.bellRings(for: "mentions").english))
        scene.type("/bell loud\r")
        #expect(
            scene.output.contains("loud: /bell takes one of these: off, mentions, private, all"))
        scene.type("/bell OFF\r")
        #expect(scene.output.contains(Phrase.bellRings(for: "off").english))
        #expect(scene.preferences == [.bell(.off)])
        scene.hear(said("ada!"))
        #expect(scene.output.count(of: "\u{7}") == 0)
        scene.type("/bell all\r")
        scene.hear(said("oi", seq: 2))
        #expect(scene.output.count(of: "\u{7}") == 1)
    }

    @Test func `an account that is ignored says nothing under any name, until it is not`() {
        var scene = scene()
        let robin = Speaker(name: "robin", account: "wren", uid: 1001)
        scene.hear(said("first"))
        scene.type("/ignore Wren\r")
        #expect(scene.output.contains(Phrase.ignoring("wren").english))
        #expect(scene.preferences == [.ignore("wren")])
        let before = scene.output.count
        scene.hear(
            said("ada, hidden", by: robin, seq: 2), told("hidden", by: robin, to: "ada"),
            .joined(Presence(time: .start, speaker: robin, session: 9)),
            .left(Presence(time: .start, speaker: robin, session: 9), .quit),
            .renamed(Presence(time: .start, speaker: robin, session: 9), was: "wren"))
        #expect(!output(scene, from: before).contains("hidden"))
        #expect(!output(scene, from: before).contains("robin"))
        #expect(scene.output.count(of: "\u{7}") == 0)
        scene.hear(
            .person(Person(speaker: robin, session: 9, since: .start, idleSeconds: 0)))
        #expect(output(scene, from: before).contains("robin (wren)"))
        scene.type("/ignore\r")
        #expect(scene.output.contains("you ignore: wren"))
        scene.type("/unignore robin\r")
        scene.hear(said("again", by: robin, seq: 3))
        #expect(scene.output.contains("robin (wren): again"))
        #expect(scene.preferences.last == .unignore("wren"))
    }

    @Test func `who was ignored in an earlier run still is`() {
        var memory = Memory()
        memory.preferences.apply(.ignore("wren"))
        var scene = scene(memory: memory)
        scene.hear(said("hidden"))
        #expect(!scene.output.contains("hidden"))
    }

    @Test func `one ignores accounts, not words, and not oneself`() {
        var scene = scene()
        scene.type("/ignore daemon\r")
        #expect(scene.preferences == [.ignore("daemon")], "a login that is not here")
        for (line, phrase) in [
            ("/ignore nobody-here", Phrase.nobodyCalled("nobody-here")),
            ("/ignore ada", .notYourself), ("/unignore wren", .notIgnored("wren")),
        ] {
            scene.type("\(line)\r")
            #expect(scene.output.contains("-- \(phrase.english)"))
        }
        scene.hear(said("oi", by: Speaker(name: "x", account: "a\nignore root", uid: 7)))
        scene.type("/ignore x\r")
        #expect(scene.output.contains(Phrase.nobodyCalled("x").english))
        #expect(scene.preferences.count == 1)
    }

    @Test func `a choice that cannot be kept is told to hold for this run`() {
        var scene = scene()
        scene.act { $0.failedToKeep(.notYourself, &$1) }
        #expect(scene.output.contains("-- \(Phrase.onlyForThisRun(.notYourself).english)"))
    }

    @Test func `a reply goes to who told something last, under the name they have now`() {
        var scene = scene()
        scene.type("/reply oi\r")
        #expect(scene.output.contains(Phrase.nobodyToReplyTo.english))
        #expect(scene.party.screen.line.text == "/reply oi", "the text is not lost")
        scene.hear(told("psst", by: .wren, to: "ada"), told("mine", by: .ada, to: "bob"))
        scene.type("\r")
        #expect(scene.requests.last == .tell(to: "wren", text: "oi", id: scene.ids.last ?? nil))
        let robin = Speaker(name: "robin", account: "wren", uid: 1001)
        scene.hear(.renamed(Presence(time: .start, speaker: robin, session: 9), was: "wren"))
        scene.type("/reply oi\r")
        #expect(scene.requests.last == .tell(to: "robin", text: "oi", id: scene.ids.last ?? nil))
        #expect(scene.remembered.isEmpty, "what is private is not kept")
    }

    @Test func `a message to nobody stays in the line`() {
        var scene = scene()
        scene.type("/msg nobody oi\r")
        scene.hear(.refused(.nobodyThere, id: scene.ids[0]))
        #expect(scene.party.screen.line.text == "/msg nobody oi")
    }

    @Test func `the title counts what others say until a key is pressed`() {
        var scene = scene(TerminalStyle(hasTitle: true))
        #expect(scene.output.contains("\u{1B}]2;talkroom on host\u{1B}\\"))
        scene.hear(said("one"), said("two", seq: 2), said("mine", by: .ada, seq: 3))
        #expect(scene.output.contains("\u{1B}]2;(2) talkroom on host\u{1B}\\"))
        #expect(!scene.output.contains("(3)"))
        let before = scene.output.count
        scene.type("x")
        #expect(output(scene, from: before).contains("\u{1B}]2;talkroom on host\u{1B}\\"))
        #expect(!self.scene().output.contains("\u{1B}]2;"))
    }

    @Test func `names, notices, private messages and mentions have looks`() {
        var scene = scene(TerminalStyle(colors: .sixteen))
        scene.hear(
            said("oi ada"), said("mine", by: .ada, seq: 2), told("psst", by: .wren, to: "ada"),
            .joined(Presence(time: .start, speaker: .wren, session: 9)))
        let shown = scene.output
        #expect(shown.firstMatch(of: /\e\[1;3[1-6]mwren\e\[0m: oi \e\[1;7mada\e\[0m\r\n/) != nil)
        #expect(shown.contains("> \u{1B}[1mada\u{1B}[0m: mine"))
        #expect(shown.firstMatch(of: /wren\e\[0m\e\[35m -> ada: psst\e\[0m/) != nil)
        #expect(shown.contains("\u{1B}[2m-- wren joined\u{1B}[0m"))
        #expect(!self.scene().output.contains("m" + "\u{1B}"))
    }

    @Test(arguments: Language.allCases)
    func `help fits the screen`(language: Language) {
        let lines = Phrase.terminalHelp.text(in: language).split(separator: "\n")
        #expect(lines.count < 24 - 2)
        // Behind the margin and the indentation.
        #expect(lines.allSatisfy { CellWidth.of(String($0)) <= 80 - 8 - 3 })
        let words = lines.flatMap { $0.split(separator: " ") }
        for word in UserCommand.words { #expect(words.contains { $0.hasPrefix("/\(word)") }) }
        let short = Phrase.shortHelp.text(in: language)
        for word in UserCommand.words where word != "help" {
            #expect(short.contains("/\(word)"))
        }
        // 40 columns and 10 rows, one of which is being typed in.
        #expect(CellWidth.of(short) < 9 * (40 - 8 - 2) - 9 * 8)
    }
}
