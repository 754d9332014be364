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

    private static let reached: Reached = {
        var reached = Reached(to: SafeText(sanitizing: "bob"), id: MessageID("r"))
        (reached.sessions, reached.allSessions) = (1, 2)
        (reached.terminals, reached.allTerminals) = (3, 6)
        (reached.off, reached.failed) = (2, 1)
        return reached
    }()
    private static let wall: Said = {
        var wall = said
        wall.style = .wall
        return wall
    }()

    @Test(arguments: [
        Event.said(wall), .past(wall), .reached(reached), .reached(Reached()), .give,
        .rang(
            Rang(
                time: time, speaker: ada, to: SafeText(sanitizing: "bob"),
                text: SafeText(sanitizing: "come\n-- \"x\" \u{1B}[2J"))),
        .rang(
            Rang(
                time: time, speaker: ada, to: SafeText(sanitizing: "bob"),
                text: SafeText(sanitizing: ""))),
        .answered(presence),
        .lodger(
            Lodger(
                account: SafeText(sanitizing: "eve"), uid: 7, terminals: 3, takesMessages: false,
                idleSeconds: 720)),
        .messages(
            MessagesState(
                areTaken: true, handed: 2, isHere: false, isKept: true, id: MessageID("m"))),
        .messages(MessagesState(areTaken: false, handed: 0, isHere: true, isKept: false)),
    ])
    func `what is written of calls and terminals is read back`(event: Event) throws {
        #expect(try Event(jsonLine: event.jsonLine.dropLast()) == event)
    }

    private static func act(_ kind: ActKind) -> Act {
        Act(
            time: time, speaker: ada, kind: kind,
            to: Act.Subject(account: SafeText(sanitizing: "eve"), uid: 7),
            until: Timestamp(milliseconds: time.milliseconds + 60_000), seq: 5,
            text: SafeText(sanitizing: "why \"not\""), isStanding: true, isKept: false,
            id: MessageID("a"))
    }

    @Test(arguments: ActKind.allCases)
    func `what is written of an act is read back`(kind: ActKind) throws {
        let bare = Act(time: Self.time, speaker: Self.ada, kind: kind, text: .empty)
        for act in [Self.act(kind), bare] {
            #expect(try Event(jsonLine: Event.acted(act).jsonLine.dropLast()) == .acted(act))
            #expect(try Event(jsonLine: Event.act(act).jsonLine.dropLast()) == .act(act))
        }
    }

    @Test func `the keys of an act have the names that the manual has`() {
        #expect(
            String(decoding: Event.acted(Self.act(.mute)).jsonLine, as: UTF8.self)
                == #"{"event":"acted","seq":5,"time":"2026-11-24T03:06:00.123Z","act":"mute","#
                + #""name":"wren","account":"ada","uid":1000,"to":"eve","to_uid":7,"#
                + #""until":"2026-11-24T03:07:00.123Z","text":"why \"not\"","standing":true,"#
                + #""kept":false,"id":"a"}"# + "\n")
    }

    @Test func `a reason of several lines is shown as one`() throws {
        let line =
            #"{"event":"acted","time":"2026-11-24T03:06:00.000Z","act":"ban","name":"a","#
            + #""account":"a","uid":1,"to":"b","to_uid":2,"text":"x\n-- root banned c"}"#
        guard case .acted(let act) = try Event(jsonLine: Array(line.utf8)) else {
            Issue.record("not an act")
            return
        }
        #expect(act.text.string == "x\u{FFFD}-- root banned c")
    }

    @Test(arguments: PersonDetails.State.allCases)
    func `what operators see of a session is read back`(state: PersonDetails.State) throws {
        let details = PersonDetails(
            state: state, client: SafeText(sanitizing: "bot/1"), terminal: .empty,
            undeliveredBytes: 12, isMuted: true, isOperator: false)
        let event = Event.person(
            Person(
                speaker: Self.ada, session: 3, since: Self.time, idleSeconds: 5, details: details))
        #expect(try Event(jsonLine: event.jsonLine.dropLast()) == event)
    }

    @Test(arguments: Unreached.Reason.allCases)
    func `each reason of a terminal that was not reached is read back`(
        reason: Unreached.Reason
    ) throws {
        let event = Event.unreached(
            Unreached(
                account: SafeText(sanitizing: "eve"), uid: 7,
                terminal: SafeText(sanitizing: "pts/3"), reason: reason))
        #expect(try Event(jsonLine: event.jsonLine.dropLast()) == event)
    }

    @Test func `the keys of an answer have the names that the manual has`() {
        #expect(
            String(decoding: Event.reached(Self.reached).jsonLine, as: UTF8.self)
                == #"{"event":"reached","to":"bob","sessions":1,"all_sessions":2,"terminals":3,"#
                + #""all_terminals":6,"off":2,"failed":1,"id":"r"}"# + "\n")
    }

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
        for line in [
            "", "{}", "x", #"{"event":"said"}"#, #"{"event":"reached"}"#,
            #"{"event":"rang"}"#, #"{"event":"lodger","account":"a"}"#, #"{"event":"messages"}"#,
            #"{"event":"pong","id":[]}"#,
        ] {
            #expect(throws: EventFault.malformed) { try Event(jsonLine: Array(line.utf8)) }
        }
    }
}
