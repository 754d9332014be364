import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct MesgConversationTests {
    private func scene(
        _ takes: Bool?, atTerminal isAtTerminal: Bool = true, handsOver: Bool = true
    ) -> Scene<MesgConversation> {
        var circumstances = Circumstances.test
        circumstances.terminal = isAtTerminal ? "pts/7" : nil
        var scene = Scene(
            MesgConversation(circumstances, takes: takes, handsOver: handsOver))
        scene.greet()
        scene.hear(.welcome(here: 0))
        return scene
    }

    private func state(
        _ areTaken: Bool, isHere: Bool = false, isKept: Bool = true, _ id: MessageID?
    ) -> Event {
        .messages(
            MessagesState(areTaken: areTaken, handed: 1, isHere: isHere, isKept: isKept, id: id))
    }

    @Test func `the terminal is named, and nobody is present`() {
        let hello = Request.Hello(
            present: false, replay: .backlog(0), client: "talkroom/test", terminal: "pts/7")
        #expect(scene(nil).requests.first == .hello(hello))
    }

    @Test(arguments: [
        // Whether there is a terminal, whether the account takes any, whether they reach the terminal.
        (true, true, true, "is y\n"),
        (true, true, false, "is n\n" + Phrase.noMessagesHere.english + "\n"),
        (true, false, true, "is n\n" + Phrase.noMessagesForAccount.english + "\n"),
        (true, false, false, "is n\n" + Phrase.noMessagesForAccount.english + "\n"),
        (false, true, false, "is y\n"),
        (false, false, false, "is n\n" + Phrase.noMessagesForAccount.english + "\n"),
    ])
    func `how it stands is told, and why not`(
        isAtTerminal: Bool, isTaken: Bool, isHere: Bool, text: String
    ) {
        var scene = scene(nil, atTerminal: isAtTerminal)
        #expect(scene.requests.last == .mesg(takes: nil, hands: false, id: scene.lastID))
        scene.hear(state(isTaken, isHere: isHere, isKept: false, scene.lastID))
        #expect(scene.output == text && scene.complaints.isEmpty)
        #expect(scene.ending == (text.hasPrefix("is y") ? .done : .undelivered))
    }

    @Test func `yes hands the terminal over once it is asked for, and says nothing`() {
        var scene = scene(true)
        #expect(scene.requests.last == .mesg(takes: true, hands: true, id: scene.lastID))
        #expect(scene.handings == 0)
        let count = scene.requests.count
        scene.hear(.give)
        #expect(scene.handings == 1 && scene.requests.count == count && scene.ending == nil)
        scene.hear(state(true, isHere: true, scene.lastID))
        #expect(scene.output.isEmpty && scene.complaints.isEmpty && scene.ending == .done)
    }

    @Test func `without a terminal yes is about the account, and nothing is handed over`() {
        var scene = scene(true, atTerminal: false)
        #expect(scene.requests.last == .mesg(takes: true, hands: false, id: scene.lastID))
        scene.hear(.give)
        #expect(scene.handings == 0)
        scene.hear(state(true, scene.lastID))
        #expect(scene.complaints.isEmpty && scene.ending == .done)
    }

    @Test(arguments: [true, false])
    func `yes without handing over is done where the daemon may write`(isHere: Bool) {
        var scene = scene(true, handsOver: false)
        #expect(scene.requests.last == .mesg(takes: true, hands: false, id: scene.lastID))
        scene.hear(.give, state(true, isHere: isHere, scene.lastID))
        #expect(scene.handings == 0 && scene.output.isEmpty)
        #expect(scene.complaints == (isHere ? [] : [Phrase.daemonMayNotWriteHere.english]))
        #expect(scene.ending == (isHere ? .done : .undelivered))
    }

    @Test func `no lets go, and a choice that is not kept is told of`() {
        var scene = scene(false)
        #expect(scene.requests.last == .mesg(takes: false, hands: false, id: scene.lastID))
        scene.hear(.give, state(false, isKept: false, scene.lastID))
        #expect(scene.handings == 0 && scene.output.isEmpty && scene.ending == .done)
        #expect(scene.complaints == [Phrase.choiceNotKept.english])
    }

    @Test func `a terminal that cannot be handed over ends it`() {
        var scene = scene(true)
        scene.hear(.give)
        let reason = Phrase.verbatim("Permission denied")
        scene.act { $0.failedToHandOver(reason, &$1) }
        #expect(scene.complaints == [Phrase.notHandedOver(reason).english])
        #expect(scene.ending == .undelivered)
    }

    @Test(arguments: [ErrorCode.notATerminal, .tooManyTerminals])
    func `a terminal that is refused ends it`(code: ErrorCode) {
        var scene = scene(true)
        scene.hear(.give, .refused(code, id: scene.lastID))
        #expect(scene.complaints == [code.phrase.english] && scene.ending == .undelivered)
    }

    @Test func `an answer to something else is none, and the end of the connection an error`() {
        var scene = scene(nil, atTerminal: false)
        scene.hear(state(true, MessageID("other")), state(true, nil))
        #expect(scene.ending == nil)
        scene.close()
        #expect(scene.ending == .unavailable && scene.complaints.count == 1)
    }
}
