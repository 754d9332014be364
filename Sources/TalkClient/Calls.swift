import TalkLanguage
import TalkProtocol

/// The rings, walls and operators' acts of somebody in the room that have no answer yet. Each is done once: unlike
/// a message, it is not sent again on another connection.
struct Calls {
    private struct Call {
        /// What was typed for it.
        let typed: String
        /// What the room did not keep may have reached terminals: their number is still to come.
        let isWall: Bool
    }

    private var calls: [MessageID: Call] = [:]

    var isEmpty: Bool { calls.isEmpty }
    var count: Int { calls.count }

    mutating func make(_ id: MessageID, of request: Request, typed line: String = "") {
        let isWall = if case .wall = request { true } else { false }
        calls[id] = Call(typed: line, isWall: isWall)
    }

    /// It has its answer.
    ///
    /// - Returns: What was typed for it; nil when it is none of these.
    mutating func answered(_ id: MessageID?) -> String? {
        id.flatMap { calls.removeValue(forKey: $0) }?.typed
    }

    /// A refusal is its answer, unless another is still to come.
    ///
    /// - Returns: What was typed for it; nil when it is none of these.
    mutating func refused(by failure: Failure) -> String? {
        guard let id = failure.id, let call = calls[id] else { return nil }
        return call.isWall && failure.known == .notKept ? nil : answered(id)
    }

    /// The connection ended.
    ///
    /// - Returns: How many will never have an answer.
    mutating func lose() -> Int {
        defer { calls = [:] }
        return calls.count
    }
}

extension Attendance {
    /// Rings somebody, walls, or does what operators do; nothing of it is done by who is away.
    mutating func call(
        typed line: String, _ desk: inout Desk, _ request: (MessageID) -> Request
    ) -> Outcome {
        guard !isAway else { return refuse(.notWhileAway, line) }
        guard let id = MessageID(circumstances.randomToken()) else { return .nothing }
        let request = request(id)
        let bytes = request.jsonLine
        // The daemon reads no id from a longer line.
        guard bytes.count - 1 <= Limits.maxLineBytes else {
            return refuse(ErrorCode.textTooLong.phrase, line)
        }
        calls.make(id, of: request, typed: line)
        desk.wire += bytes
        return .nothing
    }

    /// Takes note of the answer to a call, if an event is one.
    ///
    /// - Returns: What is told besides the event.
    mutating func noteAnswer(_ event: Event) -> Phrase? {
        switch event {
        case .reached(let reached):
            guard calls.answered(reached.id) != nil else { return nil }
            // As with the verbs, who reached nobody has not done what they wanted.
            if !reached.isAnybody { hasRefusal = true }
            progress += 1
        case .acted(let act):
            guard calls.answered(act.id) != nil else { return nil }
            progress += 1
            guard !act.isKept else { return nil }
            hasRefusal = true
            return .actNotKept
        case .error(let failure):
            guard let line = calls.refused(by: failure) else { return nil }
            if !isScripted { refusedLines.append(line) }
            progress += 1
        default: break
        }
        return nil
    }
}
