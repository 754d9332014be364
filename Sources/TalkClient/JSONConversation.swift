import TalkLanguage
import TalkProtocol
import TalkText

/// The room for a program: the events of the JSON dialect out, its requests in, after a `hello` of our own.
struct JSONConversation: Conversation {
    private var errand: Errand
    private var isLeaving = false
    private var wasPuzzled = false
    private var reader = LineReader()
    /// What was said here under an id and has no receipt yet.
    private var outbox = Outbox()
    private var unmarked = Unmarked()
    private var hasRefusal = false
    /// Of our own, before the `leave`: its pong comes after all that was sent before it was taken.
    private var lastPing: MessageID?
    private var isAllTaken = false

    init(_ circumstances: Circumstances, name: String?) {
        errand = Errand(circumstances, name: name, persistence: .comesBack)
    }

    var wantsInput: Bool { errand.isInRoom && !isLeaving }
    var hurry: Int? {
        let isDue = isLeaving && errand.wasAway && !(errand.isInRoom && outbox.isEmpty)
        return isDue ? outbox.count : nil
    }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, present: true, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        if case .pong(let id?) = event, isOwn(pong: id) { return }
        let hearing = errand.hear(event, &desk)
        if hearing.isNews { desk.output += EventLine.verified(line, event: event) ?? [] }
        switch event {
        case .said(let said): answered(said.id)
        case .told(let told): answered(told.id)
        case .receipt(let receipt): answered(receipt.id)
        case .error(let failure):
            answered(failure.id)
            if errand.isInRoom, !failure.fatal, !failure.isSlowingDown { hasRefusal = true }
        default: break
        }
        if hearing.hasCaughtUp { goOn(&desk) }
    }

    private mutating func answered(_ id: MessageID?) {
        if let id { outbox.receipt(for: id) }
    }

    private mutating func isOwn(pong id: MessageID) -> Bool {
        guard id == lastPing else { return unmarked.take(pong: id) }
        isAllTaken = true
        unmarked.takeAll()
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
        reader.append([UInt8(ascii: "\n")])
        passOn(&desk)
        guard !isLeaving else { return }
        leave(&desk)
        desk.send(.leave)
    }

    /// A `leave` is about to be sent: the daemon closes after it, and one that was killed has closed too.
    private mutating func leave(_ desk: inout Desk) {
        isLeaving = true
        pingForTheLast(&desk)
    }

    private mutating func pingForTheLast(_ desk: inout Desk) {
        lastPing = MessageID(errand.circumstances.randomToken())
        desk.send(.ping(id: lastPing))
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        unmarked.lose()
        if isLeaving, outbox.isEmpty {
            if isAllTaken || unmarked.count > 0 { end(&desk) } else { errand.end(&desk) }
        } else if !errand.comesBack(after: loss, &desk) {
            if isLeaving { return end(&desk) }
            complainOfLoss(&desk)
            errand.end(&desk)
        }
    }

    mutating func gaveUp(_ desk: inout Desk) {
        end(&desk)
    }

    /// In the room again, says again what has an id and no receipt.
    private mutating func goOn(_ desk: inout Desk) {
        let (lines, repeatedPrivate) = outbox.again()
        desk.wire += lines
        if repeatedPrivate > 0 { desk.complain(.toldAgain(repeatedPrivate)) }
        guard isLeaving else { return }
        pingForTheLast(&desk)
        desk.send(.leave)
    }

    private func end(_ desk: inout Desk) {
        complainOfLoss(&desk)
        let isWhole = outbox.isEmpty && unmarked.count == 0 && !hasRefusal
        desk.end(isWhole ? .done : .undelivered)
    }

    private func complainOfLoss(_ desk: inout Desk) {
        let lost = outbox.count + unmarked.count
        if lost > 0 { desk.complain(.withoutReceipt(lost)) }
    }

    /// Requests go as they are: the daemon answers those that it does not take. After a `leave` there is
    /// nobody to answer.
    private mutating func passOn(_ desk: inout Desk) {
        while !isLeaving, let line = reader.next() {
            switch line {
            case .tooLong:
                hasRefusal = true
                desk.complain(ErrorCode.textTooLong.phrase)
            case .complete(let bytes):
                guard !bytes.isEmpty else { continue }
                let line = bytes + [UInt8(ascii: "\n")]
                note(request(bytes), line, &desk)
                desk.wire += line
            }
        }
        guard !isLeaving else { return }
        let ping = MessageID(errand.circumstances.randomToken())
        if unmarked.mark(ping) { desk.send(.ping(id: ping)) }
    }

    private mutating func note(_ request: Request?, _ line: [UInt8], _ desk: inout Desk) {
        guard let request else { return }
        switch request {
        case .say(_, _, let id?), .tell(_, _, let id?):
            outbox.hold(Outbox.Message(line: line, of: request), id: id, isSent: true)
        case .say, .tell: unmarked.add()
        case .leave: leave(&desk)
        default: break
        }
    }

    private func request(_ line: [UInt8]) -> Request? {
        do throws(RequestFault) {
            return try Request(jsonLine: line)
        } catch {
            return nil
        }
    }
}
