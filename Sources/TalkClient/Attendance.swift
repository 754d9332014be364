import TalkLanguage
import TalkProtocol
import TalkText

/// Somebody's stay in the room, whatever it looks like: what is asked for, what is still unanswered, and
/// how it ends.
struct Attendance {
    /// What a line typed comes to besides what it sends.
    enum Outcome: Hashable {
        case nothing
        case notice(Phrase)
        case clearScreen
    }

    let circumstances: Circumstances
    /// What `/help` says.
    var help: Phrase
    /// There is a bell to ring.
    let hasBell: Bool
    /// Nobody is there to see that a line is refused, so the status tells it; nor to send it again.
    let isScripted: Bool
    let text: EventText
    var resumption: Resumption
    /// What was said here and has no receipt yet.
    var outbox = Outbox()
    var calls = Calls()
    var inquiries = Inquiries()
    private(set) var isLeaving = false
    /// Whether the `leave` went out on this connection.
    var hasLeft = false
    var hasRefusal = false
    /// How many answers there were to what was said and asked here.
    var progress = 0
    /// What was typed for messages that the daemon refused, until somebody asks for it.
    var refusedLines: [String] = []
    private var wasPuzzled = false
    var preferences: Preferences
    /// What the daemon knows of whom the user does not want to hear may be out of date.
    var hasIgnoredChange = false
    /// How often it was told, which only a daemon that does not understand answers.
    var unansweredIgnores = 0
    var acquaintances = Acquaintances()
    var lastVisit: LastVisit

    /// - Parameter memory: What earlier runs left.
    init(
        _ circumstances: Circumstances, help: Phrase, isScripted: Bool = false,
        hasBell: Bool = false, memory: Memory = Memory()
    ) {
        self.circumstances = circumstances
        self.help = help
        self.isScripted = isScripted
        self.hasBell = hasBell
        text = EventText(in: circumstances.language)
        resumption = Resumption(circumstances)
        preferences = memory.preferences
        lastVisit = LastVisit(memory.visits)
    }

    /// In the room before, and not now.
    var isAway: Bool { resumption.place == .away }

    /// Whether what is said goes to the daemon at once, and is not kept for later.
    private var isOnline: Bool { resumption.place == .inRoom }

    /// Whether more can be said. In the room only a script waits for its receipts: what somebody types would
    /// be in the way of the keys that leave.
    var takesMore: Bool { !outbox.isFull || isOnline && !isScripted }

    /// What keeps who would leave: see ``Conversation/hurry``.
    ///
    /// - Parameter isInputEnded: Nobody will say more than was read already.
    func hurry(isInputEnded: Bool) -> Int? {
        guard isLeaving || isInputEnded, isScripted || resumption.wasAway else { return nil }
        return isOnline && hasAllAnswers ? nil : progress
    }

    /// Whether nothing that was said, or called, waits for its answer.
    var hasAllAnswers: Bool { outbox.isEmpty && calls.isEmpty }

    // MARK: What the user wants

    /// Enters the room; a name that is nil takes the default, or the one that one had.
    mutating func enter(as name: String?, _ desk: inout Desk) {
        desk.send(
            resumption.hello(
                Request.Hello(
                    name: name, client: circumstances.client, terminal: circumstances.terminal)))
    }

    /// Does what a line typed asks for; a blank one asks for nothing.
    mutating func take(line: String, _ desk: inout Desk) -> Outcome {
        guard !line.allSatisfy({ $0 == " " || $0 == "\t" }) else { return .nothing }
        guard !isLeaving else { return isScripted ? .nothing : .notice(.alreadyLeaving) }
        switch UserCommand(line: line) {
        case .say(let text): return say(text, style: .plain, typed: line, &desk)
        case .action(let text): return say(text, style: .action, typed: line, &desk)
        case .tell(let to, let text): return tell(to, text, typed: line, &desk)
        case .reply(let text):
            guard let to = acquaintances.lastTeller else { return refuse(.nobodyToReplyTo, line) }
            return tell(to, text, typed: line, &desk)
        case .who(let who): return ask(.who, .who(who), &desk)
        case .topic: return ask(.topic, .topic(id: nil), &desk)
        case .acts: return ask(.acts, .acts(count: nil), &desk)
        case .act(let act): return call(typed: line, &desk) { .act(act, id: $0) }
        case .ring(let to, let text):
            return call(typed: line, &desk) { .ring(Request.Ring(to: to, text: text, id: $0)) }
        case .wall(let text):
            return call(typed: line, &desk) { .wall(Request.Wall(text: text, id: $0)) }
        case .nick(let name): return rename(to: name, &desk)
        case .clear: return .clearScreen
        case .ignore(let who): return ignore(who, &desk)
        case .unignore(let who): return unignore(who, &desk)
        case .bell(let word): return ring(for: word, &desk)
        case .help: return .notice(help)
        case .quit: leave(&desk)
        case .incomplete(.redact): return askWhichToRedact(&desk)
        case .incomplete(let word): return refuse(.incompleteCommand(word))
        case .unknown(let word):
            return refuse(.unknownRoomCommand(word, nearest: UserCommand.nearest(to: word)))
        }
        return .nothing
    }

    /// Asks to leave; the daemon closes the connection after the last delivery. Who is away has left, unless
    /// there is something that nobody else will send; who is catching up leaves once that is done.
    mutating func leave(_ desk: inout Desk) {
        guard !isLeaving else { return }
        isLeaving = true
        leaveIfDue(&desk)
        if isAway, !isScripted || hasAllAnswers { end(&desk) }
    }

    /// Asks to leave, if that was put off. A script has its receipts before: the daemon lets go who leaves
    /// even if the disk has not what they said.
    mutating func leaveIfDue(_ desk: inout Desk) {
        guard isLeaving, isOnline, !hasLeft, !isScripted || hasAllAnswers else { return }
        hasLeft = true
        desk.send(.leave)
    }

    /// A line cannot be taken, for this reason.
    mutating func refuse(_ reason: Phrase) -> Outcome {
        hasRefusal = true
        return .notice(reason)
    }

    /// The same, of a line that whoever typed it may want to have back.
    mutating func refuse(_ reason: Phrase, _ line: String) -> Outcome {
        if !isScripted { refusedLines.append(line) }
        return refuse(reason)
    }

    private mutating func rename(to name: String, _ desk: inout Desk) -> Outcome {
        guard isAway else {
            desk.send(.name(name))
            return .nothing
        }
        // The daemon, whose refusal would keep us out, is not there to be asked.
        guard Name(name) != nil else { return refuse(.about(name, ErrorCode.nameInvalid.phrase)) }
        resumption.wish(for: name)
        return .notice(.nameOnReturn(name))
    }

    private mutating func say(
        _ text: String, style: Request.Style, typed line: String, _ desk: inout Desk
    ) -> Outcome {
        ask(text, typed: line, &desk) { .say(text: text, style: style, id: $0) }
    }

    private mutating func tell(
        _ who: String, _ text: String, typed line: String, _ desk: inout Desk
    ) -> Outcome {
        // While we are away anybody may take the name; the login stays theirs.
        let account = acquaintances.account(of: who)
        return ask(
            text, typed: line,
            afterAbsence: { id in
                account.map { .tell(to: $0, text: text, id: id) }
            }, &desk
        ) { .tell(to: who, text: text, id: $0) }
    }

    /// Whether a line says something to others.
    static func isMessage(_ line: String) -> Bool {
        switch UserCommand(line: line) {
        case .say(let text): !text.trimmingSpaces.isEmpty
        case .action, .tell, .reply: true
        default: false
        }
    }

    private mutating func ask(
        _ text: String, typed line: String,
        afterAbsence: (MessageID) -> Request? = { _ in nil }, _ desk: inout Desk,
        _ request: (MessageID) -> Request
    ) -> Outcome {
        guard let id = MessageID(circumstances.randomToken()) else { return .nothing }
        var message = Outbox.Message(request(id))
        message.typed = line
        message.afterAbsence = afterAbsence(id)?.jsonLine
        // Such a line the daemon could not answer by its id.
        guard message.line.count <= Limits.maxLineBytes else {
            return refuse(ErrorCode.textTooLong.phrase)
        }
        outbox.hold(message, id: id, isSent: isOnline)
        if isOnline { desk.wire += message.line }
        return isOnline || isScripted ? .nothing : .notice(.saidOnReturn(text))
    }

    // MARK: What is shown

    /// A notice of the client's own.
    func notice(_ phrase: Phrase) -> News {
        News(text.notice(phrase))
    }

    /// What is said, once, of lines that cannot be read.
    mutating func puzzled() -> Phrase? {
        guard !wasPuzzled else { return nil }
        wasPuzzled = true
        return .eventNotUnderstood
    }
}
