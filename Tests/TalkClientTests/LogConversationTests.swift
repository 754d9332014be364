import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct LogConversationTests {
    private func scene(follows: Bool) -> Scene<LogConversation> {
        var scene = Scene(
            LogConversation(.test, count: 20, follows: follows, isJSON: false))
        scene.greet()
        scene.hear(.welcome(seq: 1), .said("before", seq: 1), .said("after", seq: 2))
        return scene
    }

    @Test func `what is said after it came is not among the last things said`() {
        var scene = scene(follows: false)
        scene.hear(.pong(id: nil))
        #expect(scene.output == "ada: before\n")
        #expect(scene.ending == .done)
    }

    @Test func `who follows is shown what comes`() {
        let scene = scene(follows: true)
        #expect(scene.output == "ada: before\nada: after\n")
        #expect(scene.ending == nil)
    }
}
