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
            #expect(Array(words.dropFirst()) == keys(of: event.jsonLine))
        }
    }

    @Test func `every command of the plain dialect is listed, and nothing else`() {
        let listed = page.part("Plain dialect").entries.map { $0.words[0] }
            .filter { $0.hasPrefix("/") && $0.count > 2 }.map { String($0.dropFirst()) }
        #expect(listed.sorted() == UserCommand.words.filter { $0 != "clear" })
        // Of the words of talkroom(1) it has all but this one, and says so.
        #expect(page.part("Plain dialect").lines.contains(".Cm /clear"))
    }

    @Test func `what arrives in the plain dialect is as the page shows it`() {
        let marks = page.part("Plain dialect").entries.suffix(4).map(\.words)
        #expect(
            marks.map { $0.joined(separator: " ") }
                == ["ada : text", "* ada text", "ada -> wren : text", "-- text"])
        let text = EventText(in: .english)
        #expect(text.lines(for: .said(said(.plain))) == ["ada: text"])
        #expect(text.lines(for: .said(said(.action))) == ["* ada text"])
        #expect(text.lines(for: .told(told)) == ["ada -> wren: text"])
    }

    // MARK: Samples with every key

    private let time = Timestamp(milliseconds: 0)
    private let ada = Speaker(name: safe("ada"), account: safe("ada"), uid: 1000)

    /// Of each request one or more, which have all its keys together.
    private var fullestRequests: [[Request]] {
        [
            [
                .hello(
                    Request.Hello(name: "ada", present: false, replay: .backlog(1), client: "c")),
                .hello(Request.Hello(replay: .after(1, ledger: "l"))),
            ],
            [.say(text: "text", style: .action, id: id)],
            [.tell(to: "wren", text: "text", id: id)],
            [.name("ada")],
            [.who],
            [.history(before: 1, count: 1)],
            [.ping(id: id)],
            [.leave],
        ]
    }

    private var fullestEvents: [Event] {
        let presence = Presence(time: time, speaker: ada, session: 1)
        let person = Person(speaker: ada, session: 1, since: time, idleSeconds: 0)
        let welcome = Welcome(
            host: safe("host"), ledger: safe("l"), seq: 1, oldest: 1, speaker: ada, session: 1,
            here: 1, reset: true)
        let failure = Failure(code: safe("full"), text: safe("text"), id: id, fatal: true)
        let receipt = Receipt(seq: 1, time: time, id: id)
        return [
            .welcome(welcome), .said(said(.action)), .receipt(receipt), .told(told),
            .joined(presence), .left(presence, .quit), .renamed(presence, was: safe("wren")),
            .person(person), .past(said(.action)), .end, .pong(id: id), .error(failure),
        ]
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
