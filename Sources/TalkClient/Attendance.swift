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
    let help: Phrase
    /// Nobody is there to see that a line is refused, so the status tells it; nor to send it again.
    let isScripted: Bool
    let text: EventText
    var resumption: Resumption
    /// What was said here and has no receipt yet.
    var outbox = Outbox()
    private(set) var isLeaving = false
    /// Whether the `leave` went out on this connection.
    private var hasLeft = false
    var hasRefusal = false
    /// How many answers there were to what was said and asked here.
    var progress = 0
    /// What was typed for messages that the daemon refused, until somebody asks for it.
    var refusedLines: [String] = []
    private var wasPuzzled = false

    init(_ circumstances: Circumstances, help: Phrase, isScripted: Bool = false) {
        self.circumstances = circumstances
        self.help = help
        self.isScripted = isScripted
        text = EventText(in: circumstances.language)
        resumption = Resumption(circumstances)
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
        return isOnline && outbox.isEmpty ? nil : progress
    }

    // MARK: What the user wants

    /// Enters the room; a name that is nil takes the default, or the one that one had.
    mutating func enter(as name: String?, _ desk: inout Desk) {
        desk.send(resumption.hello(Request.Hello(name: name, client: circumstances.client)))
    }

    /// Does what a line typed asks for; a blank one asks for nothing.
    mutating func take(line: String, _ desk: inout Desk) -> Outcome {
        guard !line.allSatisfy({ $0 == " " || $0 == "\t" }), !isLeaving else { return .nothing }
        switch UserCommand(line: line) {
        case .say(let text): return say(text, style: .plain, typed: line, &desk)
        case .action(let text): return say(text, style: .action, typed: line, &desk)
        case .tell(let to, let text):
            return ask(text, typed: line, &desk) { .tell(to: to, text: text, id: $0) }
        case .who:
            guard !isAway else { return refuse(.notWhileAway) }
            desk.send(.who)
        case .nick(let name): return rename(to: name, &desk)
        case .clear: return .clearScreen
        case .help: return .notice(help)
        case .quit: leave(&desk)
        case .incomplete(let word): return refuse(.incompleteCommand(word))
        case .unknown(let word):
            let nearest = NearestWord.to(word, among: UserCommand.words)
            return refuse(.unknownRoomCommand(word, nearest: nearest))
        }
        return .nothing
    }

    /// Asks to leave; the daemon closes the connection after the last delivery. Who is away has left, unless
    /// there is something that nobody else will send; who is catching up leaves once that is done.
    mutating func leave(_ desk: inout Desk) {
        guard !isLeaving else { return }
        isLeaving = true
        leaveIfDue(&desk)
        if isAway, !isScripted || outbox.isEmpty { end(&desk) }
    }

    /// Asks to leave, if that was put off. A script has its receipts before: the daemon lets go who leaves
    /// even if the disk has not what they said.
    mutating func leaveIfDue(_ desk: inout Desk) {
        guard isLeaving, isOnline, !hasLeft, !isScripted || outbox.isEmpty else { return }
        hasLeft = true
        desk.send(.leave)
    }

    /// A line cannot be taken, for this reason.
    mutating func refuse(_ reason: Phrase) -> Outcome {
        hasRefusal = true
        return .notice(reason)
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

    /// Whether a line says something to others.
    static func isMessage(_ line: String) -> Bool {
        switch UserCommand(line: line) {
        case .say(let text): !text.trimmingSpaces.isEmpty
        case .action, .tell: true
        default: false
        }
    }

    private mutating func ask(
        _ text: String, typed line: String, _ desk: inout Desk, _ request: (MessageID) -> Request
    ) -> Outcome {
        guard let id = MessageID(circumstances.randomToken()) else { return .nothing }
        var message = Outbox.Message(request(id))
        message.typed = line
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
    func notice(_ phrase: Phrase) -> SafeText {
        SafeText(sanitizing: text.notice(phrase))
    }

    /// What is said, once, of lines that cannot be read.
    mutating func puzzled() -> Phrase? {
        guard !wasPuzzled else { return nil }
        wasPuzzled = true
        return .eventNotUnderstood
    }

    // MARK: The end

    /// There is no connection (any more): comes back, or ends the stay.
    ///
    /// - Parameter unsent: Messages that were entered and not even held.
    /// - Returns: What is shown of it.
    mutating func lost(_ loss: Loss, unsent: Int = 0, _ desk: inout Desk) -> [SafeText] {
        let isDone = isLeaving && (outbox.isEmpty || !isScripted) && !resumption.isForGood
        if isDone {
            end(unsent: unsent, &desk)
            return []
        }
        guard resumption.comesBack(after: loss) else {
            // Who was leaving is not told that the connection ends, but of what is missing.
            let isNoNews = isLeaving && loss == .closed && !resumption.isForGood
            end(as: isNoNews ? Ending(.undelivered) : resumption.ending, unsent: unsent, &desk)
            return []
        }
        desk.retries = true
        hasLeft = false
        return resumption.leave().map { [notice($0)] } ?? []
    }

    /// Ends the stay as it stands, whether or not the daemon has closed the connection.
    func end(unsent: Int = 0, _ desk: inout Desk) {
        complainOfLoss(unsent, &desk)
        let isWhole = outbox.isEmpty && unsent == 0 && !(isScripted && hasRefusal)
        desk.end(isWhole ? .done : .undelivered)
    }

    /// Ends the stay for a reason that is not the user's.
    func end(as ending: Ending, unsent: Int = 0, _ desk: inout Desk) {
        complainOfLoss(unsent, &desk)
        desk.end(ending)
    }

    private func complainOfLoss(_ unsent: Int, _ desk: inout Desk) {
        let lost = outbox.count + unsent
        if lost > 0 { desk.complain(.withoutReceipt(lost)) }
    }
}
