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
    private var outbox = Outbox()
    /// How it ends once something was refused, if nothing was said: as not permitted only when nothing else was wrong.
    private var failed: ExitStatus?
    private var hasSaid = false
    /// Sessions present when we came, or came back: the fewest.
    private var fewestHere = Int.max
    /// Something was kept there each time: so is what we said.
    private var isKept = true
    /// What went along with the hello on this connection may be heard: nobody has answered yet.
    private var isUnanswered = false
    /// The same of a connection that was lost.
    private var mayHaveBeenHeard = false
    /// How many answers there were.
    private var progress = 0
    /// Somebody sees what is complained of, and is to know why nothing happens; until that is told.
    private var isWatched: Bool

    init(
        _ circumstances: Circumstances, name: String?, to recipient: String?, source: MessageSource,
        isWatched: Bool = false
    ) {
        errand = Errand(circumstances, name: name, persistence: .insists)
        self.recipient = recipient
        self.source = source
        self.isWatched = isWatched
    }

    var wantsInput: Bool { errand.isInRoom && source.wantsInput && !outbox.isFull }

    var hurry: Int? {
        let isWaiting = !errand.isInRoom || !outbox.isEmpty || stage != .saying
        return isWaiting ? progress : nil
    }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, backlog: 0, &desk)
        // Who was in the room waits until everything missed is here.
        guard !errand.wasInRoom else { return }
        let repeated = outbox.resend(&desk)
        if let repeated, mayHaveBeenHeard { desk.complain(repeated) }
        sayWhatIsThere(&desk)
        isUnanswered = !outbox.isEmpty
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        let isFirst = !errand.wasInRoom
        let hearing = errand.hear(event, &desk)
        if let id = errand.receipt(in: event) { answered(id) }
        switch event {
        case .welcome(let welcome):
            fewestHere = min(fewestHere, welcome.here)
            isKept = isKept && welcome.oldest <= welcome.seq
            if isFirst { progress += 1 }
        case .error(let failure) where errand.isInRoom: refused(failure, &desk)
        case .error(let failure) where !errand.wasInRoom && !failure.isSlowingDown:
            // Whom the daemon does not let in, nobody hears.
            isUnanswered = false
            if desk.ending != nil { complainOfLoss(&desk) }
        case .past, .person: found()
        case .end: ended(&desk)
        default: break
        }
        if hearing.hasCaughtUp { goOn(&desk) }
        // A receipt makes room for more.
        if errand.isInRoom { sayWhatIsThere(&desk) }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        let isFirst = !errand.wasInRoom
        if isFirst, isUnanswered {
            mayHaveBeenHeard = true
            // Nobody knows who was here then.
            fewestHere = 0
            isKept = false
        }
        isUnanswered = false
        guard errand.comesBack(after: loss, &desk) else {
            complainOfLoss(&desk)
            return errand.end(&desk)
        }
        if isFirst, isWatched {
            isWatched = false
            desk.complain(.tryingAgain(after: nil))
        }
    }

    mutating func gaveUp(_ desk: inout Desk) {
        complainOfLoss(&desk)
        if outbox.isEmpty || !errand.wasInRoom {
            errand.giveUp(&desk)
        } else {
            desk.end(.undelivered)
        }
    }

    private func complainOfLoss(_ desk: inout Desk) {
        guard !outbox.isEmpty, errand.wasInRoom || isUnanswered || mayHaveBeenHeard else { return }
        desk.complain(.withoutReceipt(outbox.count + source.waitingCount))
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

    /// In the room again, says again what has no receipt, or asks again what has no answer.
    private mutating func goOn(_ desk: inout Desk) {
        if let repeated = outbox.resend(&desk) { desk.complain(repeated) }
        if stage != .saying { check(&desk) }
    }

    private mutating func sayWhatIsThere(_ desk: inout Desk) {
        while !outbox.isFull, let message = source.next() {
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
        let message = Outbox.Message(request, inputLine: line)
        // The daemon could not say which message it refuses: it reads no id from such a line.
        guard message.line.count <= Limits.maxLineBytes else {
            fail(ErrorCode.textTooLong.phrase, at: line, &desk)
            return
        }
        outbox.hold(message, id: id, isSent: true)
        desk.wire += message.line
    }

    private mutating func answered(_ id: MessageID) {
        guard outbox.receipt(for: id) != nil else { return }
        progress += 1
        hasSaid = true
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) {
        guard let id = failure.id, let message = outbox.receipt(for: id) else {
            // Being slowed down is no failure, and how the connection ends is told when it does.
            if !failure.fatal, !failure.isSlowingDown { fail(failure, at: nil, &desk) }
            return
        }
        progress += 1
        fail(failure, at: message.inputLine, &desk)
    }

    private mutating func fail(_ failure: Failure, at line: Int?, _ desk: inout Desk) {
        let isForbidden = failure.statusOfAnswer == .notPermitted
        fail(failure.phrase, as: isForbidden ? .notPermitted : .undelivered, at: line, &desk)
    }

    private mutating func fail(
        _ reason: Phrase, as status: ExitStatus = .undelivered, at line: Int?, _ desk: inout Desk
    ) {
        failed = failed == nil || failed == status ? status : .undelivered
        desk.complain(line.map { .inputLine($0, reason) } ?? reason)
    }

    // MARK: The end

    private mutating func finishIfAnswered(_ desk: inout Desk) {
        // What is answered while there is something to catch up on waits until there is not.
        guard desk.ending == nil, errand.isInRoom, source.isExhausted, outbox.isEmpty,
            stage == .saying
        else { return }
        guard hasSaid, recipient == nil, fewestHere == 0, !isKept, failed == nil else {
            // Some got something: then it is a matter of the rest.
            errand.finish(failed.map { hasSaid ? .undelivered : $0 } ?? .done, &desk)
            return
        }
        check(&desk)
    }

    /// Nobody was here, nor anything kept: only a room that keeps what is said has delivered it.
    private mutating func check(_ desk: inout Desk) {
        stage = .checking(foundAnything: false, endsLeft: 2)
        desk.send(.history(before: nil, count: 1))
        desk.send(.who())
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
