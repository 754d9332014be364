import TalkLanguage
import TalkProtocol
import TalkText

/// `talkroom wall`: says something to everybody, the terminals too, and tells how many were reached.
struct WallConversation: Conversation {
    private var question: Question
    private let wall: Request.Wall
    private var source: MessageSource

    /// - Parameters:
    ///   - wall: All of it but the text.
    ///   - source: Where the text comes from.
    init(
        _ circumstances: Circumstances, _ wall: Request.Wall, source: MessageSource, isJSON: Bool
    ) {
        question = Question(circumstances, isJSON: isJSON)
        var wall = wall
        wall.id = question.id
        self.wall = wall
        self.source = source
    }

    /// What is said is read first, for as long as that takes.
    var hurry: Int? { question.isAsked ? 0 : nil }
    var wantsInput: Bool { question.isInRoom && source.wantsInput }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        question.enter(greeting, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        // It is in no ledger then, and may have reached terminals all the same: that is told next.
        question.hear(event, line: line, isPassing: { $0.known == .notKept && $0.id != nil }, &desk)
        switch event {
        case .welcome: say(&desk)
        case .unreached: question.show(event, line: line, &desk)
        case .reached(let reached) where question.isAnswered(by: reached.id):
            question.end(with: reached, line: line, &desk)
        default: break
        }
    }

    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {
        source.take(bytes)
        say(&desk)
    }

    mutating func inputEnded(_ desk: inout Desk) {
        source.end()
        say(&desk)
    }

    private mutating func say(_ desk: inout Desk) {
        guard question.isInRoom, !question.isAsked else { return }
        switch source.next()?.content {
        case .text(let text)? where !SafeText(sanitizing: text).isBlank:
            var wall = wall
            wall.text = text
            question.ask(.wall(wall), &desk)
        case .refused(let code)?: question.end(.undelivered, code.phrase, &desk)
        case .text?: question.end(.undelivered, ErrorCode.textEmpty.phrase, &desk)
        case nil:
            if source.isExhausted {
                question.end(.undelivered, ErrorCode.textEmpty.phrase, &desk)
            }
        }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) { question.lost(loss, &desk) }

    mutating func gaveUp(_ desk: inout Desk) { question.gaveUp(&desk) }
}
