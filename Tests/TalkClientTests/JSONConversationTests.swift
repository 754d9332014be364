import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct JSONConversationTests {
    private func sceneInRoom() -> Scene<JSONConversation> {
        var scene = Scene(JSONConversation(.test, name: "ada"))
        scene.greet()
        scene.hear(.welcome())
        return scene
    }

    @Test func `events come out as they came in, unknown keys and all`() {
        var scene = sceneInRoom()
        let line = #"{"event":"end","later":"key"}"#
        scene.act { $0.heard(.end, line: Array(line.utf8), &$1) }
        #expect(scene.output.hasSuffix(line + "\n"))
        let unknown = #"{"event":"later"}"#
        scene.act { $0.puzzled(by: Array(unknown.utf8), isMalformed: false, &$1) }
        #expect(scene.output.hasSuffix(unknown + "\n"))
    }

    @Test(arguments: [
        #"{"event":"said","text":"a\u202eb"}"#, #"{"event":"said","text":"ab","\u001b[2J":1}"#,
        #"{"event":"said","text":"ab","later":"\u009b2J"}"#,
    ])
    func `what is not safe when its escapes are read is written anew, or left out`(line: String) {
        var scene = sceneInRoom()
        scene.act { $0.heard(.said("ab"), line: Array(line.utf8), &$1) }
        #expect(scene.output.hasSuffix(String(decoding: Event.said("ab").jsonLine, as: UTF8.self)))
        let before = scene.output
        scene.act { $0.puzzled(by: Array(line.utf8), isMalformed: false, &$1) }
        #expect(scene.output == before)
    }

    @Test func `escapes of what is safe come out as they came in`() {
        var scene = sceneInRoom()
        let line = #"{"event":"later","text":"ol\u00e1\n\ud83d\ude00","x":true,"n":-1}"#
        scene.act { $0.puzzled(by: Array(line.utf8), isMalformed: false, &$1) }
        #expect(scene.output.hasSuffix(line + "\n"))
    }

    @Test func `what is not safe to print is written anew, or left out`() {
        var scene = sceneInRoom()
        let line = "{\"event\":\"said\",\"text\":\"a\u{202E}b\"}"
        scene.act { $0.heard(.said("ab"), line: Array(line.utf8), &$1) }
        #expect(scene.output.hasSuffix(String(decoding: Event.said("ab").jsonLine, as: UTF8.self)))
        let before = scene.output
        scene.act { $0.puzzled(by: Array(line.utf8), isMalformed: false, &$1) }
        #expect(scene.output == before)
        #expect(scene.complaints.count == 1)
    }

    @Test func `requests are passed on, and the end of input leaves`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"who"}"# + "\n" + #"{"do":"ping"}"#)
        scene.endInput()
        #expect(scene.requests.dropFirst() == [.who, .ping(id: nil), .leave])
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a leave of the program's own ends well`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"leave"}"# + "\n")
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a refused name is an event and an ending`() {
        var scene = Scene(JSONConversation(.test, name: "root"))
        scene.greet()
        scene.hear(.refused(.nameReserved))
        #expect(scene.output.contains("name-reserved"))
        #expect(scene.ending == .undelivered)
    }

    @Test func `a refusal at the door that is not about the name does not blame it`() {
        var scene = Scene(JSONConversation(.test, name: "ada"))
        scene.greet()
        scene.hear(.refused(.badValue))
        #expect(scene.complaints == ["/s: " + ErrorCode.badValue.phrase.english])
        #expect(scene.ending == .unavailable)
    }
}
