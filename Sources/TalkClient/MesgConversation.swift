import TalkLanguage
import TalkProtocol

/// `talkroom mesg`: whether rings and walls come to this account's terminals.
struct MesgConversation: Conversation {
    private var question: Question
    private let takes: Bool?
    private let handsOver: Bool
    /// Once, whatever the daemon says.
    private var isHandedOver = false
    /// Where there is no terminal, it is about the account alone.
    private let hasTerminal: Bool
    private let isQuiet: Bool

    /// - Parameters:
    ///   - takes: What is chosen; nil to ask.
    ///   - handsOver: Whether, to take them, the terminal is handed over.
    init(_ circumstances: Circumstances, takes: Bool?, handsOver: Bool = true) {
        question = Question(circumstances)
        self.takes = takes
        hasTerminal = circumstances.terminal != nil
        self.handsOver = takes == true && handsOver && hasTerminal
        isQuiet = circumstances.isQuiet
    }

    /// Shells wait for it when they begin.
    var hurry: Int? { 0 }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        question.enter(greeting, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        question.hear(event, line: line, &desk)
        switch event {
        case .welcome:
            question.ask(.mesg(takes: takes, hands: handsOver, id: question.id), &desk)
        case .give where question.isAsked && !isHandedOver:
            isHandedOver = handsOver
            desk.handsOver = handsOver
        case .messages(let state) where question.isAnswered(by: state.id): answered(state, &desk)
        default: break
        }
    }

    private func answered(_ state: MessagesState, _ desk: inout Desk) {
        let areTaken = state.areTaken && (state.isHere || !hasTerminal)
        guard let takes else { return tell(areTaken, state, &desk) }
        if !state.isKept { desk.complain(.choiceNotKept) }
        guard areTaken || !takes else {
            return question.end(.undelivered, .daemonMayNotWriteHere, &desk)
        }
        question.end(.done, nil, &desk)
    }

    private func tell(_ areTaken: Bool, _ state: MessagesState, _ desk: inout Desk) {
        if !isQuiet {
            question.print(.verbatim(areTaken ? "is y" : "is n"), &desk)
            let isOfAccount = !state.areTaken
            if !areTaken {
                question.print(isOfAccount ? .noMessagesForAccount : .noMessagesHere, &desk)
            }
        }
        question.end(areTaken ? .done : .undelivered, nil, &desk)
    }

    mutating func failedToHandOver(_ reason: Phrase, _ desk: inout Desk) {
        question.end(.undelivered, .notHandedOver(reason), &desk)
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) { question.lost(loss, &desk) }

    mutating func gaveUp(_ desk: inout Desk) { question.gaveUp(&desk) }
}
