import Posix
import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct TerminalConversationTests {
    private func scene(name: String? = nil) -> Scene<TerminalConversation> {
        var scene = Scene(TerminalConversation(.test, name: name, size: .usual))
        scene.greet()
        return scene
    }

    private func sceneInRoom() -> Scene<TerminalConversation> {
        var scene = scene(name: "ada")
        scene.hear(.welcome())
        return scene
    }

    @Test func `the question keeps the session and is asked again with the reason`() {
        var scene = scene()
        #expect(scene.requests == [.ping(id: nil)])
        #expect(scene.output.contains("Choose a username [ada]: "))
        scene.hear(.refused(.helloFirst))
        #expect(!scene.output.contains(ErrorCode.helloFirst.phrase.english))
        scene.type("root\r")
        #expect(scene.requests.last == .hello(.init(name: "root", client: "talkroom/test")))
        scene.hear(.refused(.nameReserved))
        #expect(scene.output.contains("-- " + ErrorCode.nameReserved.phrase.english))
        scene.type("\r")
        #expect(scene.requests.last == .hello(.init(client: "talkroom/test")))
    }

    @Test func `a name given beforehand is not asked for, and its refusal ends`() {
        var scene = scene(name: "wren")
        #expect(scene.requests == [.hello(.init(name: "wren", client: "talkroom/test"))])
        scene.hear(.refused(.nameTaken))
        #expect(scene.ending == .undelivered)
    }

    @Test func `what is entered before the room is said in it`() {
        var scene = scene(name: "ada")
        scene.type("oi\r")
        #expect(scene.ids.isEmpty)
        scene.hear(.welcome())
        #expect(scene.requests.last == .say(text: "oi", style: .plain, id: scene.ids[0]))
    }

    @Test func `what is entered before a room that never comes is told of`() {
        var scene = scene(name: "ada")
        scene.type("oi\r")
        scene.close()
        #expect(scene.complaints.first == Phrase.withoutReceipt(1).english)
        #expect(scene.ending == .unavailable)
    }

    @Test func `Ctrl-C says how to leave, Ctrl-D leaves`() {
        var scene = sceneInRoom()
        scene.type("x\u{3}")
        #expect(!scene.output.contains(Phrase.howToLeave.english))
        scene.type("\u{3}")
        #expect(scene.output.contains("-- " + Phrase.howToLeave.english))
        scene.type("\u{4}")
        #expect(scene.requests.last == .leave)
        #expect(scene.ending == nil)
        scene.type("\u{4}")
        #expect(scene.ending == .done)
    }

    @Test(arguments: ["sair\r", "/quit\r", "/sair\r"])
    func `who says again that they leave does not wait for the daemon`(keys: String) {
        var scene = sceneInRoom()
        scene.type(keys)
        #expect(scene.requests.last == .leave)
        #expect(scene.ending == nil)
        scene.type("oi\r" + keys)
        #expect(scene.ending == .done)
    }

    @Test(arguments: ["sair\r", "/quit\r"])
    func `who is not let in can leave, and first says what they said`(keys: String) {
        var scene = scene(name: "ada")
        scene.type(keys)
        #expect(scene.ending == .done)
        var another = self.scene(name: "ada")
        another.type("oi\r" + keys)
        #expect(another.ending == nil)
        another.type(keys)
        #expect(another.ending == .undelivered)
        #expect(another.complaints == [Phrase.withoutReceipt(1).english])
    }

    @Test func `a paste is asked about on two rows, too`() {
        var scene = sceneInRoom()
        scene.act { $0.resized(to: TerminalSize(columns: 40, rows: 2), &$1) }
        scene.type("\u{1B}[200~one\rtwo\u{1B}[201~")
        #expect(scene.output.contains(Phrase.briefPasteQuestion.english + "two"))
        let before = scene.output.count
        scene.type("\r")
        #expect(!scene.output.dropFirst(before).contains(Phrase.briefPasteQuestion.english))
    }

    @Test func `of what is pasted as a name the first line is taken`() {
        var scene = scene()
        scene.type("\u{1B}[200~\n wren\nand more\n\u{1B}[201~")
        #expect(scene.party.screen.line.text == " wren")
        #expect(!scene.output.contains("pasted"))
        scene.type("\r")
        #expect(scene.requests.last == .hello(.init(name: "wren", client: "talkroom/test")))
    }

    @Test func `what ends the stay is told once`() {
        var scene = sceneInRoom()
        scene.hear(.refused(.stopping, fatal: true))
        #expect(!scene.output.contains(ErrorCode.stopping.phrase.english))
        scene.close()
        #expect(scene.complaints == ["/s: " + ErrorCode.stopping.phrase.english])
        #expect(scene.ending == .unavailable)
    }

    @Test func `a code of a later daemon is told in its own words`() {
        var scene = sceneInRoom()
        scene.hear(.error(Failure(code: "new-code", text: "as the daemon says")))
        #expect(scene.output.contains("-- as the daemon says"))
    }

    @Test func `no escape of the daemon reaches the screen`() {
        var scene = sceneInRoom()
        let before = scene.output.count
        scene.hear(.said("a\u{1B}[2Jb\u{9B}c\rd"))
        let shown = scene.output.dropFirst(before)
        #expect(shown.filter { $0 == "\u{1B}" }.count == 7)
        #expect(!shown.unicodeScalars.contains("\u{9B}"))
    }

    @Test func `leaving while a message has no receipt is told, and fails`() {
        var scene = sceneInRoom()
        scene.type("oi\rsair\r\u{3}")
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
        #expect(scene.ending == .undelivered)
    }

    @Test func `leaving before the room was entered tells of what was not said`() {
        var scene = scene(name: "ada")
        scene.type("oi\r \r/who\r\u{4}")
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
        #expect(scene.ending == .undelivered)
        var silent = self.scene(name: "ada")
        silent.type("/who\r\u{4}")
        #expect(silent.ending == .done)
    }

    @Test func `a refusal that was shown is no failure`() {
        var scene = sceneInRoom()
        scene.type("/msg nobody hi\r/nonsense\r")
        scene.hear(.refused(.nobodyThere, id: scene.ids[0]))
        scene.type("\u{15}sair\r")
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a paste that the line to the terminal holds up is a paste`() {
        var scene = sceneInRoom()
        scene.type("\u{1B}[20")
        #expect(scene.party.pauseMilliseconds == 1000)
        scene.act { $0.pause(&$1) }
        #expect(scene.party.pauseMilliseconds == nil)
        scene.type("0~one\rtwo\u{1B}[201~")
        #expect(scene.texts.isEmpty)
        scene.type("\r")
        #expect(scene.texts == ["one\ntwo"])
    }

    @Test func `Esc is pressed before the key, however long before, unless it ends a search`() {
        var scene = sceneInRoom()
        func pressEscape() {
            scene.type("\u{1B}")
            #expect(scene.party.pauseMilliseconds == 50)
            scene.act { $0.pause(&$1) }
            #expect(scene.party.pauseMilliseconds == nil)
        }
        scene.type("one two")
        pressEscape()
        scene.type("b\u{B}")
        #expect(scene.party.screen.line.text == "one ")
        pressEscape()
        scene.type("\rbut")
        #expect(scene.texts.isEmpty)
        scene.type("\r")
        #expect(scene.texts == ["one \nbut"])
        scene.type("draft \u{12}one")
        pressEscape()
        scene.type("b\r")
        #expect(scene.texts.last == "draft b")
    }

    @Test func `a message to nobody comes back into the line, unless another was begun`() {
        var scene = sceneInRoom()
        scene.type("/msg nobody hi\r")
        scene.hear(.refused(.nobodyThere, id: scene.ids[0]))
        #expect(scene.output.contains("-- " + ErrorCode.nobodyThere.phrase.english))
        #expect(scene.party.screen.line.text == "/msg nobody hi")
        scene.type("\r")
        scene.type("oi")
        scene.hear(.refused(.nobodyThere, id: scene.ids[1]))
        #expect(scene.party.screen.line.text == "oi")
    }

    @Test func `a paste of several lines is asked about, and said as one message`() {
        var scene = sceneInRoom()
        scene.type("x \u{1B}[200~one\r\n/quit\rthree\n\u{1B}[201~")
        #expect(scene.requests.count == 1)
        #expect(scene.output.contains("-- 3 lines pasted: Enter"))
        #expect(scene.output.hasSuffix("> x one\r\n  /quit\r\n  three\r\u{1B}[7C\u{1B}[?7h"))
        scene.type("\r")
        #expect(
            scene.requests.last
                == .say(text: "x one\n/quit\nthree", style: .plain, id: scene.ids[0]))
    }

    @Test func `a paste that is not meant is taken out, and the line is as before`() {
        var scene = sceneInRoom()
        scene.type("before\u{1B}[200~one\ntwo\u{1B}[201~")
        scene.type("\u{3}")
        #expect(scene.party.screen.line.text == "before")
        #expect(scene.party.screen.hint == nil)
        #expect(scene.requests.count == 1)
    }

    @Test func `a message that is too long stays where it is`() {
        var scene = sceneInRoom()
        let long = String(repeating: "x", count: Limits.maxTextBytes + 65)
        scene.type("\u{1B}[200~\(long)\u{1B}[201~\r")
        #expect(scene.ids.isEmpty)
        #expect(scene.output.contains("-- " + ErrorCode.textTooLong.phrase.english))
        #expect(scene.party.screen.line.text == long)
    }

    @Test func `Tab completes names, who spoke last first, and commands`() {
        var scene = sceneInRoom()
        let amy = Speaker(name: "amy", account: "amy", uid: 1001)
        let abe = Speaker(name: "abe", account: "abe", uid: 1002)
        scene.hear(
            .joined(Presence(time: .start, speaker: abe, session: 2)),
            .joined(Presence(time: .start, speaker: amy, session: 3)),
            .said(
                Said(seq: 1, time: .start, speaker: amy, text: "oi", style: .plain, id: nil)),
            .said("oi", seq: 2))
        for name in ["amy: ", "abe: ", "a"] {
            scene.type(scene.party.screen.line.isEmpty ? "a\t" : "\t")
            #expect(scene.party.screen.line.text == name)
        }
        scene.type("\u{15}/m")
        for line in ["/me ", "/msg ", "/mute ", "/m"] {
            scene.type("\t")
            #expect(scene.party.screen.line.text == line)
        }
    }

    @Test(arguments: ["mute", "ban", "dismiss", "lift", "ignore", "unignore"])
    func `where a time or a reason is to come no name is completed`(word: String) {
        var scene = sceneInRoom()
        let wren = Speaker(name: "wren", account: "wren", uid: 7)
        scene.hear(.said("oi", by: wren, seq: 1))
        scene.type("/\(word) w\t")
        #expect(scene.party.screen.line.text == "/\(word) wren ")
        scene.type("\u{20}\t")
        #expect(scene.party.screen.line.text == "/\(word) wren  ")
    }

    @Test func `what is entered is remembered, but for what is private`() {
        var scene = sceneInRoom()
        scene.type("oi\r/who\r/msg wren psst\r/mgs wren psst\r unseen\r")
        #expect(scene.remembered == ["oi", "/who"])
        scene.type("\u{1B}[A")
        #expect(scene.party.screen.line.text == " unseen")
        scene.type("\u{15}/msg\u{1B}[A")
        #expect(scene.party.screen.line.text == "/msg wren psst")
    }

    @Test func `every run of keys is answered with one piece of output`() {
        var scene = sceneInRoom()
        for keys in [
            "a", "\t", "\u{1B}[A", "\u{12}", "x", "\u{7}", "\u{15}", "\u{1B}[200~a\nb\u{1B}[201~",
        ] {
            let before = scene.output.count(of: "\u{1B}[J")
            scene.type(keys)
            #expect(scene.output.count(of: "\u{1B}[J") <= before + 1)
        }
    }

    @Test func `bracketed paste is asked for, and given up whenever the terminal is`() {
        var scene = sceneInRoom()
        #expect(scene.output.count(of: "\u{1B}[?2004h") == 1)
        scene.act { $0.suspended(&$1) }
        #expect(scene.output.hasSuffix("\u{1B}[?2004l"))
        scene.act { $0.resumed(.usual, &$1) }
        #expect(scene.output.count(of: "\u{1B}[?2004h") == 2)
        scene.act { $0.tidy(&$1) }
        #expect(scene.output.hasSuffix("\u{1B}[?2004l"))
    }

    @Test func `TABs that are pasted are said`() {
        var scene = sceneInRoom()
        scene.type("\u{1B}[200~\tindented\tx\u{1B}[201~\r")
        #expect(
            scene.requests.last == .say(text: "\tindented\tx", style: .plain, id: scene.ids[0]))
    }

    @Test func `what was being typed stays on the screen when the daemon ends`() {
        var scene = sceneInRoom()
        scene.type("half a tho")
        scene.close()
        let before = scene.output.count
        scene.act { $0.tidy(&$1) }
        #expect(scene.output.dropFirst(before).hasSuffix("> half a tho\r\n\u{1B}[?2004l"))
    }
}
