import TalkLanguage
import TalkProtocol

/// `talkroom ring`: calls somebody, and tells where they were reached.
struct RingConversation: Conversation {
    private var question: Question
    private let ring: Request.Ring
    private let entering: String?

    /// - Parameter entering: What enters the room, if somebody sees what is complained of, and is to know how to go
    ///   on.
    init(_ circumstances: Circumstances, _ ring: Request.Ring, isJSON: Bool, entering: String?) {
        question = Question(circumstances, isJSON: isJSON)
        var ring = ring
        ring.id = question.id
        self.ring = ring
        self.entering = entering
    }

    var hurry: Int? { 0 }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        question.enter(greeting, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        question.hear(event, line: line, &desk)
        switch event {
        case .welcome: question.ask(.ring(ring), &desk)
        case .unreached: question.show(event, line: line, &desk)
        case .reached(let reached) where question.isAnswered(by: reached.id):
            // Who was reached in the room answers there; who was at a terminal has yet to come.
            if let entering, reached.terminals > 0, reached.sessions == 0 {
                desk.complain(.toMeetThem(entering))
            }
            question.end(with: reached, line: line, &desk)
        default: break
        }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) { question.lost(loss, &desk) }

    mutating func gaveUp(_ desk: inout Desk) { question.gaveUp(&desk) }
}
