import TalkLanguage
import TalkProtocol
import TalkText

/// `talkroom who`: one line for each session that is here and for each account that is only at a terminal, or
/// for each name.
struct WhoConversation: Conversation {
    private var errand: Errand
    private let roll: Client.Roll
    private let tellsOfNobody: Bool
    private var isAnybodyHere = false
    private var names: Set<SafeText> = []

    /// - Parameter tellsOfNobody: Whether a person reads this, to whom nothing says too little.
    init(_ circumstances: Circumstances, _ roll: Client.Roll, tellsOfNobody: Bool) {
        errand = Errand(circumstances)
        self.roll = roll
        self.tellsOfNobody = tellsOfNobody
    }

    /// Somebody waits at a prompt for the names, of which all are to be here in time.
    var hurry: Int? { roll == .names ? 0 : nil }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, backlog: 0, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        _ = errand.hear(event, &desk)
        switch event {
        case .welcome: desk.send(.who(roll == .names ? .present : .terminals))
        case .person(let person):
            isAnybodyHere = true
            show(person, line: line, &desk)
        case .lodger(let lodger) where roll != .names:
            isAnybodyHere = true
            show(lodger, line: line, &desk)
        case .end:
            if tellsOfNobody, !isAnybodyHere { desk.complain(.nobodyIsHere) }
            errand.finish(.done, &desk)
        default: break
        }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        if !errand.comesBack(after: loss, &desk) { errand.end(&desk) }
    }

    mutating func gaveUp(_ desk: inout Desk) {
        errand.giveUp(&desk)
    }

    private mutating func show(_ person: Person, line: [UInt8], _ desk: inout Desk) {
        switch roll {
        case .json: desk.output += EventLine.verified(line, event: .person(person)) ?? []
        case .names: show(name: person.speaker.name, &desk)
        case .lines:
            let text = person.shown(in: errand.circumstances.language)
            desk.print([SafeText(sanitizing: text)])
        }
    }

    private func show(_ lodger: Lodger, line: [UInt8], _ desk: inout Desk) {
        guard roll == .lines else {
            desk.output += EventLine.verified(line, event: .lodger(lodger)) ?? []
            return
        }
        let text = Phrase.lodger(lodger).text(in: errand.circumstances.language)
        desk.print([SafeText(sanitizing: text)])
    }

    /// Prints a name that has not been printed yet.
    private mutating func show(name: SafeText, _ desk: inout Desk) {
        // Not what no daemon of ours would send: a program takes each line for a name, and may not know
        // what spaces and signs do to it.
        guard Name(login: name.string).string == name.string else { return }
        if names.insert(name).inserted { desk.print([name]) }
    }
}
