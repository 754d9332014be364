import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

/// Losing the room and coming back to it, as a script sees it: `send`, `--json` and `log -f`.
@Suite struct ErrandResumptionTests {
    private func send(
        to recipient: String? = nil, _ source: MessageSource = MessageSource(words: ["oi"])
    ) -> Scene<SendConversation> {
        Scene(SendConversation(.persistent, name: nil, to: recipient, source: source))
    }

    private func json() -> Scene<JSONConversation> {
        var scene = Scene(JSONConversation(.persistent, name: "ada"))
        scene.greet()
        scene.hear(.welcome(seq: 5), .said("before", seq: 5))
        return scene
    }

    // MARK: send

    @Test func `send tries from the beginning, and says what was missing when it gives up`() {
        var scene = send()
        #expect(scene.party.hurry != nil)
        scene.fail()
        scene.fail()
        #expect(scene.retries == 2 && scene.ending == nil && scene.complaints.isEmpty)
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable && scene.complaints == ["not to be had"])
    }

    @Test func `send to a daemon that says nothing gives up with 69, too`() {
        var scene = send()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable)
        #expect(scene.complaints == [Phrase.noAnswer("/s", seconds: 10).english])
    }

    @Test(arguments: [TalkLanguage.ExitStatus.notPermitted, .protocolMismatch])
    func `send does not try again what will not change`(status: TalkLanguage.ExitStatus) {
        var scene = send()
        scene.fail(status)
        #expect(scene.ending == status && scene.retries == 0)
    }

    @Test func `send waits for room in a full room`() {
        var scene = send()
        scene.greet()
        scene.hear(.refused(.tooManySessions))
        #expect(scene.retries == 1 && scene.ending == nil)
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable)
        #expect(scene.complaints == ["/s: " + ErrorCode.tooManySessions.phrase.english])
    }

    @Test(arguments: [(ErrorCode.tooManySessions, false), (.stopping, true)])
    func `what went along with a refused hello was not said, and goes along with the next`(
        code: ErrorCode, isFatal: Bool
    ) {
        var scene = send(to: "wren")
        scene.greet()
        scene.hear(.refused(code, fatal: isFatal))
        if isFatal { scene.close() }
        scene.greet()
        scene.hear(.welcome())
        #expect(scene.texts == ["oi", "oi"] && scene.ids[0] == scene.ids[1])
        #expect(!scene.complaints.contains(Phrase.toldAgain(1).english))
        scene.hear(.told("oi", id: scene.ids[1]))
        #expect(scene.ending == .done)
    }

    @Test func `what went along with an unanswered hello is said again with the same id`() {
        var scene = send()
        scene.greet()
        scene.close()
        scene.greet()
        #expect(scene.texts == ["oi", "oi"] && scene.ids[0] == scene.ids[1])
        scene.hear(.refused(.tooManySessions))
        scene.fail()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable, "it was not let in before its time was up")
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english, "not to be had"])
    }

    @Test func `a daemon that does not answer a hello may have heard what went along`() {
        var scene = send()
        scene.greet()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable)
        #expect(
            scene.complaints == [
                Phrase.withoutReceipt(1).english, Phrase.noAnswer("/s", seconds: 10).english,
            ])
    }

    @Test func `who may have been heard by nobody asks whether it is kept`() {
        var scene = send()
        scene.greet()
        scene.close()
        scene.comeBack(seq: 6)
        guard let id = scene.ids[0] else { return }
        scene.hear(.receipt(Receipt(seq: 6, time: .start, id: id)))
        #expect(scene.ending == nil)
        #expect(scene.requests.suffix(2) == [.history(before: nil, count: 1), .who()])
    }

    @Test func `a private message that was not answered for is told again, and that is said`() {
        var scene = send(to: "wren")
        scene.greet()
        scene.close()
        scene.greet()
        #expect(scene.complaints.last == Phrase.toldAgain(1).english && scene.ids.count == 2)
    }

    @Test func `a refusal for good leaves open what was heard before it`() {
        var scene = send()
        scene.greet()
        scene.close()
        scene.greet()
        scene.hear(.refused(.nameReserved))
        #expect(scene.ending != nil && scene.ending != .done)
        #expect(scene.complaints.last == Phrase.withoutReceipt(1).english)
    }

    @Test func `what went along with a hello that sends us away was not said`() {
        var scene = send()
        scene.greet()
        scene.hear(.refused(.banned, fatal: true))
        scene.close()
        #expect(scene.ending == .notPermitted)
        #expect(scene.complaints.first == "/s: " + ErrorCode.banned.phrase.english)
        #expect(!scene.complaints.contains(Phrase.withoutReceipt(1).english))
    }

    @Test func `send says again what has no receipt, with the same id, and ends with 0`() {
        var scene = send()
        scene.greet()
        scene.hear(.welcome(here: 1, seq: 5))
        scene.close()
        #expect(scene.complaints == [Phrase.tryingAgain(after: nil).english])
        scene.comeBack(seq: 5)
        #expect(scene.ids.count == 2 && scene.ids[0] == scene.ids[1])
        scene.hear(.said("oi", id: scene.ids[0], seq: 6))
        #expect(scene.ending == .done)
    }

    @Test func `send takes what the replay shows for a receipt`() {
        var scene = send()
        scene.greet()
        scene.hear(.welcome(here: 1, seq: 5))
        scene.close()
        scene.comeBack(seq: 7)
        scene.hear(.said("oi", id: scene.ids[0], seq: 6))
        #expect(scene.ending == nil, "not everything is here")
        scene.hear(.said("else", seq: 7))
        #expect(scene.ending == .done && scene.ids.count == 1)
    }

    @Test func `send that gives up with a message without a receipt ends with 1`() {
        var scene = send()
        scene.greet()
        scene.hear(.welcome(here: 1, seq: 5))
        scene.close()
        scene.fail()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints.last == Phrase.withoutReceipt(1).english)
    }

    @Test func `send reads no more of its input while away, and hurries only while it waits`() {
        var scene = send(.lines)
        scene.greet()
        scene.hear(.welcome(here: 1))
        #expect(scene.party.wantsInput && scene.party.hurry == nil)
        scene.type("a\n")
        let waiting = scene.party.hurry
        #expect(waiting != nil)
        scene.close()
        #expect(!scene.party.wantsInput && scene.party.hurry == waiting, "it is the same wait")
        scene.comeBack(seq: 0)
        scene.hear(.said("a", id: scene.ids[0], seq: 1))
        #expect(scene.party.wantsInput && scene.party.hurry == nil)
    }

    @Test func `send asks again whether anybody got it`() {
        var scene = send()
        scene.greet()
        scene.hear(.welcome(here: 0, seq: 5, oldest: 6))
        scene.hear(.said("oi", id: scene.ids[0], seq: 6), .end)
        scene.close()
        scene.comeBack(seq: 6)
        #expect(scene.requests.suffix(2) == [.history(before: nil, count: 1), .who()])
        scene.hear(.end)
        #expect(scene.ending == nil)
        scene.hear(.end)
        #expect(scene.ending == .undelivered)
    }

    @Test func `a private message that send sends again is told of`() {
        var scene = send(to: "wren")
        scene.greet()
        scene.hear(.welcome(here: 1))
        scene.close()
        scene.comeBack(seq: 0)
        #expect(scene.complaints.last == Phrase.toldAgain(1).english)
    }

    // MARK: --json

    @Test func `the events of a program go on where they were, each once`() {
        var scene = json()
        scene.close()
        scene.comeBack(seq: 6)
        scene.hear(.said("before", seq: 5), .said("missed", seq: 6), .said("missed", seq: 6))
        let lines = scene.output.split(separator: "\n")
        #expect(lines.count { $0.contains(#""text":"before""#) } == 1)
        #expect(lines.count { $0.contains(#""text":"missed""#) } == 1)
        #expect(lines.count { $0.contains(#""event":"welcome""#) } == 2)
        #expect(!scene.output.contains("pong"))
    }

    @Test func `a program's messages are said again as it wrote them`() {
        var scene = json()
        let line = #"{ "text":"oi", "do":"say", "id":"1", "later":true }"#
        scene.type(line + "\n" + #"{"do":"who"}"# + "\n")
        scene.close()
        #expect(!scene.party.wantsInput)
        let count = scene.requests.count
        var wire: [UInt8] = []
        scene.greet()
        scene.act {
            $0.heard(.welcome(seq: 5), line: Array("{}".utf8), &$1)
            wire = $1.wire
        }
        #expect(String(decoding: wire, as: UTF8.self) == line + "\n")
        #expect(scene.requests(from: count).count == 2, "the hello, and that one")
    }

    @Test func `a program's message without an id is said again, under the one that it got`() {
        var scene = json()
        scene.type(#"{"do":"say","text":"oi"}"# + "\n")
        scene.close()
        scene.comeBack(seq: 5)
        #expect(scene.texts == ["oi", "oi"] && scene.ids[0] != nil && scene.ids[0] == scene.ids[1])
        scene.endInput()
        scene.hear(.said("oi", id: scene.ids[0], seq: 6), .pong(id: scene.lastPing))
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a program that leaves comes back for what has no receipt, and leaves again`() {
        var scene = json()
        scene.type(#"{"do":"say","id":"1","text":"oi"}"# + "\n" + #"{"do":"leave"}"# + "\n")
        scene.close()
        #expect(scene.retries == 1 && scene.party.hurry != nil)
        let first = scene.lastPing
        scene.comeBack(seq: 5)
        #expect(scene.lastPing != first && !scene.requests.contains(.leave))
        scene.hear(.pong(id: first))
        scene.hear(.said("oi", id: MessageID("1"), seq: 6), .pong(id: scene.lastPing))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `of two messages that a program gave one id, both count`() {
        var scene = json()
        scene.type(#"{"do":"say","id":"1","text":"a"}"# + "\n")
        scene.type(#"{"do":"say","id":"1","text":"b"}"# + "\n")
        scene.close()
        scene.comeBack(seq: 5)
        #expect(scene.texts == ["a", "b", "a"], "which of them was said, nobody knows")
        scene.hear(.said("a", id: MessageID("1"), seq: 6))
        scene.endInput()
        scene.hear(.pong(id: scene.lastPing))
        scene.close()
        #expect(scene.complaints.last == Phrase.withoutReceipt(1).english)
        #expect(scene.ending == .undelivered)
    }

    @Test func `a line that only a later daemon can read makes the program fail if it was lost`() {
        var scene = json()
        scene.act { $0.typed(Array(#"{"do":"say","text":["later"]}"#.utf8) + [0x0A], &$1) }
        scene.close()
        scene.comeBack(seq: 5)
        scene.endInput()
        scene.hear(.pong(id: scene.lastPing))
        scene.close()
        #expect(scene.ending == .undelivered)
    }

    // MARK: log and who

    @Test func `log -f goes on where it was`() {
        var scene = Scene(
            LogConversation(.persistent, count: 20, follows: true, isJSON: false))
        scene.greet()
        scene.hear(.welcome(seq: 5), .said("before", seq: 5))
        scene.close()
        scene.comeBack(seq: 6)
        guard case .hello(let hello)? = scene.requests.dropLast().last else {
            Issue.record("\(scene.requests)")
            return
        }
        #expect(hello.replay == .after(5, ledger: "l") && !hello.present)
        scene.hear(.said("before", seq: 5), .said("missed", seq: 6), .said("live", seq: 7))
        #expect(scene.output == "ada: before\nada: missed\nada: live\n")
        #expect(scene.complaints.first == Phrase.tryingAgain(after: nil).english)
    }

    @Test func `log and who do not come back`() {
        var log = Scene(LogConversation(.persistent, count: 20, follows: false, isJSON: false))
        log.greet()
        log.hear(.welcome(seq: 5))
        log.close()
        #expect(log.ending == .unavailable && log.retries == 0)
        var who = Scene(WhoConversation(.persistent, .lines, tellsOfNobody: false))
        who.greet()
        who.hear(.welcome())
        who.close()
        #expect(who.ending == .unavailable && who.retries == 0)
    }
}
