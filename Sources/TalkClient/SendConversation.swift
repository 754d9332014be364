import TalkLanguage
import TalkProtocol
import TalkText

/// `talkroom send`: says messages and waits for the receipt of every one.
struct SendConversation: Conversation {
    /// What remains to be known once every message has its receipt.
    private enum Stage: Hashable {
        case saying
        /// Asked whether anything is kept, then whether anybody is here.
        case checking(foundAnything: Bool, endsLeft: Int)
    }

    private var errand: Errand
    private let recipient: String?
    private var source: MessageSource
    private var stage = Stage.saying
    /// The messages without a receipt yet, and where each came from.
    private var unanswered: [MessageID: Int?] = [:]
    private var hasFailed = false
    private var hasSaid = false
    private var hereAtFirst = 0

    init(
        _ circumstances: Circumstances, name: String?, to recipient: String?, source: MessageSource
    ) {
        errand = Errand(circumstances, name: name)
        self.recipient = recipient
        self.source = source
    }

    var wantsInput: Bool { errand.isInRoom && source.wantsInput }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, backlog: 0, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        errand.note(event, &desk)
        switch event {
        case .welcome(let welcome):
            hereAtFirst = welcome.here
            sayWhatIsThere(&desk)
        case .said(let said): answered(said.id, &desk)
        case .told(let told): answered(told.id, &desk)
        case .receipt(let receipt): answered(receipt.id, &desk)
        case .error(let failure) where errand.isInRoom: refused(failure, &desk)
        case .past, .person: found()
        case .end: ended(&desk)
        default: break
        }
    }

    mutating func closed(_ desk: inout Desk) {
        if !unanswered.isEmpty { desk.complain(.withoutReceipt(unanswered.count)) }
        errand.closed(&desk)
    }

    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {
        source.take(bytes)
        sayWhatIsThere(&desk)
    }

    mutating func inputEnded(_ desk: inout Desk) {
        source.end()
        sayWhatIsThere(&desk)
    }

    // MARK: Messages

    private mutating func sayWhatIsThere(_ desk: inout Desk) {
        while let message = source.next() {
            switch message.content {
            case .text(let text): say(text, from: message.line, &desk)
            case .refused(let code): fail(code.phrase, at: message.line, &desk)
            }
        }
        finishIfAnswered(&desk)
    }

    private mutating func say(_ text: String, from line: Int?, _ desk: inout Desk) {
        guard let id = MessageID(errand.circumstances.randomToken()) else { return }
        let request: Request =
            if let recipient {
                .tell(to: recipient, text: text, id: id)
            } else {
                .say(text: text, style: .plain, id: id)
            }
        let bytes = request.jsonLine
        // The daemon could not say which message it refuses: it reads no id from such a line.
        guard bytes.count <= Limits.maxLineBytes else {
            fail(ErrorCode.textTooLong.phrase, at: line, &desk)
            return
        }
        unanswered[id] = .some(line)
        desk.wire += bytes
    }

    private mutating func answered(_ id: MessageID?, _ desk: inout Desk) {
        guard let id, unanswered.removeValue(forKey: id) != nil else { return }
        hasSaid = true
        finishIfAnswered(&desk)
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) {
        guard let id = failure.id, let line = unanswered.removeValue(forKey: id) else {
            // Being slowed down is no failure, and how the connection ends is told when it does.
            if !failure.fatal, !failure.isSlowingDown { fail(failure.phrase, at: nil, &desk) }
            return
        }
        fail(failure.phrase, at: line, &desk)
        finishIfAnswered(&desk)
    }

    private mutating func fail(_ reason: Phrase, at line: Int?, _ desk: inout Desk) {
        hasFailed = true
        desk.complain(line.map { .inputLine($0, reason) } ?? reason)
    }

    // MARK: The end

    private mutating func finishIfAnswered(_ desk: inout Desk) {
        guard source.isExhausted, unanswered.isEmpty, stage == .saying else { return }
        guard hasSaid, recipient == nil, hereAtFirst == 0, !hasFailed else {
            errand.finish(hasFailed ? .undelivered : .done, &desk)
            return
        }
        // Nobody was here: only a room that keeps what is said has delivered it.
        stage = .checking(foundAnything: false, endsLeft: 2)
        desk.send(.history(before: nil, count: 1))
        desk.send(.who)
    }

    private mutating func found() {
        guard case .checking(_, let endsLeft) = stage else { return }
        stage = .checking(foundAnything: true, endsLeft: endsLeft)
    }

    private mutating func ended(_ desk: inout Desk) {
        guard case .checking(let foundAnything, let endsLeft) = stage else { return }
        stage = .checking(foundAnything: foundAnything, endsLeft: endsLeft - 1)
        guard endsLeft == 1 else { return }
        if !foundAnything { desk.complain(.nobodyGotIt) }
        errand.finish(foundAnything ? .done : .undelivered, &desk)
    }
}
