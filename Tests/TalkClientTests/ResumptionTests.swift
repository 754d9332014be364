import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

/// Losing the room and coming back to it, as who types sees it: at a terminal and in a pipe.
@Suite struct ResumptionTests {
    private func terminal() -> Scene<TerminalConversation> {
        var scene = Scene(TerminalConversation(.persistent, name: "ada", columns: 80))
        scene.greet()
        scene.hear(.welcome(seq: 5), .said("before", seq: 5))
        return scene
    }

    private func plain(isScripted: Bool = true) -> Scene<PlainConversation> {
        var scene = Scene(
            PlainConversation(.persistent, name: nil, asks: false, isScripted: isScripted))
        scene.greet()
        scene.hear(.welcome(seq: 5), .said("before", seq: 5))
        return scene
    }

    private func hello(after seq: UInt64, as name: String = "ada") -> Request {
        .hello(
            Request.Hello(name: name, replay: .after(seq, ledger: "l"), client: "talkroom/test"))
    }

    // MARK: What is said of it

    @Test func `losing the room is told once, however often it is tried`() {
        var scene = plain()
        let before = scene.output
        scene.close()
        for _ in 0..<5 { scene.fail() }
        #expect(scene.retries == 6)
        #expect(scene.output == before + "-- \(Phrase.tryingAgain(after: nil).english)\n")
        #expect(scene.ending == nil && scene.complaints.isEmpty)
    }

    @Test(arguments: [ErrorCode.stopping, .tooSlow])
    func `what the daemon closed for is told with it`(code: ErrorCode) {
        var scene = plain()
        let before = scene.output
        scene.hear(.refused(code, fatal: true))
        scene.close()
        #expect(scene.output == before + "-- \(Phrase.tryingAgain(after: code).english)\n")
        #expect(scene.retries == 1)
    }

    @Test(arguments: [ErrorCode.dismissed, .timedOut, .notPermitted, .nameInvalid])
    func `who was sent away does not come back`(code: ErrorCode) {
        var scene = plain()
        scene.hear(.refused(code, fatal: true))
        scene.close()
        #expect(scene.retries == 0 && scene.ending != nil)
        #expect(scene.complaints == ["/s: " + code.phrase.english])
    }

    @Test func `who was never let in does not try again`() {
        var scene = Scene(PlainConversation(.persistent, name: nil, asks: false, isScripted: true))
        scene.fail()
        #expect(scene.ending == .unavailable && scene.complaints == ["not to be had"])
        var greeted = Scene(
            PlainConversation(.persistent, name: nil, asks: false, isScripted: true))
        greeted.greet()
        greeted.close()
        #expect(greeted.ending == .unavailable && greeted.retries == 0)
    }

    @Test(arguments: [TalkLanguage.ExitStatus.notPermitted, .protocolMismatch])
    func `a door that stays shut ends it`(status: TalkLanguage.ExitStatus) {
        var scene = plain()
        scene.close()
        scene.fail(status)
        #expect(scene.ending == status && scene.retries == 1)
    }

    // MARK: What was missed

    @Test func `one comes back as who and from where one was, and sees what was missed once`() {
        var scene = plain()
        scene.hear(.renamed(to: "wren"))
        scene.close()
        let before = scene.output
        scene.comeBack(seq: 7)
        #expect(scene.requests.contains(hello(after: 5, as: "wren")))
        scene.hear(.said("before", seq: 5), .said("a", seq: 6), .said("b", seq: 7))
        scene.hear(.said("b", seq: 7), .said("live", seq: 8))
        #expect(
            scene.output == before + """
                -- back in the room
                -- 2 messages since 14:03
                ada: a
                ada: b
                -- \(Phrase.nowLive.english)
                ada: live

                """)
    }

    @Test func `who missed nothing is told no more than that it is back`() {
        var scene = plain()
        scene.close()
        let before = scene.output
        scene.comeBack(seq: 5)
        #expect(scene.output == before + "-- back in the room\n")
    }

    @Test func `what is no longer kept is told`() {
        var scene = plain()
        scene.close()
        scene.comeBack(seq: 9, oldest: 8)
        #expect(scene.output.contains("-- 2 messages that you missed are no longer kept\n"))
        #expect(scene.output.contains("-- 2 messages since 14:03\n"))
    }

    @Test(arguments: [("l", true), ("m", false), ("m", true)])
    func `a room that began anew is told of, and its numbers count from the beginning`(
        ledger: String, reset: Bool
    ) {
        var scene = plain()
        scene.close()
        scene.comeBack(seq: 1, ledger: SafeText(sanitizing: ledger), reset: reset)
        #expect(scene.output.contains("-- \(Phrase.roomBeganAnew.english)\n"))
        scene.hear(.said("first", seq: 1), .said("second", seq: 2))
        #expect(scene.output.hasSuffix("ada: first\nada: second\n"))
    }

    @Test func `lost again while catching up, it goes on from what it has`() {
        var scene = plain()
        scene.close()
        scene.comeBack(seq: 7)
        scene.hear(.said("a", seq: 6))
        scene.close()
        let count = scene.requests.count
        scene.comeBack(seq: 7)
        #expect(scene.requests[count] == hello(after: 6))
        scene.hear(.said("b", seq: 7))
        #expect(scene.output.components(of: "ada: a\n") == 1)
        #expect(scene.output.components(of: "ada: b\n") == 1)
    }

    // MARK: What has no receipt

    @Test func `what the replay does not show is said again, with the same id, after it`() {
        var scene = plain()
        scene.type("one\ntwo\nthree\n")
        let ids = scene.ids
        scene.close()
        let count = scene.requests.count
        scene.comeBack(seq: 7)
        scene.hear(.said("one", id: ids[0], seq: 6))
        #expect(!scene.requests(from: count).contains { $0.isMessage }, "the replay is not whole")
        scene.hear(.said("else", seq: 7))
        #expect(
            scene.requests(from: count).filter(\.isMessage) == [
                .say(text: "two", style: .plain, id: ids[1]),
                .say(text: "three", style: .plain, id: ids[2]),
            ])
    }

    @Test func `where the replay has holes, the answer to a ping ends it`() {
        var scene = plain()
        scene.type("one\n")
        scene.close()
        let count = scene.requests.count
        scene.comeBack(seq: 7)
        guard case .ping(let id?)? = scene.requests.last else {
            Issue.record("\(scene.requests)")
            return
        }
        scene.hear(.pong(id: nil))
        #expect(!scene.requests(from: count).contains { $0.isMessage })
        scene.hear(.pong(id: id))
        #expect(scene.requests.last?.isMessage == true)
    }

    @Test func `what is entered while away is said on return, once, in order`() {
        var scene = terminal()
        scene.close()
        let count = scene.requests.count
        scene.type("one\r/me waves\r/msg wren hi\r")
        #expect(scene.requests.count == count)
        #expect(scene.output.contains("-- \(Phrase.saidOnReturn("one").english)"))
        scene.comeBack(seq: 6)
        scene.type("three\r")
        scene.hear(.said("missed", seq: 6))
        let said = scene.requests(from: count).filter(\.isMessage)
        #expect(said.map(\.text) == ["one", "waves", "hi", "three"])
        #expect(Set(said.map(\.id)).count == 4)
        #expect(!scene.output.contains("may arrive twice"), "it was never sent")
    }

    @Test func `a private message that is sent again may arrive twice, and that is told`() {
        var scene = terminal()
        scene.type("/msg wren hi\r")
        scene.close()
        scene.comeBack(seq: 5)
        #expect(scene.ids.count == 2 && scene.ids[0] == scene.ids[1])
        #expect(scene.output.contains("-- \(Phrase.toldAgain(1).english)"))
    }

    @Test func `a private message that arrives again is shown once`() {
        var scene = plain()
        let id = MessageID("x")
        scene.hear(.told("hi", id: id), .told("hi", id: id))
        #expect(scene.output.components(of: "ada -> wren: hi\n") == 1)
    }

    // MARK: While away

    @Test func `the line being typed stays through it all`() {
        var scene = terminal()
        scene.type("half a tho")
        scene.close()
        scene.fail()
        scene.type("ugh")
        scene.comeBack(seq: 6)
        scene.hear(.said("missed", seq: 6))
        #expect(scene.output.hasSuffix("> half a though\r\u{1B}[15C"))
        scene.type("t\r")
        #expect(scene.requests.last?.text == "half a thought")
        #expect(scene.ids.count == 1)
    }

    @Test func `beyond a limit the line stays in the editor, with a word`() {
        var scene = terminal()
        scene.close()
        let line = String(repeating: "x", count: 8000)
        for _ in 0...Outbox.maxBytes / 8000 + 1 { scene.type(line + "\r") }
        #expect(scene.output.contains("-- \(Phrase.tooMuchForReturn.english)"))
        scene.type("\u{15}more\r")
        #expect(scene.output.hasSuffix("> more\r\u{1B}[6C"))
        scene.comeBack(seq: 5)
        scene.type("\r")
        #expect(scene.requests.last?.text == "more")
    }

    @Test(arguments: ["\u{4}", "/quit\r", "sair\r"])
    func `the person can leave at any time`(keys: String) {
        var scene = terminal()
        scene.close()
        scene.type(keys)
        #expect(scene.ending == .done)
        var another = terminal()
        another.close()
        another.type("oi\r" + keys)
        #expect(another.ending == .undelivered)
        #expect(another.complaints == [Phrase.withoutReceipt(1).english])
    }

    @Test func `a pipe is read no further than what can be kept`() {
        var scene = plain()
        scene.close()
        let line = String(repeating: "x", count: 8000) + "\n"
        while scene.party.wantsInput { scene.type(line) }
        scene.type(line + "last\n")
        scene.endInput()
        #expect(scene.ending == nil)
        scene.comeBack(seq: 5)
        let said = scene.requests.compactMap(\.text)
        #expect(said.suffix(2).map(\.count) == [8000, 4])
        #expect(scene.requests.last == .leave)
    }

    @Test func `where a name may be wished for, it is taken on return`() {
        var scene = terminal()
        scene.close()
        scene.type("/nick no name\r/nick wren\r/who\r")
        #expect(scene.output.contains("-- \(Phrase.nameOnReturn("wren").english)"))
        #expect(scene.output.contains("-- \(Phrase.notWhileAway.english)"))
        scene.greet()
        #expect(scene.requests.last == hello(after: 5, as: "wren"))
        scene.hear(.refused(.nameReserved))
        #expect(scene.retries == 2 && scene.ending == nil)
        scene.greet()
        #expect(scene.requests.last == hello(after: 5))
    }

    // MARK: The door

    @Test func `a name that is taken, perhaps by one's own dying session, is tried again`() {
        var scene = plain()
        scene.close()
        for _ in 0..<3 {
            scene.greet()
            scene.hear(.refused(.nameTaken))
        }
        #expect(scene.retries == 4 && scene.ending == nil)
        #expect(scene.output.components(of: "the name is taken") == 1)
    }

    @Test(arguments: [ErrorCode.full, .tooManySessions])
    func `a full room is tried again`(code: ErrorCode) {
        var scene = plain()
        scene.close()
        scene.greet()
        scene.hear(.refused(code))
        scene.greet()
        scene.hear(.refused(code, fatal: true))
        scene.close()
        #expect(scene.retries == 3 && scene.ending == nil)
    }

    @Test(arguments: [
        (ErrorCode.notPermitted, TalkLanguage.ExitStatus.notPermitted),
        (.nameReserved, .undelivered), (.badValue, .unavailable),
    ])
    func `any other refusal ends it`(code: ErrorCode, status: TalkLanguage.ExitStatus) {
        var scene = plain()
        scene.close()
        scene.greet()
        scene.hear(.refused(code))
        #expect(scene.ending == status)
    }

    // MARK: The end of the input

    @Test func `a pipe that has ended goes on only for what has no receipt`() {
        var scene = plain()
        scene.close()
        #expect(scene.party.hurry == nil)
        scene.endInput()
        #expect(scene.ending == .done)
        var another = plain()
        another.type("oi\n")
        another.endInput()
        another.close()
        #expect(another.ending == nil && another.retries == 1)
        #expect(another.party.hurry != nil)
        another.comeBack(seq: 5)
        #expect(another.requests.suffix(2).map(\.isMessage) == [true, false])
        #expect(another.requests.last == .leave)
        another.hear(.said("oi", id: another.ids[0], seq: 6))
        another.close()
        #expect(another.ending == .done && another.complaints.isEmpty)
    }

    @Test func `who leaves while catching up leaves once that is done`() {
        for isScripted in [true, false] {
            var scene = plain(isScripted: isScripted)
            scene.close()
            scene.comeBack(seq: 6)
            scene.type("oi\nsair\n")
            #expect(scene.ending == nil && scene.requests.last != .leave)
            scene.hear(.said("missed", seq: 6))
            #expect(scene.requests.suffix(2).map(\.text) == ["oi", nil])
            #expect(scene.requests.last == .leave)
        }
    }

    @Test func `a pipe that has ended gives up in the end`() {
        var scene = plain()
        scene.type("oi\n")
        scene.endInput()
        scene.close()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
    }
}

extension Request {
    fileprivate var isMessage: Bool { text != nil }

    fileprivate var text: String? {
        switch self {
        case .say(let text, _, _), .tell(_, let text, _): text
        default: nil
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        ranges(of: part).count
    }
}
