import TalkLanguage
import TalkProtocol
import TalkText

/// `talkroom log`: the last things said, and with `-f` those that follow.
struct LogConversation: Conversation {
    private var errand: Errand
    private let count: Int
    private let follows: Bool
    private let isJSON: Bool
    private let text: EventText
    /// The last number said when we came.
    private var lastSeq: UInt64 = 0

    init(_ circumstances: Circumstances, count: Int, follows: Bool, isJSON: Bool) {
        errand = Errand(circumstances, persistence: follows ? .comesBack : .none)
        self.count = count
        self.follows = follows
        self.isJSON = isJSON
        text = EventText(in: circumstances.language)
    }

    /// A pager takes a screenful and waits for its reader; the daemon waits half a minute for us.
    var maxOutputBytes: Int { 64 * 1024 * 1024 }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        errand.enter(greeting, backlog: count, &desk)
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        guard errand.hear(event, &desk).isNews else { return }
        switch event {
        // Its answer comes after everything that the daemon sent before: the backlog is whole then.
        case .welcome(let welcome):
            lastSeq = welcome.seq
            if !follows { desk.send(.ping(id: nil)) }
        case .pong: if !follows { errand.finish(.done, &desk) }
        case .said(let said) where said.seq > lastSeq && !follows: break
        case .said where isJSON: desk.output += EventLine.verified(line, event: event) ?? []
        case .said: desk.print(text.lines(for: event))
        default: break
        }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        if !errand.comesBack(after: loss, &desk) { errand.end(&desk) }
    }
}
