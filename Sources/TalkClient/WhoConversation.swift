import TalkLanguage
import TalkProtocol
import TalkText

/// `talkroom who`: one line for each session that is here.
struct WhoConversation: Conversation {
    private var errand: Errand
    private let isJSON: Bool
    private let tellsOfNobody: Bool
    private var isAnybodyHere = false

    /// - Parameter tellsOfNobody: Whether a person reads this, to whom nothing says too little.
    init(_ circumstances: Circumstances, isJSON: Bool, tellsOfNobody: Bool) {
        errand = Errand(circumstances)
        self.isJSON = isJSON
        self.tellsOfNobody = tellsOfNobody
    }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, backlog: 0, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        _ = errand.hear(event, &desk)
        switch event {
        case .welcome: desk.send(.who)
        case .person(let person):
            isAnybodyHere = true
            show(person, line: line, &desk)
        case .end:
            if tellsOfNobody, !isAnybodyHere { desk.complain(.nobodyIsHere) }
            errand.finish(.done, &desk)
        default: break
        }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        if !errand.comesBack(after: loss, &desk) { errand.end(&desk) }
    }

    private func show(_ person: Person, line: [UInt8], _ desk: inout Desk) {
        if isJSON {
            desk.output += EventLine.verified(line, event: .person(person)) ?? []
        } else {
            let text = person.shown(in: errand.circumstances.language)
            desk.print([SafeText(sanitizing: text)])
        }
    }
}
