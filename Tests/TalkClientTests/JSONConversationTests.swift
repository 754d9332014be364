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

    /// The id of the ping that comes before the `leave`.
    private func lastPing(_ scene: Scene<JSONConversation>) -> MessageID? {
        guard case .ping(let id)? = scene.requests.dropLast().last else { return nil }
        return id
    }

    @Test func `requests are passed on, and the end of input leaves`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"who"}"# + "\n" + #"{"do":"ping"}"#)
        scene.endInput()
        #expect(
            scene.requests.dropFirst() == [
                .who, .ping(id: nil), .ping(id: lastPing(scene)), .leave,
            ])
        let before = scene.output
        scene.hear(.pong(id: lastPing(scene)))
        #expect(scene.output == before, "it did not ask for that")
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a leave of the program's own ends well, and nothing is sent after it`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"leave"}"# + "\n" + #"{"do":"say","text":"late"}"# + "\n")
        #expect(scene.requests.last == .leave)
        scene.hear(.pong(id: lastPing(scene)))
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test(arguments: [#""id":"1","#, ""])
    func `what has no receipt when the daemon vanishes is told, and fails`(id: String) {
        var scene = sceneInRoom()
        scene.type(#"{"do":"say",\#(id)"text":"oi"}"#)
        scene.endInput()
        scene.close()
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
        #expect(scene.ending == .undelivered)
    }

    @Test func `what is answered in the end is no failure`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"say","id":"1","text":"a"}"# + "\n")
        scene.type(#"{"do":"tell","to":"wren","text":"b"}"#)
        scene.endInput()
        scene.hear(.said("a", id: MessageID("1")), .pong(id: lastPing(scene)))
        scene.close()
        #expect(scene.ending == .done && scene.complaints.isEmpty)
    }

    @Test(arguments: [#"{"do":"say","id":"1","text":" "}"#, #"{"do":"say","text":" "}"#, "{"])
    func `a request that is refused is a failure`(line: String) {
        var scene = sceneInRoom()
        scene.type(line)
        scene.endInput()
        scene.hear(.refused(.tooFast))
        let id = line.contains("id") ? MessageID("1") : nil
        scene.hear(.refused(.textEmpty, id: id), .pong(id: lastPing(scene)))
        scene.close()
        #expect(scene.ending == .undelivered)
    }

    @Test func `a daemon that vanishes while one leaves is told`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"who"}"#)
        scene.endInput()
        scene.close()
        #expect(scene.complaints == [Phrase.roomClosed("/s").english])
        #expect(scene.ending == .unavailable)
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
