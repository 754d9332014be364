import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText
import Testing

@testable import TalkClient

/// Operators' acts, and the questions about them, of somebody in the room.
@Suite struct GoverningTests {
    private func said(
        _ text: SafeText, style: Request.Style = .plain, by speaker: Speaker = .wren, seq: UInt64
    ) -> Said {
        Said(seq: seq, time: .start, speaker: speaker, text: text, style: style, id: nil)
    }

    // MARK: Acts

    @Test(arguments: [
        ("/dismiss wren bye", Request.Act(.dismiss, to: "wren", text: "bye")),
        ("/mute wren 10m spam", Request.Act(.mute, to: "wren", seconds: 600, text: "spam")),
        ("/ban wren", Request.Act(.ban, to: "wren")),
        ("/lift wren", Request.Act(.lift, to: "wren")),
        ("/topic tea", Request.Act(.topic, text: "tea")),
        ("/topic -", Request.Act(.topic, text: "")), ("/redact 7", Request.Act(.redact, seq: 7)),
    ])
    func `an act is sent once, under an id`(line: String, act: Request.Act) {
        var scene = Scene.atTerminal()
        scene.type(line + "\r")
        #expect(scene.requests.last == .act(act, id: scene.lastID) && scene.lastID != nil)
        scene.close()
        #expect(scene.output.contains("-- " + Phrase.callsUnanswered(1).english))
        let count = scene.requests.count
        scene.comeBack(seq: 5)
        #expect(
            !scene.requests(from: count).contains { if case .act = $0 { true } else { false } })
    }

    @Test func `everybody is told of an act, and who did it whether it is kept`() {
        var scene = Scene.atTerminal()
        scene.hear(.acted(.muting(isKept: false, id: MessageID("another's"))))
        #expect(scene.output.contains("-- ada muted wren for 10m: spam"))
        #expect(!scene.output.contains(Phrase.actNotKept.english))
        scene.type("/mute wren 10m spam\r")
        scene.hear(.acted(.muting(isKept: false, id: scene.lastID)))
        #expect(scene.output.contains("-- " + Phrase.actNotKept.english))
    }

    @Test(arguments: [
        ErrorCode.operatorsOnly, .notOnRoot, .notOnYourself, .noSuchAccount, .noSuchMessage,
        .nothingToLift, .nobodyThere, .notKept, .muted, .textTooLong,
    ])
    func `a refused act is told of, and comes back`(code: ErrorCode) {
        var scene = Scene.atTerminal()
        scene.type("/mute wren 10m\r")
        scene.hear(.refused(code, id: scene.lastID))
        #expect(scene.output.contains("-- " + code.phrase.english.prefix(60)))
        #expect(scene.party.screen.line.text == "/mute wren 10m")
        scene.close()
        #expect(!scene.output.contains(Phrase.callsUnanswered(1).english))
    }

    @Test(arguments: [true, false])
    func `a script leaves once its act is answered, and fails where it is not kept`(isKept: Bool) {
        var scene = Scene.inPipe()
        scene.type("/mute wren 10m spam\n")
        scene.endInput()
        #expect(scene.requests.last != .leave && scene.party.hurry != nil)
        scene.hear(.acted(.muting(isKept: isKept, id: scene.lastID)))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == (isKept ? .done : .undelivered))
    }

    // MARK: Questions

    @Test(arguments: [("/acts", Phrase.noActs), ("/topic", .noTopic)])
    func `an empty answer is told as such, and one that is not is shown`(
        line: String, phrase: Phrase
    ) {
        var scene = Scene.atTerminal()
        scene.type(line + "\r")
        scene.hear(.end)
        #expect(scene.output.count(of: "-- " + phrase.english) == 1)
        scene.type(line + "\r")
        scene.hear(.act(.muting(id: nil)), .end)
        #expect(scene.output.contains("-- 2026-11-24 14:03 UTC: ada muted wren for 10m: spam"))
        #expect(scene.output.count(of: phrase.english) == 1)
    }

    @Test func `answers belong to the questions in their order`() {
        var scene = Scene.atTerminal()
        scene.type("/who\r/acts\r/topic\r")
        #expect(scene.requests.suffix(3) == [.who(.terminals), .acts(count: nil), .topic(id: nil)])
        scene.hear(.person(.wren()), .end)
        #expect(!scene.output.contains(Phrase.noActs.english))
        scene.hear(.end)
        #expect(scene.output.contains(Phrase.noActs.english))
        #expect(!scene.output.contains(Phrase.noTopic.english))
        scene.hear(.end)
        #expect(scene.output.contains(Phrase.noTopic.english))
    }

    @Test func `a refused question is answered, and the next end is of the next one`() {
        var scene = Scene.atTerminal()
        scene.type("/who -v\r/acts\r")
        #expect(scene.requests.contains(.who(.verbose)))
        scene.hear(.refused(.operatorsOnly), .end)
        #expect(scene.output.contains("-- " + Phrase.noActs.english))
    }

    @Test func `what is lost with the connection is not answered by the next one`() {
        var scene = Scene.atTerminal()
        scene.type("/acts\r")
        scene.close()
        scene.comeBack(seq: 5)
        scene.hear(.end)
        #expect(!scene.output.contains(Phrase.noActs.english))
    }

    @Test func `a daemon that knows whom one ignores, and no acts, is heard`() {
        var circumstances = Circumstances.persistent
        circumstances.isQuiet = false
        var memory = Memory()
        memory.preferences.apply(.ignore("daemon"))
        var scene = Scene(
            TerminalConversation(circumstances, name: "ada", size: .usual, memory: memory))
        scene.greet()
        scene.hear(.welcome(seq: 5))
        scene.type("/acts\r")
        scene.hear(.refused(.unknownRequest))
        #expect(scene.output.contains("-- " + ErrorCode.unknownRequest.phrase.english))
    }

    @Test func `operators see more of a session`() {
        var scene = Scene.atTerminal()
        scene.type("/who -v\r")
        let details = PersonDetails(
            state: .asking, client: "", terminal: "", undeliveredBytes: 0, isMuted: false,
            isOperator: true)
        scene.hear(.person(.wren(details)), .end)
        #expect(
            scene.output.contains(
                "-- wren, idle 2m, uid 1001, session 9, only asks, operator"))
    }

    // MARK: What is taken away

    @Test func `redact without a number shows the numbers of the last things said`() {
        var scene = Scene.atTerminal()
        scene.type("/redact\r")
        #expect(scene.requests.last == .history(before: nil, count: 10))
        scene.hear(
            .past(said("hunter2\n-- root joined", seq: 41)),
            .past(said("", style: .redacted, seq: 42)), .end)
        #expect(scene.output.contains("-- " + Phrase.whichToRedact.english))
        #expect(scene.output.contains("-- 41 wren: hunter2"))
        #expect(scene.output.contains("-- 41 wren: -- root joined"))
        #expect(scene.output.contains("-- what wren said (42) was taken away by an operator"))
        #expect(!scene.output.contains("42 what"))
        scene.type("/redact\r")
        scene.hear(.end)
        #expect(scene.output.contains("-- " + Phrase.nothingToRedact.english))
    }

    @Test func `a script that names no number is told how it is typed`() {
        var scene = Scene.inPipe()
        let count = scene.requests.count
        scene.type("/redact\n")
        #expect(scene.requests.count == count)
        #expect(scene.output.contains("-- type: /redact NUMBER"))
    }

    @Test func `what was taken away is a notice, no mention, and rings for nothing`() {
        var scene = Scene.atTerminal()
        scene.type("/bell all\r")
        scene.hear(.said(said("ada: hello", style: .redacted, seq: 6)))
        #expect(scene.output.contains("-- what wren said (6) was taken away by an operator"))
        #expect(!scene.output.contains("hello") && !scene.output.contains("\u{7}"))
        #expect(!scene.output.contains("!"))
        #expect(scene.party.unread == 0)
    }

    @Test func `it is read aloud as a notice`() {
        var scene = Scene(
            PlainConversation(
                .persistent, name: nil, asks: false, isScripted: false, isSpoken: true))
        scene.greet()
        scene.hear(.welcome(seq: 6), .said(said("", style: .redacted, by: .ada, seq: 6)))
        #expect(
            scene.output.hasSuffix(
                "Notice: what ada said (6) was taken away by an operator\n"))
    }

    // MARK: Tab

    @Test(arguments: [
        ("/dis", "/dismiss "), ("/ac", "/acts"), ("/ban wr", "/ban wren "), ("/who -", "/who -v "),
        ("/mute wr", "/mute wren "), ("/lift wr", "/lift wren "), ("/red", "/redact"),
    ])
    func `Tab completes the commands, and whom they are about`(typed: String, line: String) {
        var scene = Scene.atTerminal()
        scene.hear(.said("oi", by: .wren, seq: 6))
        scene.type(typed + "\t")
        #expect(scene.party.screen.line.text == line)
    }

    // MARK: Programs

    private var program: Scene<JSONConversation> {
        var scene = Scene(JSONConversation(.persistent, name: nil))
        scene.greet()
        scene.hear(.welcome())
        return scene
    }

    @Test(arguments: [true, false])
    func `a program leaves once its act is answered`(isKept: Bool) {
        var scene = program
        scene.type(#"{"do":"mute","to":"wren","seconds":600}"# + "\n" + #"{"do":"acts"}"# + "\n")
        scene.type(#"{"do":"topic","id":"t"}"#)
        let id = scene.requests.lazy.compactMap { request in
            if case .act(_, let id) = request { id } else { nil }
        }.first
        scene.endInput()
        scene.hear(.end, .end, .pong(id: scene.lastPing))
        #expect(id != nil && !scene.requests.contains(.leave))
        let event = Event.acted(.muting(isKept: isKept, id: id))
        scene.hear(event)
        #expect(scene.requests.last == .leave)
        #expect(scene.output.hasSuffix(String(decoding: event.jsonLine, as: UTF8.self)))
        scene.close()
        #expect(scene.ending == (isKept ? .done : .undelivered))
    }

    @Test func `an act that the disk refuses is answered`() {
        var scene = program
        scene.type(#"{"do":"lift","to":"wren","id":"x"}"#)
        scene.endInput()
        scene.hear(.pong(id: scene.lastPing), .refused(.notKept, id: MessageID("x")))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .undelivered)
    }
}
