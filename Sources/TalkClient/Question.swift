import TalkLanguage
import TalkProtocol
import TalkText

/// What `ring`, `wall` and `mesg` have in common: one request, and its answer. There is one try: whoever
/// cannot tell whether it was heard must not do it again unasked.
struct Question {
    private var errand: Errand
    let id: MessageID?
    /// The request went out.
    private(set) var isAsked = false

    private let isOfOperators: Bool
    private let isJSON: Bool

    /// - Parameters:
    ///   - isJSON: Whether a program reads the answer, and so a refusal, too.
    ///   - isOfOperators: Whether an older daemon knows nothing of it, and the user is to be told so.
    init(_ circumstances: Circumstances, isJSON: Bool = false, isOfOperators: Bool = false) {
        self.isJSON = isJSON
        self.isOfOperators = isOfOperators
        errand = Errand(circumstances)
        id = MessageID(circumstances.randomToken())
    }

    var isInRoom: Bool { errand.isInRoom }

    mutating func enter(_ greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, backlog: 0, &desk)
    }

    mutating func ask(_ request: Request, _ desk: inout Desk) {
        isAsked = true
        let line = request.jsonLine
        // The daemon could not say what it refuses: it reads no id from such a line.
        guard line.count - 1 <= Limits.maxLineBytes else {
            return end(.undelivered, ErrorCode.textTooLong.phrase, &desk)
        }
        desk.wire += line
    }

    /// Takes note of how it stands; a refusal ends it.
    ///
    /// - Parameters:
    ///   - line: The event as it came.
    ///   - isPassing: Whether a refusal is none of the whole: it is told, and the answer is still to come.
    mutating func hear(
        _ event: Event, line: [UInt8], isPassing: (Failure) -> Bool = { _ in false },
        _ desk: inout Desk
    ) {
        _ = errand.hear(event, &desk)
        guard case .error(let failure) = event, isAsked, desk.ending == nil else { return }
        // Being slowed down is no failure, and how the connection ends is told when it does.
        guard !failure.fatal, !failure.isSlowingDown, failure.id == nil || failure.id == id else {
            return
        }
        if isJSON { show(event, line: line, &desk) }
        if isPassing(failure) { return desk.complain(failure.phrase) }
        let isTooOld = isOfOperators && failure.known == .unknownRequest
        end(failure.statusOfAnswer, isTooOld ? .daemonKnowsNoActs : failure.phrase, &desk)
    }

    /// Whether an answer is the one to this.
    func isAnswered(by id: MessageID?) -> Bool { isAsked && id == self.id }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        if !errand.comesBack(after: loss, &desk) { errand.end(&desk) }
    }

    func gaveUp(_ desk: inout Desk) { errand.giveUp(&desk) }

    func end(_ status: ExitStatus, _ phrase: Phrase? = nil, _ desk: inout Desk) {
        if let phrase { desk.complain(phrase) }
        errand.finish(status, &desk)
    }

    /// Prints whom a ring or a wall reached, and ends.
    func end(with reached: Reached, line: [UInt8], _ desk: inout Desk) {
        show(.reached(reached), line: line, &desk)
        end(reached.isAnybody ? .done : .undelivered, nil, &desk)
    }

    /// Prints an event: as it came, or as it is told to a person.
    func show(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        if isJSON {
            desk.output += EventLine.verified(line, event: event) ?? []
            return
        }
        let language = errand.circumstances.language
        desk.print(EventText(in: language).remarks(for: event).map(\.text))
    }

    /// Prints what is not an event.
    func print(_ phrase: Phrase, _ desk: inout Desk) {
        desk.print([SafeText(sanitizing: phrase.text(in: errand.circumstances.language))])
    }
}
