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
        #expect(
            scene.requests.dropFirst() == [.who(), .ping(id: nil), .ping(id: scene.lastPing)])
        let before = scene.output
        scene.hear(.pong(id: scene.lastPing))
        #expect(scene.output == before, "it did not ask for that")
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a leave of the program's own ends well, and nothing is sent after it`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"leave"}"# + "\n" + #"{"do":"say","text":"late"}"# + "\n")
        scene.hear(.pong(id: scene.lastPing))
        #expect(scene.requests.last == .leave && scene.texts.isEmpty)
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `a program leaves once each of its messages is answered`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"say","id":"1","text":"oi"}"# + "\n" + #"{"do":"say","text":"b"}"#)
        scene.endInput()
        scene.hear(.said("not oi", by: .wren, id: MessageID("1")), .pong(id: scene.lastPing))
        #expect(!scene.requests.contains(.leave))
        scene.hear(.said("oi", id: MessageID("1")))
        #expect(!scene.requests.contains(.leave), "the pong does not wait for the disk")
        scene.hear(.said("b", id: scene.ids[1], seq: 2))
        #expect(scene.requests.last == .leave)
        scene.hear(.said("else", by: .wren))
        #expect(scene.requests.count { $0 == .leave } == 1)
        scene.close()
        #expect(scene.ending == .done && scene.complaints.isEmpty)
    }

    @Test func `a program leaves once each of its calls is answered`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"ring","to":"wren"}"# + "\n" + #"{"do":"wall","text":"x","id":"w"}"#)
        let ring = scene.requests.lazy.compactMap(\.id).first
        scene.type("\n" + #"{"do":"mesg","id":"m"}"#)
        scene.endInput()
        scene.hear(.pong(id: scene.lastPing), .reached(to: "wren", id: ring))
        scene.hear(.refused(.notKept, id: MessageID("w")), .reached(id: MessageID("w")))
        #expect(ring != nil && !scene.requests.contains(.leave))
        let state = MessagesState(
            areTaken: true, handed: 0, isHere: false, isKept: true, id: MessageID("m"))
        scene.hear(.messages(state))
        #expect(scene.requests.last == .leave)
        #expect(
            scene.output.hasSuffix(String(decoding: Event.messages(state).jsonLine, as: UTF8.self)))
        scene.close()
        // What was not kept is a refusal.
        #expect(scene.ending == .undelivered && scene.complaints.isEmpty)
    }

    @Test(arguments: [true, false])
    func `a call without an answer is told, and fails`(isLost: Bool) {
        var scene = sceneInRoom()
        scene.type(#"{"do":"wall","text":"x"}"#)
        scene.endInput()
        if isLost { scene.close() } else { scene.act { $0.gaveUp(&$1) } }
        #expect(scene.complaints == [Phrase.callsUnanswered(1).english])
        #expect(scene.ending == .undelivered)
    }

    @Test func `a wall that was said before is answered by its receipt`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"wall","text":"x","id":"w"}"#)
        scene.endInput()
        scene.hear(.pong(id: scene.lastPing))
        let before = scene.party.hurry
        #expect(before != nil && !scene.requests.contains(.leave))
        scene.hear(.receipt(Receipt(seq: 1, time: .start, id: MessageID("w")!)))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .done && scene.complaints.isEmpty)
    }

    @Test(arguments: [(0, 0, false), (1, 0, true), (0, 1, true)])
    func `a call that reached nobody fails`(sessions: Int, terminals: Int, isDone: Bool) {
        var scene = sceneInRoom()
        scene.type(#"{"do":"ring","to":"wren","id":"r"}"#)
        scene.endInput()
        // Nobody asked for that one.
        scene.hear(.reached(to: "wren", terminals: 0, id: MessageID("other")))
        scene.hear(.pong(id: scene.lastPing))
        scene.hear(
            .reached(to: "wren", sessions: sessions, terminals: terminals, id: MessageID("r")))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == (isDone ? .done : .undelivered))
    }

    @Test func `no terminal is handed over by a line`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"mesg","messages":true,"fd":true}"# + "\n" + #"{"do":"who"}"# + "\n")
        #expect(scene.complaints == [Phrase.linesHandNothingOver.english])
        #expect(scene.requests.dropFirst() == [.who()])
    }

    @Test func `a program whose input has ended waits so long without getting anywhere`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"say","text":"a"}"# + "\n" + #"{"do":"say","text":"b"}"#)
        #expect(scene.party.hurry == nil)
        scene.endInput()
        let begun = scene.party.hurry
        scene.hear(.said("else", by: .wren))
        #expect(begun != nil && scene.party.hurry == begun)
        scene.hear(.said("a", id: scene.ids[0], seq: 2))
        #expect(scene.party.hurry != nil && scene.party.hurry != begun)
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.complaints == [Phrase.withoutReceipt(1).english])
        #expect(scene.ending == .undelivered)
    }

    @Test func `a program whose questions are not answered gives up as if nobody were there`() {
        var scene = sceneInRoom()
        scene.type(#"{"do":"who"}"#)
        scene.endInput()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable)
        #expect(scene.complaints == [Phrase.noAnswer("/s", seconds: 10).english])
    }

    @Test func `a program is read no faster than its receipts come`() {
        var scene = sceneInRoom()
        let text = String(repeating: "x", count: 8000)
        var count = 0
        while scene.party.wantsInput {
            count += 1
            scene.type(#"{"do":"say","id":"\#(count)","text":"\#(text)"}"# + "\n")
        }
        #expect(count <= Outbox.maxBytes / 8000 + 1)
        scene.type(#"{"do":"say","text":"no id"}"# + "\n" + #"{"do":"leave"}"# + "\n")
        scene.endInput()
        #expect(scene.texts.count == count && scene.party.hurry != nil)
        scene.hearReceipt(of: 0)
        #expect(scene.texts.last == "no id")
        for index in 1...count { scene.hearReceipt(of: index) }
        scene.hear(.pong(id: scene.lastPing))
        #expect(scene.requests.last == .leave)
        scene.close()
        #expect(scene.ending == .done)
    }

    @Test func `so many lines that nobody can read here are enough until one is answered`() {
        var scene = sceneInRoom()
        var first: MessageID?
        for _ in 0..<Unmarked.maxPings {
            #expect(scene.party.wantsInput)
            scene.act { $0.typed(Array("{\n".utf8), &$1) }
            first = first ?? scene.lastPing
        }
        #expect(!scene.party.wantsInput)
        scene.hear(.pong(id: first))
        #expect(scene.party.wantsInput)
    }

    @Test func `a message without an id gets one, and keeps all that it has`() {
        var scene = sceneInRoom()
        let tell = #"{"do":"tell","to":"wren","text":"b"}"#
        let say = #" { "do":"say", "later":true, "text":"{\u00e1" }"#
        var wire: [UInt8] = []
        scene.act {
            $0.typed(Array("\(tell)\n\(say)\n".utf8), &$1)
            wire = $1.wire
        }
        let lines = String(decoding: wire, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix(#"{"id":""#) && lines[0].hasSuffix("," + tell.dropFirst()))
        #expect(lines[1].hasPrefix(#" {"id":""#) && lines[1].hasSuffix("," + say.dropFirst(2)))
        #expect(scene.texts == ["b", "{á"])
        #expect(scene.ids.count == 2 && scene.ids[0] != nil && scene.ids[0] != scene.ids[1])
    }

    @Test(arguments: [0, 1])
    func `a line that an id would make too long goes as it is`(excess: Int) {
        var scene = sceneInRoom()
        let line = #"{"do":"say","text":"oi"}"#
        let added = #""id":"0123456789abcdef","#
        let padding = String(
            repeating: " ", count: Limits.maxLineBytes - line.count - added.count + excess)
        scene.type(line + padding + "\n")
        #expect(scene.texts == ["oi"] && (scene.ids[0] == nil) == (excess == 1))
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
        scene.hear(.said("a", id: MessageID("1")), .pong(id: scene.lastPing))
        #expect(scene.requests.last != .leave)
        scene.hear(.told("b", id: scene.ids[1]))
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
        scene.hear(.refused(.textEmpty, id: id ?? scene.ids.first ?? nil))
        scene.hear(.pong(id: scene.lastPing))
        #expect(scene.requests.last == .leave)
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
