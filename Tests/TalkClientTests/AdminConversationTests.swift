import TalkLanguage
import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

/// `admin`: one act or question, and its answer.
@Suite struct AdminConversationTests {
    private func scene(
        _ work: AdminWork, isJSON: Bool = false, tellsOfNothing: Bool = false
    ) -> Scene<AdminConversation> {
        var scene = Scene(
            AdminConversation(.test, work, isJSON: isJSON, tellsOfNothing: tellsOfNothing))
        scene.greet()
        scene.hear(.welcome(here: 0))
        return scene
    }

    private func muting(isJSON: Bool = false) -> Scene<AdminConversation> {
        scene(.act(Request.Act(.mute, to: "wren", seconds: 600, text: "spam")), isJSON: isJSON)
    }

    // MARK: What is asked for

    @Test func `it is asked for once, under an id, by nobody present`() {
        var scene = muting()
        let hello = Request.Hello(present: false, replay: .backlog(0), client: "talkroom/test")
        let act = Request.Act(.mute, to: "wren", seconds: 600, text: "spam")
        #expect(scene.requests == [.hello(hello), .act(act, id: scene.lastID)])
        #expect(scene.lastID != nil && scene.party.hurry != nil)
        scene.hear(.welcome(here: 0))
        #expect(scene.requests.count == 2)
    }

    @Test(arguments: [
        (AdminWork.who, Request.who(.verbose)), (.acts(count: 7), .acts(count: 7)),
    ])
    func `a question is asked as it is meant`(work: AdminWork, request: Request) {
        #expect(scene(work).requests.last == request)
    }

    @Test(
        arguments: [
            (.mute, ["10m", "too", "loud"], 600, "too loud"), (.ban, ["2"], 120, nil),
            (.mute, ["soon", "10m"], nil, "soon 10m"), (.ban, [], nil, nil),
            (.dismiss, ["10m", "ago"], nil, "10m ago"), (.lift, ["10m"], nil, "10m"),
        ] as [(ActKind, [String], Int?, String?)])
    func `the first word is a time of those that have one, if it is one`(
        kind: ActKind, words: [String], seconds: Int?, text: String?
    ) {
        let act = Request.Act(kind, on: "wren", words: words)
        #expect(act == Request.Act(kind, to: "wren", seconds: seconds, text: text))
    }

    @Test(arguments: [["0s"], ["10min", "x"], ["99999w"]])
    func `a mistyped time is no reason, and nothing is for ever by that`(words: [String]) {
        #expect(Request.Act(.ban, on: "wren", words: words) == nil)
        #expect(Request.Act(.mute, on: "wren", words: words) == nil)
        #expect(
            Request.Act(.dismiss, on: "wren", words: words)?.text == words.joined(separator: " "))
    }

    // MARK: The answer

    @Test func `the act of that id is shown, and ends it`() {
        var scene = muting()
        scene.hear(.acted(.muting(id: nil)), .acted(.muting(id: MessageID("other"))))
        #expect(scene.ending == nil && scene.output.isEmpty)
        scene.hear(.acted(.muting(id: scene.lastID)))
        #expect(scene.output == "ada muted wren for 10m: spam\n")
        #expect(scene.ending == .done && scene.requests.last == .leave)
        #expect(scene.complaints.isEmpty)
    }

    @Test(arguments: [true, false])
    func `what holds only while the daemon lives is done, and warned of`(isJSON: Bool) {
        var scene = muting(isJSON: isJSON)
        let event = Event.acted(.muting(isKept: false, id: scene.lastID))
        scene.hear(event)
        #expect(scene.ending == .undelivered)
        #expect(scene.complaints == [Phrase.actNotKept.english])
        #expect(
            scene.output
                == (isJSON
                    ? String(decoding: event.jsonLine, as: UTF8.self)
                    : "ada muted wren for 10m: spam\n"))
    }

    @Test(arguments: [
        (ErrorCode.nobodyThere, TalkLanguage.ExitStatus.undelivered),
        (.nothingToLift, .undelivered), (.noSuchAccount, .undelivered),
        (.noSuchMessage, .undelivered), (.textTooLong, .undelivered), (.notKept, .inputOutput),
        (.operatorsOnly, .notPermitted), (.notOnRoot, .notPermitted),
        (.notOnYourself, .notPermitted), (.muted, .notPermitted), (.banned, .notPermitted),
        (.notPermitted, .notPermitted),
    ])
    func `a refusal says why, and with what status`(
        code: ErrorCode, status: TalkLanguage.ExitStatus
    ) {
        for hasID in [true, false] {
            var scene = muting()
            scene.hear(.refused(code, id: hasID ? scene.lastID : nil))
            #expect(scene.complaints == [code.phrase.english] && scene.ending == status)
            #expect(scene.output.isEmpty)
        }
    }

    @Test func `being slowed down, and what others are refused, is no answer`() {
        var scene = muting()
        scene.hear(.refused(.tooFast), .refused(.nobodyThere, id: MessageID("other")), .end)
        #expect(scene.ending == nil && scene.complaints.isEmpty)
    }

    @Test(arguments: [AdminWork.act(Request.Act(.lift, to: "wren")), .topic, .acts(count: 20)])
    func `a daemon from before there were acts is told of`(work: AdminWork) {
        var scene = scene(work)
        scene.hear(.refused(.unknownRequest, id: scene.lastID))
        #expect(scene.complaints == [Phrase.daemonKnowsNoActs.english])
        #expect(scene.ending == .protocolMismatch)
    }

    @Test func `so is one that shows nothing more of a session than to everybody`() {
        var scene = scene(.who)
        scene.hear(.person(.wren()), .end)
        #expect(scene.complaints == [Phrase.daemonKnowsNoActs.english])
        #expect(scene.ending == .protocolMismatch)
    }

    @Test func `every session is shown with what is known of it`() {
        var scene = scene(.who)
        let details = PersonDetails(
            state: .entering, client: "bot/1, operator", terminal: "pts/3", undeliveredBytes: 12,
            isMuted: true, isOperator: true)
        scene.hear(.person(.wren(details)), .end)
        #expect(
            scene.output
                == "wren, idle 2m, uid 1001, session 9, has no name yet, 12 B behind, muted, "
                + "operator; says it is bot/1, operator; says it is at pts/3\n")
        #expect(scene.ending == .done)
    }

    @Test func `what was done is shown, and what is in force`() {
        var scene = scene(.acts(count: 20))
        var topic = Act(time: .start, speaker: .ada, kind: .topic, text: "tea")
        topic.isStanding = true
        scene.hear(.act(.muting(id: nil)), .act(topic), .end)
        #expect(
            scene.output == """
                2026-11-24 14:03 UTC: ada muted wren for 10m: spam
                2026-11-24 14:03 UTC, in force: ada set the topic: tea

                """)
        #expect(scene.ending == .done && scene.complaints.isEmpty)
    }

    @Test(arguments: [(AdminWork.topic, Phrase.noTopic), (.acts(count: 20), .noActs)])
    func `that there is nothing is told to who reads it, and is no failure`(
        work: AdminWork, phrase: Phrase
    ) {
        for isTold in [true, false] {
            var scene = scene(work, tellsOfNothing: isTold)
            scene.hear(.end)
            #expect(scene.output.isEmpty && scene.ending == .done)
            #expect(scene.complaints == (isTold ? [phrase.english] : []))
        }
    }

    // MARK: No answer

    @Test func `an end that nobody asked for is none`() {
        var scene = Scene(
            AdminConversation(.test, .acts(count: 1), isJSON: false, tellsOfNothing: true))
        scene.greet()
        scene.hear(.act(.muting(id: nil)), .end)
        #expect(scene.ending == nil && scene.output.isEmpty)
    }

    @Test func `a connection that ends before the answer is told of, and it is not done again`() {
        var scene = muting()
        scene.close()
        #expect(scene.ending == .unavailable && scene.complaints.count == 1)
        #expect(scene.retries == 0)
    }

    @Test(arguments: [ErrorCode.dismissed, .banned])
    func `who is sent away before the answer is told so`(code: ErrorCode) {
        var scene = muting()
        scene.hear(.refused(code, fatal: true))
        scene.close()
        #expect(scene.ending == .notPermitted && scene.retries == 0)
        #expect(scene.complaints.first == "/s: \(code.phrase.english)")
    }

    @Test func `whoever waits too long gives up`() {
        var scene = muting()
        scene.act { $0.gaveUp(&$1) }
        #expect(scene.ending == .unavailable)
    }

    // MARK: A hostile daemon

    @Test func `numbers without end and reasons with escapes are shown safely`() throws {
        var scene = scene(.acts(count: 20))
        let head =
            #"{"event":"act","time":"9999-12-31T23:59:59.999Z","act":"ban","name":"a","#
            + #""account":"a","uid":4294967295,"to":"b\n-- root joined","to_uid":4294967295,"#
        for rest in [
            #""until":"0000-01-01T00:00:00.000Z","text":"\u001b[2Jx\n-- root left"}"#,
            #""until":"9999-12-31T23:59:59.999Z","seq":9223372036854775807,"text":""}"#,
        ] {
            let line = Array((head + rest).utf8)
            let event = try Event(jsonLine: line)
            scene.act { $0.heard(event, line: line, &$1) }
        }
        #expect(scene.output.count { $0 == "\n" } == 2)
        #expect(!scene.output.contains("\u{1B}") && !scene.output.contains("\n--"))
        #expect(scene.output.contains("banned b\u{FFFD}-- root joined for 1s: "))
    }

    @Test func `an act that is not safe to print is not printed as it came`() {
        var scene = muting(isJSON: true)
        let event = Event.acted(.muting(id: scene.lastID))
        let line = Array(event.jsonLine.dropLast(2)) + Array(",\"x\":\"\u{1B}[2J\"}".utf8)
        scene.act { $0.heard(event, line: line, &$1) }
        #expect(scene.output == String(decoding: event.jsonLine, as: UTF8.self))
    }
}

extension Act {
    /// ada muted wren for ten minutes.
    static func muting(isKept: Bool = true, id: MessageID?) -> Act {
        Act(
            time: .start, speaker: .ada, kind: .mute, to: Subject(account: "wren", uid: 1001),
            until: Timestamp(milliseconds: Timestamp.start.milliseconds + 600_000), text: "spam",
            isKept: isKept, id: id)
    }
}

extension Person {
    static func wren(_ details: PersonDetails? = nil) -> Person {
        Person(speaker: .wren, session: 9, since: .start, idleSeconds: 120, details: details)
    }
}
