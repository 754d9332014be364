import TalkLanguage
import TalkProtocol
import TalkText

/// What was asked in the room and is answered by any number of events, of which `end` is the last: the daemon
/// answers one question after the other.
struct Inquiries {
    enum Inquiry: Hashable {
        case who, topic, acts
        /// The last things said, for their numbers.
        case numbers
    }

    private var waiting: [Inquiry] = []
    /// Something came in answer to the first of them.
    private var hasAnswer = false

    mutating func add(_ inquiry: Inquiry) { waiting.append(inquiry) }

    /// Whether what was said before, and comes now, is to be shown with its number.
    var isNumbering: Bool { waiting.first == .numbers }

    /// Takes note of an event.
    ///
    /// - Returns: What is told of an answer that says nothing.
    mutating func note(_ event: Event) -> Phrase? {
        switch event {
        case .person, .lodger, .past, .act: hasAnswer = true
        case .end:
            let isEmpty = !hasAnswer
            let inquiry = next()
            return isEmpty ? inquiry?.emptiness : nil
        case .error(let failure) where isRefused(by: failure): _ = next()
        default: break
        }
        return nil
    }

    /// The connection ended: nothing more is answered.
    mutating func lose() { self = Inquiries() }

    private mutating func next() -> Inquiry? {
        hasAnswer = false
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }

    /// Whether a refusal answers the first of them. Questions have no ids; what has one is refused under it.
    func isRefused(by failure: Failure) -> Bool {
        guard failure.id == nil, let first = waiting.first else { return false }
        return switch failure.known {
        case .operatorsOnly: first == .who
        // By a daemon from before there were operators' acts.
        case .unknownRequest: first == .topic || first == .acts
        default: false
        }
    }
}

extension Inquiries.Inquiry {
    fileprivate var emptiness: Phrase? {
        switch self {
        case .who: nil
        case .topic: .noTopic
        case .acts: .noActs
        case .numbers: .nothingToRedact
        }
    }
}

extension Attendance {
    /// Asks what only the daemon can answer, at once.
    mutating func ask(
        _ inquiry: Inquiries.Inquiry, _ request: Request, _ desk: inout Desk
    ) -> Outcome {
        guard !isAway else { return refuse(.notWhileAway) }
        inquiries.add(inquiry)
        desk.send(request)
        return .nothing
    }

    /// Somebody would take something away that was said: shows the numbers of the last things said. A script
    /// knows the number, or it does not.
    mutating func askWhichToRedact(_ desk: inout Desk) -> Outcome {
        guard !isScripted, !isAway else { return refuse(.incompleteCommand(.redact)) }
        let request = Request.history(before: nil, count: Self.numberedCount)
        _ = ask(.numbers, request, &desk)
        return refuse(.whichToRedact)
    }

    /// How many things said are shown with their numbers.
    private static var numberedCount: Int { 10 }

    /// What was said, with its number before it.
    func numbered(_ said: Said) -> [News] {
        text.remarks(for: .past(said)).map { remark in
            // What was taken away has its number in it, and is a notice.
            remark.speaker == nil
                ? News(remark) : notice(.verbatim("\(said.seq) \(remark.line)"))
        }
    }
}
