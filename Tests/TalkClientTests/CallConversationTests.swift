import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

/// `ring` and `wall`: one request, and whom it reached.
@Suite struct CallConversationTests {
    private func ring(isJSON: Bool = false, entering: String? = nil) -> Scene<RingConversation> {
        var scene = Scene(
            RingConversation(
                .test, Request.Ring(to: "wren", text: "lunch?"), isJSON: isJSON,
                entering: entering))
        scene.greet()
        scene.hear(.welcome(here: 0))
        return scene
    }

    private func wall(
        _ source: MessageSource = MessageSource(words: ["all", "out"]), isJSON: Bool = false
    ) -> Scene<WallConversation> {
        var circumstances = Circumstances.test
        circumstances.terminal = "pts/7"
        var scene = Scene(
            WallConversation(
                circumstances, Request.Wall(text: "", group: "g", seconds: 3), source: source,
                isJSON: isJSON))
        scene.greet()
        scene.hear(.welcome(here: 0))
        return scene
    }

    // MARK: Ring

    @Test func `a ring is asked for once, by nobody present`() {
        let scene = ring()
        let hello = Request.Hello(present: false, replay: .backlog(0), client: "talkroom/test")
        #expect(
            scene.requests == [
                .hello(hello),
                .ring(Request.Ring(to: "wren", text: "lunch?", id: scene.lastID)),
            ])
        #expect(scene.lastID != nil && scene.ending == nil)
    }

    @Test func `whom it reached is printed, and where it did not`() {
        var scene = ring()
        scene.hear(.unreached(), .reached(to: "wren", id: scene.lastID))
        #expect(
            scene.output
                == """
                pts/3 of wren was not reached: it takes no more
                reached 1 of 2 terminals of wren (1 has messages off)

                """)
        #expect(scene.complaints.isEmpty && scene.ending == .done)
        #expect(scene.requests.last == .leave)
    }

    @Test func `programs get the events as they came`() {
        var scene = ring(isJSON: true, entering: "talkroom")
        let reached = Event.reached(to: "wren", terminals: 0, id: scene.lastID)
        scene.hear(.unreached(.notPermitted), reached)
        let lines = [.unreached(.notPermitted), reached].flatMap(\.jsonLine)
        #expect(scene.output == String(decoding: lines, as: UTF8.self))
        #expect(scene.ending == .undelivered && scene.complaints.isEmpty)
    }

    @Test func `an event that is not safe to print is not printed as it came`() {
        var scene = ring(isJSON: true)
        let event = Event.reached(to: "wren", id: scene.lastID)
        let line = Array(event.jsonLine.dropLast(2)) + Array(",\"x\":\"\u{1B}[2J\"}".utf8)
        scene.act { $0.heard(event, line: line, &$1) }
        #expect(scene.output == String(decoding: event.jsonLine, as: UTF8.self))
    }

    @Test func `an answer to something else is none`() {
        var scene = ring()
        scene.hear(.reached(to: "wren", id: MessageID("other")), .reached(to: "wren", id: nil))
        #expect(scene.ending == nil && scene.output.isEmpty)
    }

    @Test(arguments: [(0, 1, true), (1, 1, false), (1, 0, false), (0, 0, false)])
    func `how to meet who was reached at a terminal is told to who watches`(
        sessions: Int, terminals: Int, isTold: Bool
    ) {
        let command = "talkroom -s /run/other"
        var scene = ring(entering: command)
        scene.hear(
            .reached(to: "wren", sessions: sessions, terminals: terminals, id: scene.lastID))
        #expect(scene.complaints == (isTold ? [Phrase.toMeetThem(command).english] : []))
        #expect(scene.ending == (sessions + terminals > 0 ? .done : .undelivered))
    }

    @Test(arguments: [
        (ErrorCode.operatorsOnly, TalkLanguage.ExitStatus.notPermitted),
        (.turnedOff, .notPermitted),
        (.notPermitted, .notPermitted), (.nobodyThere, .undelivered),
        (.ringsTooOften, .undelivered), (.textTooLong, .undelivered),
        (.unknownRequest, .protocolMismatch),
    ])
    func `a refusal says why, and with what status`(
        code: ErrorCode, status: TalkLanguage.ExitStatus
    ) {
        var scene = ring()
        scene.hear(.refused(code, id: scene.lastID))
        #expect(scene.complaints == [code.phrase.english] && scene.ending == status)
        #expect(scene.output.isEmpty)
    }

    @Test func `programs get a refusal as it came, too, and people its reason`() {
        var scene = ring(isJSON: true)
        let refusal = Event.refused(.ringsTooOften, id: scene.lastID)
        scene.hear(refusal)
        #expect(scene.output == String(decoding: refusal.jsonLine, as: UTF8.self))
        #expect(scene.complaints == [ErrorCode.ringsTooOften.phrase.english])
        #expect(scene.ending == .undelivered)
    }

    @Test func `being slowed down, and what others are refused, is no answer`() {
        var scene = ring()
        scene.hear(.refused(.tooFast), .refused(.nobodyThere, id: MessageID("other")))
        #expect(scene.ending == nil && scene.complaints.isEmpty)
    }

    @Test func `a connection that ends before the answer is told of, and it is not rung again`() {
        var scene = ring()
        scene.close()
        #expect(scene.ending == .unavailable && scene.complaints.count == 1)
        #expect(scene.retries == 0)
    }

    @Test func `no daemon, and a refusal at the door, end it`() {
        var scene = Scene(
            RingConversation(.persistent, Request.Ring(to: "wren"), isJSON: false, entering: nil))
        scene.fail()
        #expect(scene.ending == .unavailable && scene.retries == 0)
        var other = Scene(
            RingConversation(.test, Request.Ring(to: "wren"), isJSON: false, entering: nil))
        other.greet()
        other.hear(.refused(.notPermitted))
        #expect(other.ending == .notPermitted)
    }

    // MARK: Wall

    @Test func `a wall says the words, and which terminal it comes from`() {
        let scene = wall()
        let hello = Request.Hello(
            present: false, replay: .backlog(0), client: "talkroom/test", terminal: "pts/7")
        #expect(
            scene.requests == [
                .hello(hello),
                .wall(
                    Request.Wall(text: "all out", group: "g", seconds: 3, id: scene.lastID)),
            ])
        #expect(!scene.party.wantsInput)
    }

    @Test func `a wall without words is the whole of the input`() {
        var scene = wall(.block)
        #expect(scene.party.wantsInput && scene.requests.count == 1)
        scene.type("one\ntwo\n")
        #expect(scene.requests.count == 1)
        scene.endInput()
        #expect(
            scene.requests.last
                == .wall(Request.Wall(text: "one\ntwo", group: "g", seconds: 3, id: scene.lastID)))
        scene.hear(.reached(sessions: 4, terminals: 2, id: scene.lastID))
        #expect(
            scene.output
                == "reached 4 of 4 sessions and 2 of 2 terminals (1 has messages off)\n")
        #expect(scene.ending == .done)
    }

    @Test(arguments: ["", "\n\n", " \t\n", "\u{200B}"])
    func `an empty wall is not asked for`(input: String) {
        var scene = wall(.block)
        scene.type(input)
        scene.endInput()
        #expect(scene.requests.count(where: \.isWall) == 0)
        #expect(scene.complaints == [ErrorCode.textEmpty.phrase.english])
        #expect(scene.ending == .undelivered)
    }

    @Test(arguments: [
        ([0xFF, 0x0A], ErrorCode.notUTF8),
        ([UInt8](repeating: 0x78, count: 70_000), .textTooLong),
        // As JSON it is longer than a line may be.
        ([UInt8](repeating: 0x22, count: 40_000), .textTooLong),
    ])
    func `input that no message can be is refused here`(bytes: [UInt8], code: ErrorCode) {
        var scene = wall(.block)
        scene.act { $0.typed(bytes, &$1) }
        scene.endInput()
        #expect(scene.complaints == [code.phrase.english] && scene.ending == .undelivered)
        #expect(scene.requests.count(where: \.isWall) == 0)
    }

    @Test func `what the room did not keep may have reached terminals all the same`() {
        var scene = wall()
        scene.hear(.refused(.notKept, id: scene.lastID))
        #expect(scene.ending == nil)
        scene.hear(.reached(terminals: 2, id: scene.lastID))
        #expect(scene.complaints == [ErrorCode.notKept.phrase.english])
        #expect(scene.ending == .done && scene.output.hasPrefix("reached 2 of 2 terminals"))
    }

    @Test func `what was reached is for a program the event alone`() {
        var scene = wall(isJSON: true)
        let reached = Event.reached(id: scene.lastID)
        scene.hear(.said("all out", id: scene.lastID), reached)
        #expect(scene.output == String(decoding: reached.jsonLine, as: UTF8.self))
    }
}

extension Request {
    fileprivate var isWall: Bool { if case .wall = self { true } else { false } }
}
