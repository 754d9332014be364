import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

/// Rings and walls of somebody in the room, and those that come to them.
@Suite struct CallTests {
    private let mallory = Speaker(name: "mallory", account: "mallory", uid: 1002)

    private func presence(_ speaker: Speaker) -> Presence {
        Presence(time: .start, speaker: speaker, session: 9)
    }

    private func wall(_ text: SafeText, by speaker: Speaker, seq: UInt64 = 6) -> Event {
        .said(
            Said(seq: seq, time: .start, speaker: speaker, text: text, style: .wall, id: nil))
    }

    private func bells(_ scene: Scene<TerminalConversation>) -> Int {
        scene.output.count(of: "\u{7}")
    }

    // MARK: Calling

    @Test func `a ring and a wall are sent, and their answers are notices`() {
        var scene = Scene.atTerminal()
        scene.type("/ring wren lunch?\r")
        let ring = scene.lastID
        #expect(
            scene.requests.last == .ring(Request.Ring(to: "wren", text: "lunch?", id: ring)))
        scene.type("/wall all out\r")
        #expect(scene.requests.last == .wall(Request.Wall(text: "all out", id: scene.lastID)))
        #expect(ring != nil && ring != scene.lastID)
        scene.hear(.unreached(.gone), .reached(to: "wren", id: ring))
        #expect(scene.output.contains("-- pts/3 of wren was not reached: it has gone"))
        #expect(scene.output.contains("-- reached 1 of 2 terminals of wren"))
        scene.hear(.answered(presence(.wren)))
        #expect(scene.output.contains("-- wren, whom you rang, is in the room now"))
    }

    @Test func `what was typed comes back when it is refused`() {
        var scene = Scene.atTerminal()
        scene.type("/wall all out\r")
        scene.hear(.refused(.operatorsOnly, id: scene.lastID))
        #expect(scene.output.contains("-- " + ErrorCode.operatorsOnly.phrase.english))
        #expect(scene.party.screen.line.text == "/wall all out")
    }

    @Test func `nobody is called by who is away, and an answer that is lost is told of`() {
        var scene = Scene.atTerminal()
        scene.type("/ring wren\r")
        scene.close()
        #expect(scene.output.contains("-- " + Phrase.callsUnanswered(1).english))
        let count = scene.requests.count
        scene.type("/ring wren\r")
        #expect(scene.output.contains("-- " + Phrase.notWhileAway.english))
        #expect(scene.party.screen.line.text == "/ring wren")
        scene.comeBack(seq: 5)
        #expect(
            !scene.requests(from: count).contains { if case .ring = $0 { true } else { false } })
    }

    @Test func `a script leaves once its call is answered`() {
        var scene = Scene.inPipe()
        scene.type("/wall all out\n")
        scene.endInput()
        #expect(scene.requests.last != .leave && scene.party.hurry != nil)
        scene.hear(wall("all out", by: .ada), .reached(id: scene.lastID))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .done)
        #expect(scene.output.contains("ada [wall]: all out\n"))
    }

    @Test(arguments: [true, false])
    func `a script whose call reached nobody, or has no answer, fails`(isAnswered: Bool) {
        var scene = Scene.inPipe()
        scene.type("/ring wren\n")
        scene.endInput()
        if isAnswered {
            scene.hear(.reached(to: "wren", terminals: 0, id: scene.lastID))
            scene.close()
        } else {
            scene.act { $0.gaveUp(&$1) }
            #expect(scene.complaints == [Phrase.callsUnanswered(1).english])
        }
        #expect(scene.ending == .undelivered)
    }

    @Test func `the hello names the terminal that shows the room`() {
        var circumstances = Circumstances.test
        circumstances.terminal = "pts/7"
        var scene = Scene(TerminalConversation(circumstances, name: "ada", size: .usual))
        scene.greet()
        let hello = Request.Hello(name: "ada", client: "talkroom/test", terminal: "pts/7")
        #expect(scene.requests == [.hello(hello)])
    }

    // MARK: Being called

    @Test(arguments: [("", false), ("come here", true)])
    func `a ring is shown and rings the bell, but not where it is off`(
        text: String, hasText: Bool
    ) {
        for (choice, rings) in [("", true), ("/bell private\r", true), ("/bell off\r", false)] {
            var scene = Scene.atTerminal()
            scene.type(choice)
            scene.hear(.rang(SafeText(sanitizing: text)))
            #expect(scene.output.contains("-- wren rings you"))
            #expect(scene.output.contains("wren -> ada: come here") == hasText)
            #expect(bells(scene) == (rings ? 1 : 0), "\(choice)")
        }
    }

    @Test func `a wall rings as a mention does`() {
        var scene = Scene.atTerminal()
        scene.hear(wall("all out", by: .wren))
        #expect(scene.output.contains("wren [wall]: all out") && bells(scene) == 1)
        scene.type("/bell off\r")
        scene.hear(wall("again", by: .wren, seq: 7))
        #expect(scene.output.contains("wren [wall]: again") && bells(scene) == 1)
    }

    @Test func `one's own wall rings for nobody`() {
        var scene = Scene.atTerminal()
        scene.hear(wall("all out", by: .ada))
        #expect(scene.output.contains("ada [wall]: all out") && bells(scene) == 0)
    }

    @Test func `who is ignored rings nobody, and is not replied to`() {
        var scene = Scene.atTerminal()
        scene.hear(.joined(presence(mallory)))
        scene.type("/ignore mallory\r")
        scene.hear(.rang("psst", by: .wren), .rang("buy", by: mallory), wall("x", by: mallory))
        #expect(!scene.output.contains("mallory rings you") && !scene.output.contains("buy"))
        #expect(!scene.output.contains("[wall]") && bells(scene) == 1)
        scene.type("/reply oi\r")
        #expect(scene.requests.last == .tell(to: "wren", text: "oi", id: scene.ids.last ?? nil))
    }

    @Test func `whom one rang is shown even if one ignores them`() {
        var scene = Scene.atTerminal()
        scene.hear(.joined(presence(mallory)))
        scene.type("/ignore mallory\r")
        scene.hear(.answered(presence(mallory)))
        #expect(scene.output.contains("-- mallory, whom you rang, is in the room now"))
    }

    @Test func `Tab knows who rang, and who is at a terminal`() {
        var scene = Scene.atTerminal()
        scene.hear(.lodger("zoe"), .rang(by: .wren))
        scene.type("/ring z\t")
        #expect(scene.party.screen.line.text == "/ring zoe ")
        scene.type("\u{15}/ri\t")
        #expect(scene.party.screen.line.text == "/ring ")
        scene.type("w\t")
        #expect(scene.party.screen.line.text == "/ring wren ")
    }

    @Test func `who is at a terminal takes nobody's name`() {
        var known = Acquaintances()
        known.note(.joined(presence(Speaker(name: "bob", account: "eve", uid: 7))), isOwn: false)
        known.note(.lodger("bob"), isOwn: false)
        #expect(known.account(of: "bob") == "eve")
    }

    // MARK: Whose rings are not wanted

    private func ignores(_ scene: Scene<TerminalConversation>) -> [[String]] {
        scene.requests.compactMap { if case .ignore(let accounts) = $0 { accounts } else { nil } }
    }

    private func scene(ignoring accounts: [String] = []) -> Scene<TerminalConversation> {
        var memory = Memory()
        for account in accounts { memory.preferences.apply(.ignore(account)) }
        var scene = Scene(
            TerminalConversation(.persistent, name: "ada", size: .usual, memory: memory))
        scene.greet()
        scene.hear(.welcome(seq: 5))
        return scene
    }

    @Test func `the daemon is told on entering, and whenever it changes`() {
        #expect(ignores(scene()).isEmpty)
        var scene = scene(ignoring: ["bob", "eve"])
        #expect(ignores(scene) == [["bob", "eve"]])
        scene.type("/unignore bob\r/ignore daemon\r")
        #expect(ignores(scene).dropFirst() == [["eve"], ["eve", "daemon"]])
        scene.close()
        scene.comeBack(seq: 5)
        #expect(ignores(scene).count == 4 && ignores(scene).last == ["eve", "daemon"])
    }

    @Test func `that nobody is ignored any more is told even if it was chosen while away`() {
        var scene = scene(ignoring: ["bob"])
        scene.close()
        scene.type("/unignore bob\r")
        #expect(ignores(scene).count == 1)
        scene.comeBack(seq: 5)
        #expect(ignores(scene) == [["bob"], []])
        scene.close()
        scene.comeBack(seq: 5)
        #expect(ignores(scene).count == 2)
    }

    @Test func `what a script ignores is not its account's choice`() {
        var scene = Scene.inPipe()
        scene.type("/ignore daemon\n")
        #expect(!scene.requests.contains { if case .ignore = $0 { true } else { false } })
    }

    @Test(arguments: ["x", "\\", "é"])
    func `the longest list is a line that may be`(letter: String) {
        for length in 100...110 {
            let accounts = (0..<Preferences.maxIgnored).map {
                "\($0)" + String(repeating: letter, count: length)
            }
            let scene = scene(ignoring: accounts)
            let told = ignores(scene)[0]
            let next = accounts.suffix(told.count + 1)
            #expect(told == accounts.suffix(told.count) && next.count > told.count)
            // The LF does not count.
            #expect(Request.ignore(told).jsonLine.count - 1 <= Limits.maxLineBytes)
            #expect(Request.ignore(Array(next)).jsonLine.count - 1 > Limits.maxLineBytes)
        }
    }

    @Test func `the daemon is told of as many as it takes`() {
        let accounts = (0...Limits.maxUnwantedAccounts).map { "u\($0)" }
        #expect(ignores(scene(ignoring: accounts)) == [Array(accounts.dropFirst())])
    }

    @Test func `a daemon that does not know it is not complained about, but of all else it is`() {
        var scene = scene(ignoring: ["bob"])
        scene.hear(.refused(.unknownRequest))
        #expect(!scene.output.contains(ErrorCode.unknownRequest.phrase.english))
        scene.type("/ring wren\r")
        scene.hear(.refused(.unknownRequest, id: scene.lastID))
        #expect(scene.output.contains(ErrorCode.unknownRequest.phrase.english))
    }
}
