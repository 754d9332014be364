import TalkLanguage
import TalkProtocol
import TalkText

/// The room for a program: the events of the JSON dialect out, its requests in, after a `hello` of our own.
struct JSONConversation: Conversation {
    private var errand: Errand
    private var isLeaving = false
    private var wasPuzzled = false
    private var reader = LineReader()

    init(_ circumstances: Circumstances, name: String?) {
        errand = Errand(circumstances, name: name)
    }

    var wantsInput: Bool { errand.isInRoom && !isLeaving }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, present: true, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        desk.output += EventLine.verified(line, event: event) ?? []
        errand.note(event, &desk)
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
        reader.append(bytes[...])
        passOn(&desk)
    }

    mutating func inputEnded(_ desk: inout Desk) {
        reader.append([UInt8(ascii: "\n")])
        passOn(&desk)
        isLeaving = true
        desk.send(.leave)
    }

    mutating func closed(_ desk: inout Desk) {
        if isLeaving { desk.end(.done) } else { errand.closed(&desk) }
    }

    /// Requests go as they are: the daemon answers those that it does not take.
    private mutating func passOn(_ desk: inout Desk) {
        while let line = reader.next() {
            switch line {
            case .tooLong: desk.complain(ErrorCode.textTooLong.phrase)
            case .complete(let bytes):
                guard !bytes.isEmpty else { continue }
                desk.wire += bytes + [UInt8(ascii: "\n")]
                if case .leave? = request(bytes) { isLeaving = true }
            }
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
