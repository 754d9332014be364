import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct OutboxTests {
    private func say(_ text: String) -> Outbox.Message {
        Outbox.Message(.say(text: text, style: .plain, id: MessageID(text)))
    }

    private func id(_ text: String) throws -> MessageID { try #require(MessageID(text)) }

    private func tell(_ text: String) -> Outbox.Message {
        Outbox.Message(.tell(to: "wren", text: text, id: MessageID(text)))
    }

    private func hold(_ messages: [(String, Outbox.Message)], isSent: Bool) throws -> Outbox {
        var outbox = Outbox()
        for (text, message) in messages {
            outbox.hold(message, id: try id(text), isSent: isSent)
        }
        return outbox
    }

    @Test func `what has no receipt is sent again, in order, as it was`() throws {
        let texts = (1...50).map { "\($0)" }
        var outbox = try hold(texts.map { ($0, say($0)) }, isSent: true)
        for text in ["1", "7", "50"] {
            #expect(try outbox.receipt(for: id(text))?.line == say(text).line)
        }
        let left = texts.filter { !["1", "7", "50"].contains($0) }
        #expect(outbox.count == left.count)
        for _ in 1...2 {
            var desk = Desk()
            #expect(outbox.resend(&desk) == nil)
            #expect(desk.wire == left.flatMap { say($0).line }, "until there is a receipt")
        }
    }

    @Test func `a receipt counts once, and another's not at all`() throws {
        var outbox = try hold([("a", say("a"))], isSent: true)
        #expect(try outbox.receipt(for: id("b")) == nil)
        #expect(try outbox.receipt(for: id("a")) != nil)
        #expect(try outbox.receipt(for: id("a")) == nil)
        #expect(outbox.isEmpty)
    }

    @Test func `only private messages that were sent before may arrive twice`() throws {
        var waiting = try hold([("a", tell("a")), ("b", say("b"))], isSent: false)
        var desk = Desk()
        #expect(waiting.resend(&desk) == nil)
        #expect(waiting.resend(&desk) == .toldAgain(1))
        var sent = try hold([("a", tell("a")), ("b", say("b"))], isSent: true)
        #expect(sent.resend(&desk) == .toldAgain(1))
    }

    @Test func `of two under one id the first is held`() throws {
        var outbox = try hold([("a", say("a"))], isSent: true)
        #expect(try !outbox.hold(say("b"), id: id("a"), isSent: true))
        #expect(outbox.count == 1)
        #expect(try outbox.receipt(for: id("a"))?.line == say("a").line)
    }

    @Test func `it is full at its limit, and has room again after a receipt`() throws {
        let a = try id("a")
        var outbox = Outbox()
        let size = Outbox.maxBytes - say("b").line.count
        let text = String(repeating: "x", count: size)
        let frame = Outbox.Message(.say(text: "", style: .plain, id: a)).line.count
        let fitting = String(text.dropLast(frame + 1))
        outbox.hold(Outbox.Message(.say(text: fitting, style: .plain, id: a)), id: a, isSent: false)
        outbox.hold(say("b"), id: try id("b"), isSent: false)
        #expect(!outbox.isFull, "one byte is left")
        outbox.hold(say("c"), id: try id("c"), isSent: false)
        #expect(outbox.isFull)
        outbox.receipt(for: a)
        #expect(!outbox.isFull)
    }
}
