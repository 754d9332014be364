import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct PlainConversationTests {
    private func scene(
        name: String? = nil, asks: Bool = false, isScripted: Bool = true
    ) -> Scene<PlainConversation> {
        Scene(PlainConversation(.test, name: name, asks: asks, isScripted: isScripted))
    }

    private func sceneInRoom(isScripted: Bool = true) -> Scene<PlainConversation> {
        var scene = scene(isScripted: isScripted)
        scene.greet()
        scene.hear(.welcome())
        return scene
    }

    @Test func `a pipe takes the default without being asked`() {
        var scene = scene()
        scene.greet()
        #expect(scene.requests == [.hello(.init(client: "talkroom/test"))])
        #expect(scene.output.isEmpty)
        #expect(!scene.party.wantsInput)
    }

    @Test func `a line is said and its echo is shown once`() {
        var scene = sceneInRoom()
        let before = scene.output
        scene.type("o")
        scene.type("i\n\n")
        guard case .say("oi", .plain, let id?) = scene.requests.last else {
            Issue.record("\(scene.requests)")
            return
        }
        #expect(scene.output == before)
        scene.hear(.said("oi", id: id))
        #expect(scene.output == before + "ada: oi\n")
    }

    @Test(arguments: [
        ("/me waves", Request.Style.action, "waves"), ("//x", .plain, "/x"),
        ("sair now", .plain, "sair now"),
    ])
    func `what a line says`(line: String, style: Request.Style, text: String) {
        var scene = sceneInRoom()
        scene.type(line + "\n")
        #expect(scene.requests.last == .say(text: text, style: style, id: scene.ids[0]))
    }

    @Test(arguments: ["sair", " SAIR\t", "/quit"])
    func `leaving is polite, and ends well`(line: String) {
        var scene = sceneInRoom()
        scene.type(line + "\nlost\n")
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `the end of input leaves, and an unfinished line is said`() {
        var scene = sceneInRoom(isScripted: false)
        scene.type("oi")
        scene.endInput()
        #expect(
            scene.requests.suffix(2) == [.say(text: "oi", style: .plain, id: scene.ids[0]), .leave])
    }

    /// How a script says that it is done.
    enum Farewell: CaseIterable {
        case endOfInput, sair
    }

    @Test(arguments: Farewell.allCases)
    func `a script leaves once each of its messages has its receipt or its refusal`(
        farewell: Farewell
    ) {
        var scene = sceneInRoom()
        scene.type("one\n/msg wren two\nthree\n")
        if farewell == .sair { scene.type("sair\nlost\n") } else { scene.endInput() }
        scene.hearReceipt(of: 2)
        scene.hear(.said("one", id: scene.ids[0]))
        #expect(scene.requests.last != .leave)
        scene.hear(.refused(.nobodyThere, id: scene.ids[1]))
        #expect(scene.requests.last == .leave)
        scene.hear(.said("else", by: .wren))
        #expect(scene.requests.count { $0 == .leave } == 1 && scene.texts.count == 3)
        scene.close()
        #expect(scene.ending == .undelivered && scene.complaints.isEmpty, "one was refused")
    }

    @Test func `a script waits so long without getting anywhere, and then fails`() {
        var scene = sceneInRoom()
        scene.type("one\ntwo\n")
        #expect(scene.party.hurry == nil)
        scene.endInput()
        let begun = scene.party.hurry
        scene.hear(.said("else", by: .wren))
        #expect(begun != nil && scene.party.hurry == begun)
        scene.hearReceipt(of: 0)
        #expect(scene.party.hurry != nil && scene.party.hurry != begun)
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
    }

    @Test func `a script that has all its receipts is in no hurry`() {
        var scene = sceneInRoom()
        scene.type("one\n")
        scene.endInput()
        scene.hearReceipt(of: 0)
        #expect(scene.party.hurry == nil)
    }

    @Test func `another account's message of the same id is no receipt`() {
        var scene = sceneInRoom()
        scene.type("one\n/msg wren two\n")
        scene.endInput()
        scene.hear(
            .said("not one", by: .wren, id: scene.ids[0]),
            .told("not two", by: .wren, id: scene.ids[1]))
        #expect(scene.requests.last != .leave)
        scene.close()
        #expect(scene.complaints == [Phrase.withoutReceipt(2).english])
    }

    @Test func `a script is read no faster than its receipts come`() {
        var scene = sceneInRoom()
        let line = String(repeating: "x", count: 8000)
        while scene.party.wantsInput { scene.type(line + "\n") }
        let count = scene.texts.count
        #expect(count <= Outbox.maxBytes / 8000 + 1)
        scene.type("more\nlast")
        scene.endInput()
        #expect(scene.texts.count == count && scene.party.hurry != nil)
        for index in 0..<count { scene.hearReceipt(of: index) }
        #expect(scene.texts.suffix(2) == ["more", "last"])
        #expect(scene.requests.last != .leave)
        for index in [count, count + 1] { scene.hearReceipt(of: index) }
        #expect(scene.requests.last == .leave)
    }

    @Test func `what had to wait is without a receipt, too`() {
        var scene = sceneInRoom()
        while scene.party.wantsInput { scene.type(String(repeating: "x", count: 8000) + "\n") }
        let count = scene.texts.count
        scene.type("more\n\n/who\nlast")
        scene.endInput()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.complaints == [Phrase.withoutReceipt(count + 2).english])
        #expect(scene.ending == .undelivered)
    }

    @Test func `who types is read however fast they are`() {
        var scene = sceneInRoom(isScripted: false)
        for _ in 0...Outbox.maxBytes / 8000 {
            scene.type(String(repeating: "x", count: 8000) + "\n")
        }
        #expect(scene.party.wantsInput)
        scene.type("sair\n")
        #expect(scene.requests.last == .leave)
    }

    @Test func `what has no receipt when the room closes is told, and fails`() {
        var scene = sceneInRoom()
        scene.type("oi\n")
        scene.endInput()
        scene.close()
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
    }

    @Test(arguments: [
        "/nonsense\n", "/msg wren\n", String(repeating: "a", count: Limits.maxLineBytes + 1) + "\n",
        String(repeating: "\"", count: Limits.maxLineBytes) + "\n",
    ])
    func `a line that is refused is a failure where nobody sees it`(line: String) {
        for isScripted in [true, false] {
            var scene = sceneInRoom(isScripted: isScripted)
            scene.type(line + "sair\n")
            scene.close()
            #expect(scene.ending == (isScripted ? .undelivered : .done))
        }
    }

    @Test func `a message that the daemon refuses is a failure where nobody sees it`() {
        for isScripted in [true, false] {
            var scene = sceneInRoom(isScripted: isScripted)
            scene.type("/msg nobody hi\n")
            scene.hear(.refused(.tooFast), .refused(.nobodyThere, id: scene.ids[0]))
            scene.endInput()
            scene.close()
            #expect(scene.ending == (isScripted ? .undelivered : .done))
        }
        var slowed = sceneInRoom()
        slowed.hear(.refused(.tooFast))
        slowed.endInput()
        slowed.close()
        #expect(slowed.ending == .done)
    }

    @Test func `clearing a screen that is not there is told, and no failure`() {
        var scene = sceneInRoom()
        scene.type("/clear\nsair\n")
        #expect(scene.output.hasSuffix("-- \(Phrase.nothingToClear.english)\n"))
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a daemon that goes away is told, with its way out`() {
        var scene = sceneInRoom()
        scene.close()
        #expect(scene.ending == .unavailable)
        #expect(scene.complaints == [Phrase.roomClosed("/s").english])
        var dismissed = sceneInRoom()
        dismissed.hear(.refused(.notPermitted, fatal: true))
        dismissed.close()
        #expect(dismissed.ending == .notPermitted)
    }

    @Test(arguments: Language.allCases)
    func `help lists what works here`(language: Language) {
        let help = Phrase.unscreenedHelp.text(in: language)
        for word in UserCommand.words where word != "help" {
            let works = word != "bell" && word != "clear"
            #expect(help.contains("/\(word)") == works, "\(word)")
        }
        var scene = sceneInRoom(isScripted: false)
        scene.type("/help\n")
        #expect(scene.output.hasSuffix("-- \(Phrase.unscreenedHelp.english)\n"))
    }

    @Test(arguments: [
        ("hlep", "help"), ("sar", "sair"), ("exit", "quit"), ("Leave", "quit"), ("q", "quit"),
    ])
    func `a command that nobody knows names the nearest`(word: String, nearest: String) {
        var scene = sceneInRoom()
        scene.type("/\(word)\n")
        #expect(scene.output.hasSuffix("-- /\(word): no such command; did you mean /\(nearest)?\n"))
    }

    @Test func `a name refused to a pipe ends with the reason, and nothing is read`() {
        var scene = scene(name: "wren")
        scene.greet()
        scene.hear(.refused(.nameTaken))
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints == ["wren: " + ErrorCode.nameTaken.phrase.english])
    }

    @Test func `somebody is asked until a name is accepted`() {
        var scene = scene(asks: true)
        scene.greet()
        #expect(scene.output == "Choose a username [ada]: ")
        scene.hear(.refused(.helloFirst))
        scene.type("root\n")
        scene.hear(.refused(.nameReserved))
        #expect(scene.output.hasSuffix("Choose a username [ada]: "))
        scene.type(" \n")
        #expect(scene.requests.last == .hello(.init(client: "talkroom/test")))
        scene.hear(.welcome())
        #expect(scene.output.contains("-- you are ada"))
    }

    @Test func `sair at the question leaves at once`() {
        var scene = scene(asks: true)
        scene.greet()
        scene.type("sair\n")
        #expect(scene.ending == .done)
    }

    @Test func `what is not UTF-8 or too long is not said, and told`() {
        var scene = sceneInRoom()
        scene.act { $0.typed([0xFF, 0x0A], &$1) }
        scene.type(String(repeating: "\"", count: Limits.maxLineBytes) + "\n")
        scene.type(String(repeating: "a", count: Limits.maxLineBytes + 1) + "\n")
        #expect(scene.ids.isEmpty)
        #expect(scene.output.contains("-- " + ErrorCode.notUTF8.phrase.english))
        #expect(scene.output.hasSuffix("-- " + ErrorCode.textTooLong.phrase.english + "\n"))
    }

    @Test func `what cannot be read is told once`() {
        var scene = sceneInRoom()
        for _ in 0..<3 { scene.act { $0.puzzled(by: [], isMalformed: true, &$1) } }
        scene.act { $0.puzzled(by: [], isMalformed: false, &$1) }
        #expect(scene.complaints == [Phrase.eventNotUnderstood.english])
    }
}
