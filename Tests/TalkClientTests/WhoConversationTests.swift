import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct WhoConversationTests {
    private func scene(tellsOfNobody: Bool) -> Scene<WhoConversation> {
        var scene = Scene(
            WhoConversation(.test, isJSON: false, tellsOfNobody: tellsOfNobody))
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
}
