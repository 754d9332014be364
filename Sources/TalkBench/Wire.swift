/// What goes over the socket to one kind of server, and how what comes back is read.
struct Wire: Sendable {
    let framing: Framing
    /// What a listener sends first, by its number.
    let hello: @Sendable (Int) -> [UInt8]
    /// What comes before and after a payload to publish it.
    let publishHead: [UInt8]
    let publishTail: [UInt8]
    /// What a publisher sends first on a connection of its own; nil when listeners publish.
    var publisherHello: (@Sendable (Int) -> [UInt8])?

    private static let room = "room"

    /// The room in the JSON dialect.
    static let talkroom = Wire(
        framing: .lines(
            LineMarks(
                message: Array(#"{"event":"said""#.utf8), tail: Array("\"}\n".utf8),
                announcement: Array(#"{"event":"joined""#.utf8),
                dismissal: Array("\"reason\":\"too-slow\"}\n".utf8))),
        hello: { Array("{\"do\":\"hello\",\"name\":\"b\($0)\",\"backlog\":0}\n".utf8) },
        publishHead: Array(#"{"do":"say","text":""#.utf8), publishTail: Array("\"}\n".utf8))

    /// The reference: payloads as lines.
    static let reference = Wire(
        framing: .lines(
            LineMarks(
                message: [UInt8(ascii: "m")], tail: [UInt8(ascii: "\n")],
                announcement: [UInt8(ascii: "*")])),
        hello: { _ in Array("hello\n".utf8) },
        publishHead: [], publishTail: [UInt8(ascii: "\n")])

    /// Redis. Who has subscribed may not publish, and who only publishes asks for no replies.
    static let redis = Wire(
        framing: .resp,
        hello: { _ in RESPFrame.command(["SUBSCRIBE", room]) },
        publishHead: Array(
            "*3\r\n$7\r\nPUBLISH\r\n$4\r\n\(room)\r\n$\(Payload.byteCount)\r\n".utf8),
        publishTail: Array("\r\n".utf8),
        publisherHello: { _ in RESPFrame.command(["CLIENT", "REPLY", "OFF"]) })

    /// MQTT 3.1.1, quality of service 0.
    static let mqtt = Wire(
        framing: .mqtt,
        hello: { MQTTFrame.connect(client: "b\($0)") + MQTTFrame.subscribe(topic: room) },
        publishHead: MQTTFrame.publishHead(topic: room, payloadBytes: Payload.byteCount),
        publishTail: [])

    /// IRC. A publisher gets no echo, so publishers are no members, and the channel takes it from them.
    static let irc = Wire(
        framing: .lines(
            LineMarks(message: Array(":p".utf8), tail: Array("\r\n".utf8))),
        hello: { Array("NICK b\($0)\r\nUSER b 0 * :b\r\nJOIN #\(room)\r\n".utf8) },
        publishHead: Array("PRIVMSG #\(room) :".utf8), publishTail: Array("\r\n".utf8),
        publisherHello: { Array("NICK p\($0)\r\nUSER p 0 * :p\r\n".utf8) })

    /// Lines to everybody else. A publisher gets no echo, but what the others publish.
    static let broker = Wire(
        framing: .lines(
            LineMarks(message: [UInt8(ascii: "m")], tail: [UInt8(ascii: "\n")])),
        hello: { _ in [] },
        publishHead: [], publishTail: [UInt8(ascii: "\n")],
        publisherHello: { _ in [] })
}
