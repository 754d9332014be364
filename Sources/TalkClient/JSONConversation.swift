import TalkLanguage
import TalkProtocol
import TalkText

/// The room for a program: the events of the JSON dialect out, its requests in, after a `hello` of our own.
struct JSONConversation: Conversation {
    private var errand: Errand
    private var isLeaving = false
    private var wasPuzzled = false
    private var reader = LineReader()
    /// The ids of what was said here and has no receipt yet.
    private var unanswered: Set<MessageID> = []
    /// Messages without an id: how many there were, until all has been taken.
    private var unmarked = 0
    private var hasRefusal = false
    /// Of our own, before the `leave`: its pong comes after all that was sent before it was taken.
    private var lastPing: MessageID?
    private var isAllTaken = false

    init(_ circumstances: Circumstances, name: String?) {
        errand = Errand(circumstances, name: name)
    }

    var wantsInput: Bool { errand.isInRoom && !isLeaving }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, present: true, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        if case .pong(let id?) = event, id == lastPing {
            isAllTaken = true
            unmarked = 0
            return
        }
        desk.output += EventLine.verified(line, event: event) ?? []
        errand.note(event, &desk)
        switch event {
        case .said(let said): answered(said.id)
        case .told(let told): answered(told.id)
        case .receipt(let receipt): answered(receipt.id)
        case .error(let failure):
            answered(failure.id)
            if !failure.fatal, !failure.isSlowingDown { hasRefusal = true }
        default: break
        }
    }

    private mutating func answered(_ id: MessageID?) {
        if let id { unanswered.remove(id) }
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
        lastPing = MessageID(errand.circumstances.randomToken())
        desk.send(.ping(id: lastPing))
    }

    mutating func closed(_ desk: inout Desk) {
        let lost = unanswered.count + unmarked
        if lost > 0 { desk.complain(.withoutReceipt(lost)) }
        guard isLeaving, lost > 0 || isAllTaken else { return errand.closed(&desk) }
        desk.end(lost == 0 && !hasRefusal ? .done : .undelivered)
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
                note(request(bytes), &desk)
                desk.wire += bytes + [UInt8(ascii: "\n")]
            }
        }
    }

    private mutating func note(_ request: Request?, _ desk: inout Desk) {
        switch request {
        case .say(_, _, let id?), .tell(_, _, let id?): unanswered.insert(id)
        case .say, .tell: unmarked += 1
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
