import Posix
import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

/// Losing the room and coming back to it, as who types sees it: at a terminal and in a pipe.
@Suite struct ResumptionTests {
    private func hello(after seq: UInt64, as name: String = "ada") -> Request {
        .hello(
            Request.Hello(name: name, replay: .after(seq, ledger: "l"), client: "talkroom/test"))
    }

    // MARK: What is said of it

    @Test func `losing the room is told once, however often it is tried`() {
        var scene = Scene.inPipe()
        let before = scene.output
        scene.close()
        for _ in 0..<5 { scene.fail() }
        #expect(scene.retries == 6)
        #expect(scene.output == before + "-- \(Phrase.tryingAgain(after: nil).english)\n")
        #expect(scene.ending == nil && scene.complaints.isEmpty)
    }

    @Test(arguments: [ErrorCode.stopping, .tooSlow, .timedOut])
    func `what the daemon closed for is told with it`(code: ErrorCode) {
        var scene = Scene.inPipe()
        let before = scene.output
        scene.hear(.refused(code, fatal: true))
        scene.close()
        #expect(scene.output == before + "-- \(Phrase.tryingAgain(after: code).english)\n")
        #expect(scene.retries == 1)
    }

    @Test(arguments: [ErrorCode.dismissed, .notPermitted, .nameInvalid])
    func `who was sent away does not come back`(code: ErrorCode) {
        var scene = Scene.inPipe()
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
        greeted.hear(.refused(.timedOut, fatal: true))
        greeted.close()
        #expect(greeted.ending == .unavailable && greeted.retries == 0)
        #expect(greeted.complaints == ["/s: " + ErrorCode.timedOut.phrase.english])
    }

    @Test(arguments: [TalkLanguage.ExitStatus.notPermitted, .protocolMismatch])
    func `a door that stays shut ends it`(status: TalkLanguage.ExitStatus) {
        var scene = Scene.inPipe()
        scene.close()
        scene.fail(status)
        #expect(scene.ending == status && scene.retries == 1)
    }

    @Test func `who was stopped, and timed out, is back where they were`() throws {
        var scene = Scene.atTerminal()
        scene.type("half a tho")
        scene.act { $0.suspended(&$1) }
        scene.act { $0.resumed(TerminalSize(columns: 80, rows: 24), &$1) }
        scene.hear(.refused(.timedOut, fatal: true))
        scene.close()
        #expect(scene.retries == 1 && scene.ending == nil)
        scene.comeBack(seq: 6)
        scene.hear(.said("missed", by: .wren, seq: 6))
        #expect(scene.output.count(of: "missed") == 1)
        let end = try #require(scene.output.ranges(of: "missed").last?.upperBound)
        #expect(scene.output[end...].contains("> half a tho"))
    }

    // MARK: What was missed

    @Test func `one comes back as who and from where one was, and sees what was missed once`() {
        var scene = Scene.inPipe()
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
        var scene = Scene.inPipe()
        scene.close()
        let before = scene.output
        scene.comeBack(seq: 5)
        #expect(scene.output == before + "-- back in the room\n")
    }

    @Test func `what is no longer kept is told`() {
        var scene = Scene.inPipe()
        scene.close()
        scene.comeBack(seq: 9, oldest: 8)
        #expect(scene.output.contains("-- 2 messages that you missed are no longer kept\n"))
        #expect(scene.output.contains("-- 2 messages since 14:03\n"))
    }

    @Test(arguments: [("l", true), ("m", false), ("m", true)])
    func `a room that began anew is told of, and its numbers count from the beginning`(
        ledger: String, reset: Bool
    ) {
        var scene = Scene.inPipe()
        scene.close()
        scene.comeBack(seq: 1, ledger: SafeText(sanitizing: ledger), reset: reset)
        #expect(scene.output.contains("-- \(Phrase.roomBeganAnew.english)\n"))
        scene.hear(.said("first", seq: 1), .said("second", seq: 2))
        #expect(scene.output.hasSuffix("ada: first\nada: second\n"))
    }

    @Test func `lost again while catching up, it goes on from what it has`() {
        var scene = Scene.inPipe()
        scene.close()
        scene.comeBack(seq: 7)
        scene.hear(.said("a", seq: 6))
        scene.close()
        let count = scene.requests.count
        scene.comeBack(seq: 7)
        #expect(scene.requests[count] == hello(after: 6))
        scene.hear(.said("b", seq: 7))
        #expect(scene.output.count(of: "ada: a\n") == 1)
        #expect(scene.output.count(of: "ada: b\n") == 1)
    }

    // MARK: The door

    @Test func `a name that is taken, perhaps by one's own dying session, is tried again`() {
        var scene = Scene.inPipe()
        scene.close()
        for _ in 0..<3 {
            scene.greet()
            scene.hear(.refused(.nameTaken))
        }
        #expect(scene.retries == 4 && scene.ending == nil)
        #expect(scene.output.count(of: "the name is taken") == 1)
    }

    @Test(arguments: [ErrorCode.full, .tooManySessions])
    func `a full room is tried again`(code: ErrorCode) {
        var scene = Scene.inPipe()
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
        var scene = Scene.inPipe()
        scene.close()
        scene.greet()
        scene.hear(.refused(code))
        #expect(scene.ending == status)
    }
}
