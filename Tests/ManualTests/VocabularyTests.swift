import TalkLanguage
import TalkProtocol
import TalkText
import Testing

/// talkroom(7) against the words that go over the wire.
@Suite struct VocabularyTests {
    private let page: ManualPage
    private let id: MessageID

    init() throws {
        page = try ManualPage("talkroom.7")
        id = try #require(MessageID("c0ffee"))
    }

    @Test func `every error code is in the list of errors, and nothing else`() {
        let listed = page.part("Errors").entries.map(\.words)
        #expect(listed == ErrorCode.allCases.map { [$0.rawValue] })
    }

    @Test func `every reason of leaving is in its list, and nothing else`() {
        let listed = page.part("Coming and going").entries.map(\.words)
        #expect(listed == LeaveReason.allCases.map { [$0.rawValue] })
    }

    @Test func `every request is listed with its keys, and nothing else`() {
        let listed = page.part("Requests").entries.map(\.words)
        #expect(listed.map(\.first) == fullestRequests.map { word(of: $0[0].jsonLine) })
        for (words, requests) in zip(listed, fullestRequests) {
            let all = requests.flatMap { keys(of: $0.jsonLine) }
            #expect(Set(words.dropFirst()) == Set(all))
        }
    }

    @Test func `every event is listed with its keys in their order, and nothing else`() {
        let listed = page.part("Events").entries.map(\.words)
        #expect(listed.map(\.first) == fullestEvents.map { word(of: $0.jsonLine) })
        for (words, event) in zip(listed, fullestEvents) {
            if case .past = event { continue }
            if case .act = event { continue }
            #expect(Array(words.dropFirst()) == keys(of: event.jsonLine))
        }
    }

    @Test func `every command of the plain dialect is listed, and nothing else`() {
        let listed = page.part("Plain dialect").entries.map { $0.words[0] }
            .filter { $0.hasPrefix("/") && $0.count > 2 }.map { String($0.dropFirst()) }
        let daemons = UserCommand.Word.allCases.filter { !$0.isClients }
        #expect(listed.sorted() == daemons.map(\.rawValue))
        // Of the words of talkroom(1) it has all but these, and says so.
        let lines = page.part("Plain dialect").lines
        for word in UserCommand.Word.allCases where word.isClients {
            #expect(lines.contains { $0 == ".Cm /\(word)" || $0 == ".Cm /\(word) ," })
        }
    }

    @Test func `what arrives in the plain dialect is as the page shows it`() {
        let marks = page.part("Plain dialect").entries.suffix(5).map(\.words)
        #expect(
            marks.map { $0.joined(separator: " ") }
                == [
                    "ada : text", "* ada text", "ada [wall] : text", "ada -> wren : text",
                    "-- text",
                ])
        let text = EventText(in: .english)
        #expect(text.lines(for: .said(said(.plain))).map(\.string) == ["ada: text"])
        #expect(text.lines(for: .said(said(.action))).map(\.string) == ["* ada text"])
        #expect(text.lines(for: .said(said(.wall))).map(\.string) == ["ada [wall]: text"])
        #expect(text.lines(for: .told(told)).map(\.string) == ["ada -> wren: text"])
    }

    @Test func `rings and walls are told in the plain dialect as the page shows it`() throws {
        let bob = Speaker(name: safe("bob"), account: safe("bob"), uid: 1001)
        var toCarol = Reached(to: safe("carol"))
        let toNobody = toCarol
        (toCarol.terminals, toCarol.allTerminals, toCarol.off) = (3, 5, 2)
        var toAll = Reached()
        (toAll.sessions, toAll.allSessions) = (2, 2)
        (toAll.terminals, toAll.allTerminals, toAll.off) = (6, 9, 2)
        let events: [Event] = [
            .rang(Rang(time: time, speaker: bob, to: safe("ada"), text: safe("lunch?"))),
            .answered(Presence(time: time, speaker: bob, session: 1)),
            .lodger(
                Lodger(
                    account: safe("carol"), uid: 1002, terminals: 2, takesMessages: false,
                    idleSeconds: 720)),
            .reached(toCarol), .reached(toAll), .reached(toNobody),
            .unreached(
                Unreached(
                    account: safe("carol"), uid: 1002, terminal: safe("pts/3"), reason: .blocked)),
        ]
        let lines = events.flatMap { EventText(in: .english).lines(for: $0).map(\.string) }
        let shown = try #require(page.part("Plain dialect").examples.last)
        #expect(shown.split(separator: "\n").map(String.init) == lines)
    }

    @Test func `every reason why a terminal is not reached is told`() {
        let text = page.part("Events").entries.first { $0.words.first == "unreached" }?.text ?? ""
        for reason in Unreached.Reason.allCases {
            #expect(text.contains(".Ql \(reason.rawValue) "), "\(reason)")
        }
    }

    // MARK: Samples with every key

    private let time = Timestamp(milliseconds: 0)
    private let ada = Speaker(name: safe("ada"), account: safe("ada"), uid: 1000)

    /// Of each request one or more, which have all its keys together.
    private var fullestRequests: [[Request]] {
        [
            [
                .hello(
                    Request.Hello(
                        name: "ada", present: false, replay: .backlog(1), client: "c",
                        terminal: "pts/3")),
                .hello(Request.Hello(replay: .after(1, ledger: "l"))),
            ],
            [.say(text: "text", style: .action, id: id)],
            [.tell(to: "wren", text: "text", id: id)],
            [.name("ada")],
            [.who(.terminals), .who(.verbose)],
            [.history(before: 1, count: 1)],
            [.ping(id: id)],
            [
                .ring(
                    Request.Ring(
                        to: "wren", text: "text", terminal: "pts/3", isWhole: true, id: id))
            ],
            [
                .wall(
                    Request.Wall(text: "text", group: "g", hasBanner: false, seconds: 1, id: id))
            ],
            [.mesg(takes: true, hands: true, id: id)],
            [.ignore(["bob"])],
            [.act(Request.Act(.dismiss, to: "bob", text: "text"), id: id)],
            [.act(Request.Act(.mute, to: "bob", seconds: 1, text: "text"), id: id)],
            [.act(Request.Act(.ban, to: "bob", seconds: 1, text: "text"), id: id)],
            [.act(Request.Act(.lift, to: "bob", text: "text"), id: id)],
            [.act(Request.Act(.topic, text: "text"), id: id), .topic(id: id)],
            [.act(Request.Act(.redact, seq: 1, text: "text"), id: id)],
            [.acts(count: 1)],
            [.leave],
        ]
    }

    private var fullestEvents: [Event] {
        let presence = Presence(time: time, speaker: ada, session: 1)
        let details = PersonDetails(
            state: .present, client: safe("c"), terminal: safe("pts/3"), undeliveredBytes: 0,
            isMuted: true, isOperator: true)
        let person = Person(
            speaker: ada, session: 1, since: time, idleSeconds: 0, details: details)
        let welcome = Welcome(
            host: safe("host"), ledger: safe("l"), seq: 1, oldest: 1, speaker: ada, session: 1,
            here: 1, reset: true, topic: safe("topic"))
        let failure = Failure(code: safe("full"), text: safe("text"), id: id, fatal: true)
        let receipt = Receipt(seq: 1, time: time, id: id)
        let state = MessagesState(
            areTaken: true, handed: 1, isHere: true, isKept: true, id: id)
        return [
            .welcome(welcome), .said(said(.action)), .receipt(receipt), .told(told),
            .joined(presence), .left(presence, .quit), .renamed(presence, was: safe("wren")),
            .person(person), .past(said(.action)),
            .rang(Rang(time: time, speaker: ada, to: safe("wren"), text: safe("text"))),
            .answered(presence),
            .lodger(
                Lodger(
                    account: safe("ada"), uid: 1000, terminals: 1, takesMessages: true,
                    idleSeconds: 0)),
            .unreached(
                Unreached(
                    account: safe("ada"), uid: 1000, terminal: safe("pts/3"), reason: .gone)),
            .reached(reached), .messages(state), .give,
            .acted(act), .act(act), .end,
            .pong(id: id), .error(failure),
        ]
    }

    private var reached: Reached {
        var reached = Reached(to: safe("ada"), id: id)
        reached.terminal = safe("pts/3")
        return reached
    }

    private var act: Act {
        Act(
            time: time, speaker: ada, kind: .mute,
            to: Act.Subject(account: safe("bob"), uid: 1001), until: time, seq: 1,
            ledger: safe("l"),
            text: safe("text"), isStanding: true, isKept: false, id: id)
    }

    private func said(_ style: Request.Style) -> Said {
        Said(seq: 1, time: time, speaker: ada, text: safe("text"), style: style, id: id)
    }

    private var told: Told {
        Told(time: time, speaker: ada, to: safe("wren"), text: safe("text"), id: id)
    }

    private func word(of line: [UInt8]) -> String? {
        let parts = String(decoding: line, as: UTF8.self).split(separator: "\"")
        return parts.count > 3 ? String(parts[3]) : nil
    }

    /// The keys but the first, in their order.
    private func keys(of line: [UInt8]) -> [String] {
        String(decoding: line, as: UTF8.self).matches(of: /"(\w+)":/).map { String($0.1) }
            .dropFirst().map { $0 }
    }
}

private func safe(_ text: String) -> SafeText { SafeText(sanitizing: text) }
