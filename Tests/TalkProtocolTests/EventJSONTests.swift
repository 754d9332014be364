import TalkText
import Testing

@testable import TalkProtocol

@Suite struct EventJSONTests {
    private static let ada = Speaker(
        name: SafeText(sanitizing: "wren"), account: SafeText(sanitizing: "ada"), uid: 1000)
    private static let time = Timestamp(milliseconds: 1_795_489_560_123)
    private static let said = Said(
        seq: 7, time: time, speaker: ada, text: SafeText(sanitizing: "olá\n\"x\" \\"),
        style: .action,
        id: MessageID("i"))
    private static let presence = Presence(time: time, speaker: ada, session: 3)

    @Test(arguments: [
        Event.welcome(
            Welcome(
                host: SafeText(sanitizing: "h"), ledger: SafeText(sanitizing: "l"), seq: 7,
                oldest: 2,
                speaker: ada, session: 3, here: 2, reset: true)),
        .said(said), .past(said),
        .receipt(Receipt(seq: 7, time: time, id: MessageID("i")!)),
        .told(
            Told(
                time: time, speaker: ada, to: SafeText(sanitizing: "bob"),
                text: SafeText(sanitizing: "psst"), id: nil)),
        .joined(presence), .left(presence, .hungUp),
        .renamed(presence, was: SafeText(sanitizing: "ada")),
        .person(Person(speaker: ada, session: 3, since: time, idleSeconds: 70)), .end,
        .pong(id: MessageID("p")), .pong(id: nil),
        .error(
            Failure(
                code: SafeText(sanitizing: "name-taken"), text: SafeText(sanitizing: "no"),
                id: MessageID("i"), fatal: true)),
    ])
    func `what is written is read back`(event: Event) throws {
        #expect(try Event(jsonLine: event.jsonLine.dropLast()) == event)
    }

    @Test func `the daemon writes compact JSON with event, seq and time first`() {
        let line = String(decoding: Event.said(Self.said).jsonLine, as: UTF8.self)
        #expect(
            line == #"{"event":"said","seq":7,"time":"2026-11-24T03:06:00.123Z","name":"wren","#
                + #""account":"ada","uid":1000,"text":"olá\n\"x\" \\","style":"action","id":"i"}"#
                + "\n")
    }

    @Test func `a client makes safe what a daemon failed to`() throws {
        let line = #"{"event":"error","code":"x","text":"a\u001b[2Jb\u202e"}"#
        guard case .error(let failure) = try Event(jsonLine: Array(line.utf8)) else {
            Issue.record("not an error event")
            return
        }
        #expect(failure.text.string == "a\u{FFFD}[2Jb")
    }

    @Test func `no name of a daemon's breaks the line it is shown in`() throws {
        let line = #"{"event":"error","code":"a\nb\tc","text":"d\ne"}"#
        guard case .error(let failure) = try Event(jsonLine: Array(line.utf8)) else {
            Issue.record("not an error event")
            return
        }
        #expect(failure.code.string == "a\u{FFFD}b\u{FFFD}c")
        #expect(failure.text.string == "d\ne")
    }

    @Test func `no text of a daemon's is longer than an honest one's may be`() throws {
        let most = Limits.maxTextBytes * 3
        for (length, isWhole) in [(most, true), (most + 1, false)] {
            let line =
                #"{"event":"error","code":"x","text":"\#(String(repeating: "k", count: length))"}"#
            guard case .error(let failure) = try Event(jsonLine: Array(line.utf8)) else { continue }
            #expect((failure.text.string.utf8.count == length) == isWhole)
            #expect(failure.text.string.utf8.count <= most)
        }
        let longest = TextLimits.maxLoginCharacters
        for length in [longest, longest + 1] {
            let line =
                #"{"event":"error","code":"\#(String(repeating: "é", count: length))","text":""}"#
            guard case .error(let failure) = try Event(jsonLine: Array(line.utf8)) else { continue }
            #expect(failure.code.string == String(repeating: "é", count: longest))
        }
    }

    @Test func `what everybody said most of is read back whole`() throws {
        // Each byte of 8 KiB became U+FFFD.
        let text = SafeText(sanitizing: String(repeating: "\u{1}", count: Limits.maxTextBytes))
        let name = Name(login: String(repeating: "𐐀", count: TextLimits.maxLoginCharacters))
        var said = Self.said
        said.text = text
        said.speaker = Speaker(
            name: said.speaker.name, account: SafeText(sanitizing: name.string), uid: 1000)
        #expect(try Event(jsonLine: Event.said(said).jsonLine.dropLast()) == .said(said))
    }

    @Test func `an event of a later daemon is unknown, not malformed`() {
        #expect(throws: EventFault.unknown) {
            try Event(jsonLine: Array(#"{"event":"rung","x":1}"#.utf8))
        }
        for line in ["", "{}", "x", #"{"event":"said"}"#, #"{"event":"pong","id":[]}"#] {
            #expect(throws: EventFault.malformed) { try Event(jsonLine: Array(line.utf8)) }
        }
    }
}
