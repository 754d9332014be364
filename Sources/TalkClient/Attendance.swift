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
    /// Nobody is there to see that a line is refused, so the status tells it.
    private let isScripted: Bool
    private let text: EventText
    /// The ids of what was said here and has no receipt yet.
    private var unanswered: Set<MessageID> = []
    private(set) var isLeaving = false
    private var hasRefusal = false
    private var farewell: Farewell
    private var wasPuzzled = false

    init(_ circumstances: Circumstances, help: Phrase, isScripted: Bool = false) {
        self.circumstances = circumstances
        self.help = help
        self.isScripted = isScripted
        text = EventText(in: circumstances.language)
        farewell = Farewell(from: circumstances.socketPath)
    }

    // MARK: What the user wants

    /// Enters the room; a name that is nil takes the default.
    func enter(as name: String?, _ desk: inout Desk) {
        desk.send(.hello(Request.Hello(name: name, client: circumstances.client)))
    }

    /// Does what a line typed asks for; a blank one asks for nothing.
    mutating func take(line: String, _ desk: inout Desk) -> Outcome {
        guard !line.allSatisfy({ $0 == " " || $0 == "\t" }), !isLeaving else { return .nothing }
        switch UserCommand(line: line) {
        case .say(let text): return say(text, style: .plain, &desk)
        case .action(let text): return say(text, style: .action, &desk)
        case .tell(let to, let text):
            return ask(to, &desk) { .tell(to: to, text: text, id: $0) }
        case .who: desk.send(.who)
        case .nick(let name): desk.send(.name(name))
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

    /// Asks to leave; the daemon closes the connection after the last delivery.
    mutating func leave(_ desk: inout Desk) {
        guard !isLeaving else { return }
        isLeaving = true
        desk.send(.leave)
    }

    /// A line cannot be taken, for this reason.
    mutating func refuse(_ reason: Phrase) -> Outcome {
        hasRefusal = true
        return .notice(reason)
    }

    private mutating func say(
        _ text: String, style: Request.Style, _ desk: inout Desk
    ) -> Outcome {
        ask(text, &desk) { .say(text: text, style: style, id: $0) }
    }

    private mutating func ask(
        _ text: String, _ desk: inout Desk, _ request: (MessageID?) -> Request
    ) -> Outcome {
        let id = MessageID(circumstances.randomToken())
        let line = request(id).jsonLine
        // Such a line the daemon could not answer by its id.
        guard line.count <= Limits.maxLineBytes else {
            return refuse(ErrorCode.textTooLong.phrase)
        }
        if let id { unanswered.insert(id) }
        desk.wire += line
        return .nothing
    }

    // MARK: What the daemon says

    /// Takes note of an event; gives the lines that it is shown as.
    mutating func lines(for event: Event) -> [SafeText] {
        switch event {
        case .said(let said): answered(said.id)
        case .told(let told): answered(told.id)
        case .receipt(let receipt): answered(receipt.id)
        case .error(let failure):
            answered(failure.id)
            farewell.note(failure)
            if !failure.fatal, !failure.isSlowingDown { hasRefusal = true }
        default: break
        }
        return text.lines(for: event).map(SafeText.init(sanitizing:))
    }

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

    /// How the stay ended, now that the daemon has closed the connection.
    ///
    /// - Parameter unsent: Messages that were entered and not even sent.
    func closed(unsent: Int = 0, _ desk: inout Desk) {
        if isLeaving, !farewell.isForGood { return end(unsent: unsent, &desk) }
        complainOfLoss(unsent, &desk)
        farewell.end(&desk)
    }

    /// Ends the stay as it stands, whether or not the daemon has closed the connection.
    func end(unsent: Int = 0, _ desk: inout Desk) {
        complainOfLoss(unsent, &desk)
        let isWhole = unanswered.isEmpty && unsent == 0 && !(isScripted && hasRefusal)
        desk.end(isWhole ? .done : .undelivered)
    }

    private func complainOfLoss(_ unsent: Int, _ desk: inout Desk) {
        let lost = unanswered.count + unsent
        if lost > 0 { desk.complain(.withoutReceipt(lost)) }
    }

    private mutating func answered(_ id: MessageID?) {
        if let id { unanswered.remove(id) }
    }
}
