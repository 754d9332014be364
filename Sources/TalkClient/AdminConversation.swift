import TalkLanguage
package import TalkProtocol

/// What `talkroom admin` is to do.
package enum AdminWork: Hashable, Sendable {
    case act(Request.Act)
    case topic
    /// Every session.
    case who
    /// The last so many acts, and all that holds.
    case acts(count: Int)
}

extension Request.Act {
    /// An act on somebody, as words of a command line have it.
    ///
    /// - Parameter words: The reason; of a mute and a ban the time before it, where the first is one.
    /// - Returns: Nil when that seems to be a mistyped time: for ever is not what was meant.
    package init?(_ kind: ActKind, on who: String, words: [String]) {
        var reason = words[...]
        var seconds: Int?
        if kind == .mute || kind == .ban, let first = words.first {
            if TimeSpan.isMistyped(first, before: words.dropFirst().first ?? "") { return nil }
            if let time = TimeSpan(first) {
                seconds = time.seconds
                reason = reason.dropFirst()
            }
        }
        let text = reason.joined(separator: " ")
        self.init(kind, to: who, seconds: seconds, text: text.isEmpty ? nil : text)
    }
}

/// `talkroom admin`: does one thing that operators do, or shows what they did.
struct AdminConversation: Conversation {
    private var question: Question
    private let work: AdminWork
    /// A person reads this, to whom nothing says too little.
    private let tellsOfNothing: Bool
    private var isAnythingShown = false
    /// A daemon from before operators' acts shows nothing of a session but who it is.
    private var areDetailsShown = false

    init(_ circumstances: Circumstances, _ work: AdminWork, isJSON: Bool, tellsOfNothing: Bool) {
        question = Question(circumstances, isJSON: isJSON, isOfOperators: true)
        self.work = work
        self.tellsOfNothing = tellsOfNothing
    }

    var hurry: Int? { 0 }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        question.enter(greeting, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        question.hear(event, line: line, &desk)
        guard desk.ending == nil else { return }
        switch event {
        case .welcome: if !question.isAsked { question.ask(request, &desk) }
        case .acted(let act) where question.isAnswered(by: act.id): done(act, line: line, &desk)
        case .act where isList, .person where isList: show(event, line: line, &desk)
        case .end where isList && question.isAsked: ended(&desk)
        default: break
        }
    }

    private var request: Request {
        switch work {
        case .act(let act): .act(act, id: question.id)
        case .topic: .topic(id: question.id)
        case .who: .who(.verbose)
        case .acts(let count): .acts(count: count)
        }
    }

    /// Whether the answer is a list, which `end` ends.
    private var isList: Bool {
        if case .act = work { false } else { true }
    }

    private mutating func show(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        guard question.isAsked else { return }
        isAnythingShown = true
        if case .person(let person) = event, person.details != nil { areDetailsShown = true }
        question.show(event, line: line, &desk)
    }

    private mutating func done(_ act: Act, line: [UInt8], _ desk: inout Desk) {
        question.show(.acted(act), line: line, &desk)
        question.end(act.isKept ? .done : .undelivered, act.isKept ? nil : .actNotKept, &desk)
    }

    private mutating func ended(_ desk: inout Desk) {
        // The one that asks is connected, too.
        guard work != .who || areDetailsShown else {
            return question.end(.protocolMismatch, .daemonKnowsNoActs, &desk)
        }
        let isToldOfNothing = tellsOfNothing && !isAnythingShown
        question.end(.done, isToldOfNothing ? emptiness : nil, &desk)
    }

    private var emptiness: Phrase? {
        switch work {
        case .topic: .noTopic
        case .acts: .noActs
        case .act, .who: nil
        }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) { question.lost(loss, &desk) }

    mutating func gaveUp(_ desk: inout Desk) { question.gaveUp(&desk) }
}
