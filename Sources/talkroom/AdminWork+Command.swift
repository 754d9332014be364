import TalkClient
import TalkCommandLine
import TalkProtocol

extension AdminWork {
    /// What the command line asks for; nil when a time in it is mistyped.
    init?(_ work: TalkroomCommand.Admin.Work) {
        switch work {
        case .dismiss(let who, let words): self.init(.dismiss, who, words)
        case .mute(let who, let words): self.init(.mute, who, words)
        case .ban(let who, let words): self.init(.ban, who, words)
        case .lift(let who, let words): self.init(.lift, who, words)
        case .showTopic: self = .topic
        case .setTopic(let text): self = .act(Request.Act(.topic, text: text))
        case .redact(let seq): self = .act(Request.Act(.redact, seq: seq))
        case .who: self = .who
        case .acts(let count): self = .acts(count: count)
        }
    }

    private init?(_ kind: ActKind, _ who: String, _ words: [String]) {
        guard let act = Request.Act(kind, on: who, words: words) else { return nil }
        self = .act(act)
    }
}
