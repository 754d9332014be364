import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText
import Testing

@testable import TalkClient

/// What becomes of who is dismissed, banned or muted.
@Suite struct SentAwayTests {
    @Test(arguments: [ErrorCode.dismissed, .banned], [true, false])
    func `who is sent away does not come back`(code: ErrorCode, isScripted: Bool) {
        var scene = Scene.inPipe(isScripted: isScripted)
        scene.hear(.refused(code, fatal: true))
        scene.close()
        #expect(scene.ending == .notPermitted && scene.retries == 0)
        #expect(scene.complaints.first == "/s: \(code.phrase.english)")
    }

    @Test func `at a terminal, too`() {
        var scene = Scene.atTerminal()
        scene.type("/quit\r")
        scene.hear(.refused(.dismissed, fatal: true))
        scene.close()
        #expect(scene.ending == .notPermitted && scene.retries == 0)
        #expect(scene.complaints == ["/s: \(ErrorCode.dismissed.phrase.english)"])
    }

    @Test func `until when, and why, is told in the daemon's own words, cut short`() throws {
        let line =
            "talkroom 1 host: error banned until noon: spam " + String(repeating: "x", count: 9000)
        let refusal = try #require(Greeting(line: Array(line.utf8))?.refusal)
        let ending = refusal.ending(at: "/s")
        #expect(ending.status == .notPermitted && ending.lines.count == 2)
        #expect(ending.lines[0].english == "/s: \(ErrorCode.banned.phrase.english)")
        #expect(ending.lines[1].english.hasPrefix("the daemon says: until noon: spam xxx"))
        #expect(ending.lines[1].english.count < 1000)
    }

    // MARK: Muted

    @Test func `who is muted comes back under their login`() {
        var scene = Scene.inPipe()
        scene.hear(.renamed(to: "jay"))
        scene.close()
        scene.greet()
        scene.hear(.refused(.muted))
        #expect(scene.ending == nil && scene.retries == 2)
        #expect(scene.output.contains("-- " + Phrase.onlyAsYourself("ada").english))
        scene.greet()
        guard case .hello(let hello)? = scene.requests.last else {
            Issue.record("\(scene.requests)")
            return
        }
        #expect(hello.name == "ada")
        scene.hear(.refused(.muted))
        #expect(scene.ending == .notPermitted)
    }

    @Test func `who is muted, and asked for a name, is asked again`() {
        var scene = Scene(TerminalConversation(.test, name: nil, size: .usual))
        scene.greet()
        scene.type("jay\r")
        scene.hear(.refused(.muted))
        #expect(scene.output.contains("-- " + Phrase.onlyAsYourself("ada").english))
        #expect(scene.ending == nil && scene.party.stage == .asking)
    }

    @Test func `with a name on the command line it ends`() {
        var scene = Scene(TerminalConversation(.test, name: "jay", size: .usual))
        scene.greet()
        scene.hear(.refused(.muted))
        #expect(scene.ending == .notPermitted)
        #expect(scene.complaints == ["jay: \(ErrorCode.muted.phrase.english)"])
    }

    @Test func `a script with a name of its own ends, too`() {
        var scene = Scene(
            SendConversation(
                .persistent, name: "jay", to: nil, source: MessageSource(words: ["oi"])))
        scene.greet()
        scene.hear(.refused(.muted))
        #expect(scene.ending == .notPermitted && scene.retries == 0)
        #expect(scene.complaints == ["jay: \(ErrorCode.muted.phrase.english)"])
    }

    // MARK: Programs

    @Test func `a program that is sent away while it leaves is told so`() {
        var scene = Scene(JSONConversation(.persistent, name: nil))
        scene.greet()
        scene.hear(.welcome())
        scene.type(#"{"do":"say","text":"oi"}"#)
        scene.endInput()
        scene.hear(.refused(.dismissed, fatal: true))
        scene.close()
        #expect(scene.ending == .notPermitted && scene.retries == 0)
    }
}
