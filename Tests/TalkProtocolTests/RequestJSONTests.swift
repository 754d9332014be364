import Testing

@testable import TalkProtocol

@Suite struct RequestJSONTests {
    private func fault(_ line: String) -> RequestFault? {
        do throws(RequestFault) {
            _ = try Request(jsonLine: Array(line.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        Request.hello(.init()),
        .hello(.init(name: "ada", present: false, replay: .backlog(0), client: "bot/1")),
        .hello(.init(replay: .after(7, ledger: "abc"))),
        .say(text: "a \"quoted\" \\ line\nand\ttab é 👩‍👩‍👧 \u{1}", style: .plain, id: MessageID("x 1")),
        .say(text: "dances", style: .action, id: nil),
        .tell(to: "bob", text: "psst", id: MessageID("y")),
        .name("wren"), .who(), .who(.terminals), .who(.verbose), .history(before: 9, count: 3),
        .history(before: nil, count: nil),
        .ping(id: MessageID("p")), .ping(id: nil), .leave,
        .hello(.init(terminal: "pts/3")),
        .ring(.init(to: "bob")),
        .ring(
            .init(
                to: "b\"\n\u{1B}[2J", text: "oi\n-- x\u{9B}\\", terminal: "../tty1",
                id: MessageID("r"))),
        .wall(.init(text: "all \u{202E}out\r\n")),
        .wall(
            .init(text: "", group: "g\u{0}", hasBanner: false, seconds: 7, id: MessageID("w"))),
        .mesg(takes: nil, hands: false, id: nil),
        .mesg(takes: true, hands: true, id: MessageID("m")),
        .mesg(takes: false, hands: false, id: nil), .ignore([]), .ignore(["bob", "c\"d", "é"]),
        .act(.init(.dismiss, to: "bob", text: "spam \u{1B}[2J"), id: MessageID("d")),
        .act(.init(.mute, to: "b b", seconds: 600), id: nil),
        .act(.init(.ban, to: "bob", seconds: 1, text: "\n-- x"), id: nil),
        .act(.init(.lift, to: "1001"), id: MessageID("l")), .act(.init(.topic, text: ""), id: nil),
        .act(.init(.redact, seq: 7), id: nil), .topic(id: nil), .topic(id: MessageID("t")),
        .acts(count: nil), .acts(count: 0),
    ])
    func `what is written is read back`(request: Request) throws {
        let line = request.jsonLine
        #expect(line.last == 0x0A)
        #expect(!line.dropLast().contains(0x0A))
        #expect(try Request(jsonLine: line.dropLast()) == request)
    }

    @Test func `unknown keys are ignored and white space is allowed`() throws {
        let line = " {\t\"do\" : \"say\" , \"text\":\"oi\",\"new\":-12,\"other\":true} "
        #expect(
            try Request(jsonLine: Array(line.utf8)) == .say(text: "oi", style: .plain, id: nil))
    }

    @Test func `surrogate pairs become one character and lone ones are refused`() throws {
        let pair = #"{"do":"name","name":"\ud83d\ude00"}"#
        #expect(try Request(jsonLine: Array(pair.utf8)) == .name("😀"))
        for lone in [#"\ud83d"#, #"\ude00"#, #"\ud83dx"#, #"\ud83d\u0041"#, #"\ude00\ud83d"#] {
            #expect(fault(#"{"do":"name","name":"\#(lone)"}"#)?.code == .badJSON)
        }
    }

    @Test(arguments: [
        #"{"do":"mute"}"#, #"{"do":"dismiss","to":7}"#, #"{"do":"ban","to":"x","seconds":0}"#,
        #"{"do":"ban","to":"x","seconds":315360001}"#, #"{"do":"redact"}"#,
        #"{"do":"redact","seq":-1}"#, #"{"do":"redact","seq":"7"}"#, #"{"do":"topic","text":7}"#,
        #"{"do":"say","text":"x","style":"redacted"}"#, #"{"do":"who","verbose":1}"#,
    ])
    func `an act that lacks what it needs is refused`(line: String) {
        #expect(fault(line)?.code == .badValue)
    }

    @Test(arguments: [
        ("{\"do\":\"say\",\"text\":1}", ErrorCode.badValue), ("{}", .badValue),
        ("{\"do\":true}", .badValue), ("{\"do\":\"fly\"}", .unknownRequest),
        ("{\"do\":\"who\",\"x\":null}", .badValue), ("{\"do\":\"who\",\"x\":[]}", .badValue),
        ("{\"do\":\"who\",\"x\":{}}", .badValue), ("{\"do\":\"who\",\"x\":1.0}", .badValue),
        ("{\"do\":\"who\",\"x\":1e3}", .badValue),
        ("{\"do\":\"who\",\"x\":9223372036854775808}", .badValue),
        ("{\"do\":\"who\",\"x\":01}", .badJSON), ("{\"do\":\"who\",\"x\":-}", .badJSON),
        ("{\"do\":\"who\",\"x\":+1}", .badJSON), ("{\"do\":\"who\",}", .badJSON),
        ("{\"do\":\"who\" \"x\":1}", .badJSON), ("{\"do\":\"who\"", .badJSON),
        ("{\"do\":\"who\"}x", .badJSON), ("{\"do\":\"who\",\"do\":\"who\"}", .badJSON),
        ("{'do':'who'}", .badJSON), ("{\"do\":\"w\u{1}ho\"}", .badJSON), ("[]", .badJSON),
        ("{\"do\":\"hello\",\"backlog\":-1}", .badValue),
        ("{\"do\":\"history\",\"count\":\"3\"}", .badValue),
        ("{\"do\":\"say\",\"text\":\"x\",\"style\":\"loud\"}", .badValue),
        ("{\"do\":\"say\",\"text\":\"x\",\"id\":\"\"}", .badValue),
        ("{\"do\":\"say\",\"text\":\"x\",\"id\":\"é\"}", .badValue),
        ("{\"do\":\"say\",\"text\":\"x\",\"style\":\"wall\"}", .badValue),
        ("{\"do\":\"ring\"}", .badValue), ("{\"do\":\"ring\",\"to\":1}", .badValue),
        ("{\"do\":\"ring\",\"to\":\"bob\",\"text\":true}", .badValue),
        ("{\"do\":\"wall\"}", .badValue),
        ("{\"do\":\"wall\",\"text\":\"x\",\"seconds\":-1}", .badValue),
        ("{\"do\":\"wall\",\"text\":\"x\",\"banner\":\"no\"}", .badValue),
        ("{\"do\":\"mesg\",\"messages\":\"y\"}", .badValue),
        ("{\"do\":\"mesg\",\"fd\":3}", .badValue), ("{\"do\":\"ignore\"}", .badValue),
        ("{\"do\":\"ignore\",\"accounts\":[]}", .badValue),
    ])
    func `a bad line is refused with its code`(line: String, code: ErrorCode) {
        #expect(fault(line)?.code == code)
    }

    @Test func `bytes that are not UTF-8 are refused as such`() {
        for bytes: [UInt8] in [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ] {
            let line = Array("{\"do\":\"name\",\"name\":\"".utf8) + bytes + Array("\"}".utf8)
            #expect(throws: RequestFault(.notUTF8)) { try Request(jsonLine: line) }
        }
    }

    @Test func `a refusal carries the id that was read`() {
        #expect(
            fault("{\"do\":\"say\",\"id\":\"a\"}") == RequestFault(.badValue, id: MessageID("a")))
    }

    @Test func `an id has 1 to 64 printable ASCII characters`() {
        #expect(MessageID("") == nil)
        #expect(MessageID(String(repeating: "x", count: Limits.maxIDCharacters)) != nil)
        #expect(MessageID(String(repeating: "x", count: Limits.maxIDCharacters + 1)) == nil)
        #expect(MessageID("a b~!") != nil)
        #expect(MessageID("a\tb") == nil)
        #expect(MessageID("a\u{7F}") == nil)
    }

    @Test func `an object has as many keys as may be and no more`() {
        func line(keys: Int) -> String {
            "{\"do\":\"who\"" + (1..<keys).map { ",\"k\($0)\":1" }.joined() + "}"
        }
        #expect(fault(line(keys: Limits.maxObjectKeys)) == nil)
        #expect(fault(line(keys: Limits.maxObjectKeys + 1))?.code == .badJSON)
    }

    @Test func `every truncation of a line is refused and none traps`() throws {
        let line = Request.say(text: "oi \"é\" 😀\n", style: .action, id: MessageID("i")).jsonLine
        for end in 0..<(line.count - 1) {
            #expect(throws: RequestFault.self) { try Request(jsonLine: Array(line[..<end])) }
        }
    }
}
