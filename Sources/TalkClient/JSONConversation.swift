import TalkLanguage
import TalkProtocol
import TalkText

/// The room for a program: the events of the JSON dialect out, its requests in, after a `hello` of our own.
struct JSONConversation: Conversation {
    private var errand: Errand
    private var wasPuzzled = false
    private var reader = LineReader()
    /// What was said here and has no receipt yet.
    private var outbox = Outbox()
    private var unmarked = Unmarked()
    private var calls = Calls()
    private var hasRefusal = false
    /// How many answers there were.
    private var progress = 0
    private var isInputEnded = false
    /// Nothing more is passed on: the program asked to leave, or all of its input was.
    private var isLeaving = false
    /// Of our own, once that is so: its pong comes after all that was sent before it was taken.
    private var lastPing: MessageID?
    private var isAllTaken = false
    /// The `leave` was sent: nothing is without an answer.
    private var hasLeft = false

    init(_ circumstances: Circumstances, name: String?) {
        errand = Errand(circumstances, name: name, persistence: .comesBack)
    }

    var wantsInput: Bool { errand.isInRoom && !isLeaving && takesMore }
    private var takesMore: Bool { !outbox.isFull && !unmarked.isFull }
    var hurry: Int? { (isInputEnded || isLeaving) && !hasLeft ? progress : nil }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, present: true, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        let isOurs = if case .pong(let id?) = event { isOwn(pong: id) } else { false }
        if !isOurs { hear(event, line: line, &desk) }
        // An answer makes room for more, or is the last one.
        passOn(&desk)
    }

    private mutating func hear(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        let hearing = errand.hear(event, &desk)
        if hearing.isNews { desk.output += EventLine.verified(line, event: event) ?? [] }
        answered(errand.receipt(in: event))
        if event.isPartOfAnswer { progress += 1 }
        noteAnswer(event)
        if case .error(let failure) = event {
            answered(failure.id)
            if errand.isInRoom, !failure.fatal, !failure.isSlowingDown { hasRefusal = true }
        }
        // Says again what has no receipt.
        if hearing.hasCaughtUp, let repeated = outbox.resend(&desk) { desk.complain(repeated) }
    }

    private mutating func noteAnswer(_ event: Event) {
        switch event {
        case .reached(let reached):
            guard calls.answered(reached.id) != nil else { return }
            // As with the verbs, who reached nobody has not done what they wanted.
            if !reached.isAnybody { hasRefusal = true }
        case .messages(let state): _ = calls.answered(state.id)
        // A wall that was said before, and is not said again.
        case .receipt(let receipt): if calls.answered(receipt.id) != nil { progress += 1 }
        case .acted(let act):
            guard calls.answered(act.id) != nil else { return }
            if !act.isKept { hasRefusal = true }
            progress += 1
        case .error(let failure): if calls.refused(by: failure) != nil { progress += 1 }
        default: break
        }
    }

    private mutating func answered(_ id: MessageID?) {
        if let id, outbox.receipt(for: id) != nil { progress += 1 }
    }

    private mutating func isOwn(pong id: MessageID) -> Bool {
        if id == lastPing {
            isAllTaken = true
            unmarked.takeAll()
            return true
        }
        guard unmarked.take(pong: id) else { return false }
        progress += 1
        return true
    }

    mutating func puzzled(by line: [UInt8], isMalformed: Bool, _ desk: inout Desk) {
        if !isMalformed, let line = EventLine.verified(line, event: nil) {
            desk.output += line
        } else if !wasPuzzled {
            wasPuzzled = true
            desk.complain(.eventNotUnderstood)
        }
    }

    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {
        reader.append(bytes)
        passOn(&desk)
    }

    mutating func inputEnded(_ desk: inout Desk) {
        isInputEnded = true
        reader.append([UInt8(ascii: "\n")])
        passOn(&desk)
    }

    // MARK: Requests

    /// Requests go as they are: the daemon answers those that it does not take.
    private mutating func passOn(_ desk: inout Desk) {
        guard errand.isInRoom else { return }
        while !isLeaving, takesMore, let line = reader.next() {
            switch line {
            case .tooLong:
                hasRefusal = true
                desk.complain(ErrorCode.textTooLong.phrase)
            case .complete(let bytes):
                if !bytes.isEmpty { pass(bytes, &desk) }
            }
        }
        if isInputEnded, takesMore { isLeaving = true }
        guard !isLeaving else { return leaveIfDue(&desk) }
        let ping = MessageID(errand.circumstances.randomToken())
        if unmarked.mark(ping) { desk.send(.ping(id: ping)) }
    }

    private mutating func pass(_ bytes: [UInt8], _ desk: inout Desk) {
        var line = RequestLine(bytes)
        switch line.request {
        case .mesg(_, hands: true, _)?:
            // Lines hand nothing over, and the daemon would wait for it.
            hasRefusal = true
            return desk.complain(.linesHandNothingOver)
        case .leave?: isLeaving = true
        case .hello?, .name?, .who?, .history?, .ping?, .ignore?, .topic?, .acts?: break
        case let request?: awaitAnswer(to: request, &line)
        // It may be a message to a later daemon.
        case nil: unmarked.add()
        }
        // For the program's own `leave` ours is sent, once all is answered.
        if !isLeaving { desk.wire += line.bytes }
    }

    /// Waits for the receipt of a message, or the answer to a call, by its id, before leaving; a line that has
    /// none gets one.
    private mutating func awaitAnswer(to request: Request, _ line: inout RequestLine) {
        guard let id = request.id ?? MessageID(errand.circumstances.randomToken()) else { return }
        var marked = line
        if request.id == nil { marked.insert(id) }
        // One that is as long as may be stays as it is.
        guard !marked.isTooLong, hold(marked, request, id) else { return unmarked.add() }
        line = marked
    }

    /// - Returns: False when a message with this id is held already.
    private mutating func hold(_ line: RequestLine, _ request: Request, _ id: MessageID) -> Bool {
        switch request {
        case .say, .tell:
            return outbox.hold(
                Outbox.Message(line: line.bytes, of: request), id: id, isSent: true)
        default:
            calls.make(id, of: request)
            return true
        }
    }

    // MARK: The end

    /// Asks whether all was taken, and leaves once it was and each message has its answer: the daemon lets go
    /// who leaves even if the disk has not what they said, and answers a ping before the disk has it.
    private mutating func leaveIfDue(_ desk: inout Desk) {
        guard !hasLeft else { return }
        if lastPing == nil {
            lastPing = MessageID(errand.circumstances.randomToken())
            desk.send(.ping(id: lastPing))
        }
        guard isAllTaken, outbox.isEmpty, calls.isEmpty else { return }
        hasLeft = true
        desk.send(.leave)
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        unmarked.lose()
        lastPing = nil
        isAllTaken = false
        if hasLeft { return end(&desk) }
        let unanswered = calls.lose()
        if unanswered > 0 {
            hasRefusal = true
            desk.complain(.callsUnanswered(unanswered))
        }
        if isLeaving, outbox.isEmpty {
            if unmarked.count + unanswered > 0 { end(&desk) } else { errand.end(&desk) }
        } else if !errand.comesBack(after: loss, &desk) {
            if isLeaving, !errand.isForGood { return end(&desk) }
            complainOfLoss(&desk)
            errand.end(&desk)
        }
    }

    mutating func gaveUp(_ desk: inout Desk) {
        if !calls.isEmpty {
            hasRefusal = true
            desk.complain(.callsUnanswered(calls.count))
            end(&desk)
        } else if lostCount > 0 {
            end(&desk)
        } else {
            errand.giveUp(&desk)
        }
    }

    private func end(_ desk: inout Desk) {
        complainOfLoss(&desk)
        desk.end(lostCount == 0 && !hasRefusal ? .done : .undelivered)
    }

    private func complainOfLoss(_ desk: inout Desk) {
        if lostCount > 0 { desk.complain(.withoutReceipt(lostCount)) }
    }

    /// How many messages are without an answer, those included that were read and had to wait.
    private var lostCount: Int {
        var lost = outbox.count + unmarked.count
        guard !isLeaving else { return lost }
        var rest = reader
        while let line = rest.next() {
            guard case .complete(let bytes) = line else { continue }
            switch RequestLine(bytes).request {
            case .say, .tell: lost += 1
            default: break
            }
        }
        return lost
    }
}
