import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

/// What has no receipt when the room is lost, and what is entered while it is away.
@Suite struct AttendanceTests {
    private func hello(after seq: UInt64, as name: String = "ada") -> Request {
        .hello(
            Request.Hello(name: name, replay: .after(seq, ledger: "l"), client: "talkroom/test"))
    }

    // MARK: What has no receipt

    @Test func `what the replay does not show is said again, with the same id, after it`() {
        var scene = Scene.inPipe()
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
        var scene = Scene.inPipe()
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
        var scene = Scene.atTerminal()
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

    @Test func `what is entered while leaving is not swallowed without a word`() {
        var scene = Scene.atTerminal()
        scene.type("sair\r")
        let count = scene.requests.count
        scene.type("one more thing\r")
        #expect(scene.requests.count == count)
        #expect(scene.output.contains("-- " + Phrase.alreadyLeaving.english))
    }

    @Test(arguments: ["sair", "SAIR ", "/quit"])
    func `whoever types what leaves behind a line that came back leaves`(words: String) {
        var scene = Scene.atTerminal()
        scene.type("/reply hi\r")
        #expect(scene.party.screen.line.text == "/reply hi")
        scene.type(words + "\r")
        #expect(scene.requests.last == .leave)
    }

    @Test func `a line that came back and was gone on with is what it says`() {
        var scene = Scene.atTerminal()
        scene.type("/reply hi\r\u{15}/me hisair\r")
        #expect(scene.requests.last?.text == "hisair")
    }

    @Test func `a private message that is sent again may arrive twice, and that is told`() {
        var scene = Scene.atTerminal()
        scene.type("/msg wren hi\r")
        scene.close()
        scene.comeBack(seq: 5)
        #expect(scene.ids.count == 2 && scene.ids[0] == scene.ids[1])
        #expect(scene.output.contains("-- \(Phrase.toldAgain(1).english)"))
    }

    @Test func `a private message that arrives again is shown once`() {
        var scene = Scene.inPipe()
        let id = MessageID("x")
        scene.hear(.told("hi", id: id), .told("hi", id: id))
        #expect(scene.output.count(of: "ada -> wren: hi\n") == 1)
    }

    // MARK: While away

    @Test func `the line being typed stays through it all`() {
        var scene = Scene.atTerminal()
        scene.type("half a tho")
        scene.close()
        scene.fail()
        scene.type("ugh")
        scene.comeBack(seq: 6)
        scene.hear(.said("missed", seq: 6))
        #expect(scene.output.hasSuffix("> half a though\r\u{1B}[15C\u{1B}[?7h"))
        scene.type("t\r")
        #expect(scene.requests.last?.text == "half a thought")
        #expect(scene.ids.count == 1)
    }

    @Test func `beyond a limit the line stays in the editor, with a word`() {
        var scene = Scene.atTerminal()
        scene.close()
        let line = String(repeating: "x", count: 8000)
        for _ in 0...Outbox.maxBytes / 8000 + 1 { scene.type(line + "\r") }
        #expect(scene.output.contains("-- \(Phrase.tooMuchForReturn.english)"))
        scene.type("\u{15}more\r")
        #expect(scene.output.hasSuffix("> more\r\u{1B}[6C\u{1B}[?7h"))
        scene.comeBack(seq: 5)
        scene.type("\r")
        #expect(scene.requests.last?.text == "more")
    }

    @Test(arguments: ["\u{4}", "/quit\r", "sair\r"])
    func `the person can leave at any time`(keys: String) {
        var scene = Scene.atTerminal()
        scene.close()
        scene.type(keys)
        #expect(scene.ending == .done)
        var another = Scene.atTerminal()
        another.close()
        another.type("oi\r" + keys)
        #expect(another.ending == .undelivered)
        #expect(another.complaints == [Phrase.withoutReceipt(1).english])
    }

    @Test func `a pipe is read no further than what can be kept`() {
        var scene = Scene.inPipe()
        scene.close()
        let line = String(repeating: "x", count: 8000) + "\n"
        while scene.party.wantsInput { scene.type(line) }
        scene.type(line + "last\n")
        scene.endInput()
        #expect(scene.ending == nil)
        scene.comeBack(seq: 5)
        let count = scene.ids.count
        for index in 0..<count { scene.hearReceipt(of: index) }
        #expect(scene.texts.suffix(2).map(\.count) == [8000, 4])
        #expect(scene.requests.last != .leave)
        for index in [count, count + 1] { scene.hearReceipt(of: index) }
        #expect(scene.requests.last == .leave)
    }

    @Test func `where a name may be wished for, it is taken on return`() {
        var scene = Scene.atTerminal()
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

    // MARK: The end of the input

    @Test func `a pipe that has ended goes on only for what has no receipt`() {
        var scene = Scene.inPipe()
        scene.close()
        #expect(scene.party.hurry == nil)
        scene.endInput()
        #expect(scene.ending == .done)
        var another = Scene.inPipe()
        another.type("oi\n")
        another.endInput()
        another.close()
        #expect(another.ending == nil && another.retries == 1)
        #expect(another.party.hurry != nil)
        another.comeBack(seq: 5)
        #expect(another.requests.last?.isMessage == true)
        another.hear(.said("oi", id: another.ids[0], seq: 6))
        #expect(another.requests.last == .leave)
        another.close()
        #expect(another.ending == .done && another.complaints.isEmpty)
    }

    @Test func `who leaves while catching up leaves once that is done`() {
        for isScripted in [true, false] {
            var scene = Scene.inPipe(isScripted: isScripted)
            scene.close()
            scene.comeBack(seq: 6)
            scene.type("oi\nsair\n")
            #expect(scene.ending == nil && scene.requests.last != .leave)
            scene.hear(.said("missed", seq: 6))
            #expect(scene.texts == ["oi"])
            #expect((scene.requests.last == .leave) == !isScripted)
            scene.hearReceipt(of: 0)
            #expect(scene.requests.last == .leave)
            #expect(scene.requests.count { $0 == .leave } == 1)
        }
    }

    @Test func `a pipe that lost the room once more leaves once more`() {
        var scene = Scene.inPipe()
        scene.type("oi\n")
        scene.endInput()
        for _ in 1...2 {
            scene.close()
            scene.comeBack(seq: 5)
        }
        scene.hearReceipt(of: 0)
        #expect(scene.requests.last == .leave && scene.requests.count { $0 == .leave } == 1)
        #expect(scene.output.count(of: Phrase.tryingAgain(after: nil).english) == 2)
        scene.close()
        #expect(scene.ending == .done && scene.retries == 2)
    }

    @Test func `coming back is not getting anywhere`() {
        var scene = Scene.inPipe()
        scene.type("oi\n")
        scene.endInput()
        let begun = scene.party.hurry
        scene.close()
        #expect(scene.party.hurry == begun)
        scene.comeBack(seq: 6)
        #expect(scene.party.hurry == begun)
        scene.hear(.said("missed", by: .wren, seq: 6), .pong(id: scene.lastPing))
        #expect(scene.party.hurry == begun)
    }

    @Test func `a pipe that has ended gives up in the end`() {
        var scene = Scene.inPipe()
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
