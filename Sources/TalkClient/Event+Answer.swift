import TalkText
import TalkProtocol

extension Event {
    /// Who said or told it; nil when it is neither.
    var speaker: Speaker? {
        switch self {
        case .said(let said): said.speaker
        case .told(let told): told.speaker
        default: nil
        }
    }

    /// The account that speaks, rings, comes, goes or takes another name, unasked; nil for all else.
    var account: String? {
        switch self {
        case .said(let said), .past(let said): said.speaker.account.string
        case .told(let told): told.speaker.account.string
        case .rang(let rang): rang.speaker.account.string
        case .joined(let presence), .left(let presence, _), .renamed(let presence, _):
            presence.speaker.account.string
        default: nil
        }
    }

    /// Whether somebody comes, goes, or takes another name.
    var isPresence: Bool {
        switch self {
        case .joined, .left, .renamed: true
        default: false
        }
    }

    /// When it was; nil for what has no time but its coming.
    var time: Timestamp? {
        switch self {
        case .said(let said), .past(let said): said.time
        case .told(let told): told.time
        case .rang(let rang): rang.time
        case .answered(let presence): presence.time
        case .acted(let act): act.time
        case .joined(let presence), .left(let presence, _), .renamed(let presence, _):
            presence.time
        default: nil
        }
    }

    /// Whether it is part of the answer to a question, behind which others may be waiting for theirs.
    var isPartOfAnswer: Bool {
        switch self {
        case .person, .lodger, .past, .end, .unreached, .reached, .messages, .act: true
        default: false
        }
    }
}
