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

    /// Whether it is part of the answer to a question, behind which others may be waiting for theirs.
    var isPartOfAnswer: Bool {
        switch self {
        case .person, .past, .end: true
        default: false
        }
    }
}
