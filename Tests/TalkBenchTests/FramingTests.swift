import Testing

@testable import TalkBench

@Suite struct FramingTests {
    /// A stream of one server: everything that may come, and what it is.
    struct Sample: CustomTestStringConvertible {
        let testDescription: String
        let wire: Wire
        let pieces: [(bytes: [UInt8], kind: Kind)]

        var bytes: [UInt8] { pieces.flatMap(\.bytes) }
    }

    enum Kind: Hashable {
        case message(Payload)
        case announcement, dismissal, other, mangled
    }

    private static let payload = Payload(publisher: 7, number: 1_234_567_890)

    private static func published(_ head: String, _ tail: String) -> [UInt8] {
        var bytes = Array(head.utf8)
        payload.append(to: &bytes)
        return bytes + Array(tail.utf8)
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let samples = [
        Sample(
            testDescription: "talkroom", wire: .talkroom,
            pieces: [
                (text("talkroom 1 vm: choose a username [root]\n"), .other),
                (text("{\"event\":\"welcome\",\"seq\":0}\n"), .other),
                (text("{\"event\":\"joined\",\"name\":\"b2\"}\n"), .announcement),
                (
                    published("{\"event\":\"said\",\"seq\":1,\"text\":\"", "\"}\n"),
                    .message(payload)
                ),
                (text("{\"event\":\"said\",\"seq\":2,\"text\":\"m\"}\n"), .mangled),
                (published("{\"event\":\"said\",\"text\":\"", "\",\"id\":\"x\"}\n"), .mangled),
                (text("{\"event\":\"left\",\"reason\":\"too-slow\"}\n"), .dismissal),
                (text("{\"event\":\"left\",\"reason\":\"quit\"}\n"), .other),
            ]),
        Sample(
            testDescription: "reference", wire: .reference,
            pieces: [
                (text("*....\n"), .announcement), (published("", "\n"), .message(payload)),
                (text("m\n"), .mangled), (text("\n"), .other),
            ]),
        Sample(
            testDescription: "redis", wire: .redis,
            pieces: [
                (text("+OK\r\n"), .other), (text(":1000\r\n"), .other),
                (text("-ERR no\r\n"), .other), (text("$-1\r\n"), .other),
                (text("*-1\r\n"), .other), (text("*0\r\n"), .other),
                (text("*3\r\n$9\r\nsubscribe\r\n$4\r\nroom\r\n:1\r\n"), .other),
                (
                    published("*3\r\n$7\r\nmessage\r\n$4\r\nroom\r\n$64\r\n", "\r\n"),
                    .message(payload)
                ),
                (text("*3\r\n$7\r\nmessage\r\n$4\r\nroom\r\n$1\r\nm\r\n"), .mangled),
            ]),
        Sample(
            testDescription: "mqtt", wire: .mqtt,
            pieces: [
                ([0x20, 2, 0, 0], .other), ([0x90, 3, 0, 1, 0], .other), ([0xD0, 0], .other),
                (published("\u{30}\u{46}\u{0}\u{4}room", ""), .message(payload)),
                ([0x30, 7, 0, 4] + text("roomm"), .mangled),
                ([0x40, 0x81, 0x01] + [UInt8](repeating: 0, count: 129), .other),
            ]),
        Sample(
            testDescription: "irc", wire: .irc,
            pieces: [
                (text(":bench.local 001 b0 :Welcome\r\n"), .other),
                (text(":b1!~b@localhost JOIN :#room\r\n"), .other),
                (published(":p0!~p@localhost PRIVMSG #room :", "\r\n"), .message(payload)),
            ]),
        Sample(
            testDescription: "broker", wire: .broker,
            pieces: [(published("", "\n"), .message(payload)), (text("other\n"), .other)]),
    ]

    @Test(arguments: samples)
    func `every piece is a frame, and is what it is`(sample: Sample) throws {
        let bytes = sample.bytes
        var start = 0
        for piece in sample.pieces {
            let frame = try #require(
                try frame(of: sample.wire.framing, in: bytes, at: start))
            #expect(frame.end == start + piece.bytes.count)
            #expect(kind(of: frame, in: bytes) == piece.kind)
            start = frame.end
        }
        #expect(try frame(of: sample.wire.framing, in: bytes, at: start) == nil)
    }

    @Test(arguments: samples)
    func `a piece that is cut is no frame, wherever it is cut`(sample: Sample) throws {
        for piece in sample.pieces {
            for count in 0..<piece.bytes.count {
                let cut = Array(piece.bytes.prefix(count))
                #expect(try frame(of: sample.wire.framing, in: cut, at: 0) == nil)
            }
        }
    }

    @Test func `what is no reply and no packet is malformed`() {
        for text in ["hello\r\n", "*x\r\n", "$12345678901\r\n", "*1\r\nx\r\n", "$\r\n", "*1\n"] {
            let bytes = Array(text.utf8)
            #expect(throws: Fault.malformed, "\(text.debugDescription)") {
                try frame(of: .resp, in: bytes, at: 0)
            }
        }
        for bytes: [UInt8] in [[0x30, 0x80, 0x80, 0x80, 0x80, 1], [0x30, 1, 0]] {
            #expect(throws: Fault.malformed) {
                try frame(of: .mqtt, in: bytes, at: 0)
            }
        }
    }

    @Test func `what is sent is as the protocols have it`() {
        #expect(
            RESPFrame.command(["SUBSCRIBE", "room"])
                == Array("*2\r\n$9\r\nSUBSCRIBE\r\n$4\r\nroom\r\n".utf8))
        #expect(
            MQTTFrame.connect(client: "b1")
                == [0x10, 14, 0, 4] + Array("MQTT".utf8) + [4, 2, 0, 0, 0, 2] + Array("b1".utf8))
        #expect(
            MQTTFrame.subscribe(topic: "room")
                == [0x82, 9, 0, 1, 0, 4] + Array("room".utf8) + [0])
        #expect(
            MQTTFrame.publishHead(topic: "room", payloadBytes: 200)
                == [0x30, 0xCE, 0x01, 0, 4] + Array("room".utf8))
    }

    private func frame(of framing: Framing, in bytes: [UInt8], at start: Int) throws -> Frame? {
        try framing.frame(in: bytes.span, at: start)
    }

    private func kind(of frame: Frame, in bytes: [UInt8]) -> Kind {
        switch frame.content {
        case .message(let start):
            Payload(bytes.span, at: start).map(Kind.message) ?? .mangled
        case .announcement: .announcement
        case .dismissal: .dismissal
        case .other: .other
        }
    }
}
