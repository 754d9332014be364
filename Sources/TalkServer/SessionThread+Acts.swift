import TalkLanguage
import TalkProtocol
import TalkRoom

/// What a session asks that has to do with operators' acts.
extension SessionThread {
    private var actHandler: ActHandler {
        ActHandler(connection: connection, hall: hall, account: account)
    }

    mutating func act(_ act: Request.Act, id: MessageID?) throws(SessionEnding) {
        let isKept: Bool
        do throws(ErrorCode) {
            isKept = try actHandler.carryOut(act, id: id)
        } catch {
            return try refuse(RequestFault(error, id: id))
        }
        // That it was done it is told like everybody.
        if !isKept, dialect == .plain { try output.answer(hall.plain.bytes(for: .actNotKept)) }
    }

    /// Tells of acts; where there are none, who reads no JSON is told so.
    mutating func tell(_ acts: [Act], none: Phrase) throws(SessionEnding) {
        if acts.isEmpty, dialect == .plain {
            return try output.answer(hall.plain.bytes(for: none))
        }
        try give(actHandler.answer(acts))
    }

    mutating func acts(count: Int?) throws(SessionEnding) {
        try tell(actHandler.acts(count: count), none: .noActs)
    }

    mutating func topic() throws(SessionEnding) {
        try tell(actHandler.topic(), none: .noTopic)
    }
}
