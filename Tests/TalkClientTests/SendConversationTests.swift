import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct SendConversationTests {
    private func scene(
        to recipient: String? = nil, _ source: MessageSource = .lines, here: Int = 1
    ) -> Scene<SendConversation> {
        var scene = Scene(
            SendConversation(.test, name: nil, to: recipient, source: source))
        scene.greet()
        scene.hear(.welcome(here: here))
        return scene
    }

    @Test func `the words are one message, and its echo is the receipt`() {
        var scene = scene(MessageSource(words: ["oi", "mundo"]))
        #expect(scene.requests.last == .say(text: "oi mundo", style: .plain, id: scene.ids[0]))
        #expect(scene.ending == nil)
        scene.hear(.said("oi mundo"))
        #expect(scene.ending == nil)
        scene.hear(.said("oi mundo", id: scene.ids[0]))
        #expect(scene.ending == .done)
    }

    @Test func `being slowed down at the door is no refusal`() {
        var scene = Scene(
            SendConversation(.test, name: nil, to: nil, source: MessageSource(words: ["oi"])))
        scene.greet()
        scene.hear(.refused(.tooFast), .welcome(here: 1))
        #expect(scene.ending == nil && scene.complaints.isEmpty)
        scene.hear(.said("oi", id: scene.ids[0]))
        #expect(scene.ending == .done)
    }

    @Test func `every line is a message, and every one needs its receipt`() {
        var scene = scene()
        scene.type("a\n \nb\n")
        scene.type("c")
        scene.endInput()
        #expect(scene.ids.count == 3)
        scene.hear(.said("c", id: scene.ids[2]), .said("a", id: scene.ids[0]))
        #expect(scene.ending == nil)
        guard let id = scene.ids[1] else { return }
        scene.hear(.receipt(Receipt(seq: 1, time: .start, id: id)))
        #expect(scene.ending == .done)
    }

    @Test func `one refusal among many is told by its line, and fails`() {
        var scene = scene()
        scene.type("a\nb\n")
        scene.endInput()
        scene.hear(.refused(.tooFast), .refused(.textTooLong, id: scene.ids[1]))
        scene.hear(.said("a", id: scene.ids[0]))
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints == ["line 2: " + ErrorCode.textTooLong.phrase.english])
    }

    @Test func `what may not be said is told by the status, if nothing else was wrong`() {
        for (second, status) in [
            (ErrorCode.muted, ExitStatus.notPermitted), (.textTooLong, .undelivered),
        ] {
            var scene = scene()
            scene.type("a\nb\n")
            scene.endInput()
            scene.hear(.refused(.muted, id: scene.ids[0]), .refused(second, id: scene.ids[1]))
            #expect(scene.ending == status)
        }
        var scene = scene()
        scene.type("a\nb\n")
        scene.endInput()
        scene.hear(.said("a", id: scene.ids[0]), .refused(.muted, id: scene.ids[1]))
        #expect(scene.ending == .undelivered, "somebody got something")
    }

    @Test func `a private message goes to one`() {
        var scene = scene(to: "wren", MessageSource(words: ["oi"]))
        #expect(scene.requests.last == .tell(to: "wren", text: "oi", id: scene.ids[0]))
        scene.hear(.refused(.nobodyThere, id: scene.ids[0]))
        #expect(scene.ending == .undelivered)
    }

    @Test(arguments: [(true, TalkLanguage.ExitStatus.done), (false, .undelivered)])
    func `where nobody is, only what is kept is delivered`(
        isKept: Bool, status: TalkLanguage.ExitStatus
    ) {
        var scene = scene(MessageSource(words: ["oi"]), here: 0)
        scene.hear(.said("oi", id: scene.ids[0]))
        #expect(scene.requests.suffix(2) == [.history(before: nil, count: 1), .who()])
        if isKept {
            scene.hear(
                .past(
                    Said(
                        seq: 1, time: .start, speaker: .ada, text: "oi", style: .plain, id: nil)))
        }
        scene.hear(.end)
        #expect(scene.ending == nil)
        scene.hear(.end)
        #expect(scene.ending == status)
    }

    @Test func `a room that keeps what is said is asked no more`() {
        for (seq, oldest, ending) in [
            (7, 3, .done), (1, 1, .done), (0, 1, nil), (7, 8, nil),
        ] as [(UInt64, UInt64, TalkLanguage.ExitStatus?)] {
            var scene = Scene(
                SendConversation(.test, name: nil, to: nil, source: MessageSource(words: ["oi"])))
            scene.greet()
            scene.hear(.welcome(here: 0, seq: seq, oldest: oldest))
            scene.hear(.said("oi", id: scene.ids[0], seq: seq + 1))
            #expect(scene.ending == ending, "\(seq) \(oldest)")
        }
    }

    @Test func `what is there goes along with the hello, not what is still to be typed`() {
        for (recipient, source, count) in [
            (nil, MessageSource(words: ["oi"]), 2), ("wren", MessageSource(words: ["oi"]), 2),
            (nil, .lines, 1), (nil, .block, 1),
        ] as [(String?, MessageSource, Int)] {
            var scene = Scene(
                SendConversation(.test, name: nil, to: recipient, source: source))
            scene.greet()
            #expect(scene.requests.count == count)
            guard case .hello = scene.requests.first else {
                Issue.record("\(scene.requests)")
                return
            }
            scene.hear(.welcome())
            #expect(scene.texts.count == (source.wantsInput ? 0 : 1))
        }
    }

    @Test func `a daemon that goes away leaves a count behind`() {
        var scene = scene()
        scene.type("a\nb\n")
        scene.hear(.said("a", id: scene.ids[0]))
        scene.close()
        #expect(scene.ending == .unavailable)
        #expect(scene.complaints.first == Phrase.withoutReceipt(1).english)
    }

    @Test func `a block is one message without the line ends that end it`() {
        var scene = scene(.block)
        scene.type("a\n")
        scene.type("b\n\n")
        #expect(scene.ids.isEmpty)
        scene.endInput()
        #expect(scene.requests.last == .say(text: "a\nb", style: .plain, id: scene.ids[0]))
    }

    @Test func `what cannot be sent is told by its line`() {
        var scene = scene()
        scene.act { $0.typed([0xFF, 0x0A], &$1) }
        scene.type(String(repeating: "a", count: Limits.maxLineBytes + 1) + "\n")
        scene.endInput()
        #expect(scene.ending == .undelivered)
        #expect(
            scene.complaints == [
                "line 1: " + ErrorCode.notUTF8.phrase.english,
                "line 2: " + ErrorCode.textTooLong.phrase.english,
            ])
    }

    @Test func `another account's message of the same id is no receipt`() {
        var scene = scene(MessageSource(words: ["oi"]))
        scene.hear(.said("not oi", by: .wren, id: scene.ids[0]))
        #expect(scene.ending == nil)
        scene.hear(.said("oi", id: scene.ids[0]))
        #expect(scene.ending == .done)
        var telling = self.scene(to: "wren", MessageSource(words: ["oi"]))
        telling.hear(.told("not oi", by: .wren, id: telling.ids[0]))
        #expect(telling.ending == nil)
    }

    @Test func `input is read no faster than receipts come, and all of it is said`() {
        var scene = scene()
        let lines = (1...20_000).map { "line \($0)" }
        let half = lines.count / 2
        scene.type(lines[..<half].joined(separator: "\n") + "\n")
        #expect(!scene.party.wantsInput)
        let atOnce = scene.texts.count
        #expect(atOnce > 1000 && atOnce < half, "many at once, but not all")
        var answered = 0
        while answered < half {
            let ids = scene.ids[answered...]
            for id in ids.compactMap(\.self) {
                scene.hear(.receipt(Receipt(seq: 1, time: .start, id: id)))
            }
            answered += ids.count
        }
        #expect(scene.texts == Array(lines[..<half]) && scene.party.wantsInput)
        #expect(scene.ending == nil)
        scene.endInput()
        #expect(scene.ending == .done)
    }

    @Test func `a message larger than what is left is taken while anything is`() {
        var scene = scene()
        let line = String(repeating: "x", count: 60_000) + "\n"
        while scene.party.wantsInput { scene.type(line) }
        #expect(scene.texts.count == Outbox.maxBytes / 60_000 + 1)
        scene.type("waiting\n")
        scene.act { $0.gaveUp(&$1) }
        #expect(
            scene.complaints == [Phrase.withoutReceipt(Outbox.maxBytes / 60_000 + 2).english])
    }

    @Test func `nothing to say is nothing to fail`() {
        var scene = scene()
        scene.endInput()
        #expect(scene.ending == .done)
    }
}
