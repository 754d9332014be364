import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

@Suite struct WhoConversationTests {
    private func scene(
        _ roll: Client.Roll = .lines, tellsOfNobody: Bool
    ) -> Scene<WhoConversation> {
        var scene = Scene(WhoConversation(.test, roll, tellsOfNobody: tellsOfNobody))
        scene.greet()
        scene.hear(.welcome(here: 0))
        return scene
    }

    @Test(arguments: [true, false])
    func `an empty room is told of to a person, and never on standard output`(isPerson: Bool) {
        var scene = scene(tellsOfNobody: isPerson)
        scene.hear(.end)
        #expect(scene.complaints == (isPerson ? [Phrase.nobodyIsHere.english] : []))
        #expect(scene.output.isEmpty && scene.ending == .done)
    }

    @Test func `who is here is a line each`() {
        var scene = scene(tellsOfNobody: true)
        scene.hear(
            .person(Person(speaker: .ada, session: 1, since: .start, idleSeconds: 0)), .end)
        #expect(scene.output == "ada\n" && scene.complaints.isEmpty)
    }

    @Test func `who is only at a terminal is a line behind them`() {
        var scene = scene(tellsOfNobody: true)
        scene.hear(
            person("wren"), .lodger("bob"), .lodger("eve", terminals: 3, takes: false, idle: 725),
            .lodger("zoe", idle: 7260), .end)
        #expect(scene.requests.contains(.who(.terminals)))
        #expect(
            scene.output.hasSuffix(
                """
                bob, at a terminal
                eve, at 3 terminals, idle 12m, messages off
                zoe, at a terminal, idle 2h1m

                """))
        #expect(scene.complaints.isEmpty && scene.ending == .done)
    }

    @Test func `a room with nobody but at terminals is not told to be empty`() {
        var scene = scene(tellsOfNobody: true)
        scene.hear(.lodger("bob"), .end)
        #expect(scene.complaints.isEmpty)
    }

    @Test func `programs get both as they came, and of names only those here`() {
        var json = scene(.json, tellsOfNobody: false)
        json.hear(.lodger("bob"), .end)
        #expect(json.output == String(decoding: Event.lodger("bob").jsonLine, as: UTF8.self))
        var names = scene(.names, tellsOfNobody: false)
        names.hear(person("wren"), .lodger("bob"), .end)
        #expect(names.output == "wren\n" && names.requests.contains(.who()))
    }

    private func person(_ name: SafeText, session: UInt64 = 1) -> Event {
        let speaker = Speaker(name: name, account: "ada", uid: 1000)
        return .person(Person(speaker: speaker, session: session, since: .start, idleSeconds: 90))
    }

    @Test func `of the names each comes once, and alone`() {
        var scene = scene(.names, tellsOfNobody: false)
        for (session, name) in (["wren", "_srv", "wren", "éva"] as [SafeText]).enumerated() {
            scene.hear(person(name, session: UInt64(session)))
        }
        scene.hear(.end)
        #expect(scene.output == "wren\n_srv\néva\n" && scene.ending == .done)
    }

    @Test(arguments: ["$(touch x)", "a b", "a\nb", "a\tb", "", "-n", "*", "a;b", "~root", "a=b"])
    func `what no name may be is not among the names`(name: String) {
        var scene = scene(.names, tellsOfNobody: false)
        scene.hear(person(SafeText(sanitizing: name)), .end)
        #expect(scene.output.isEmpty && scene.ending == .done)
    }

    @Test func `only the names are waited for no longer than a while`() {
        #expect(scene(tellsOfNobody: true).party.hurry == nil)
        var scene = scene(.names, tellsOfNobody: false)
        let hurry = scene.party.hurry
        #expect(hurry != nil)
        scene.hear(person("wren"))
        #expect(scene.party.hurry == hurry, "an answer that trickles in is not waited for either")
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable)
    }
}
