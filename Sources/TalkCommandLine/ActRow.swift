package import TalkLanguage

/// The first word of `talkroom admin`.
package enum ActWord: String, Hashable, Sendable, CaseIterable {
    case dismiss, mute, ban, lift, topic, redact, who, acts
}

/// One row of the table that drives the parser of `talkroom admin`, its `--help` and its completion.
package struct ActRow: Hashable, Sendable {
    package let word: ActWord
    /// What stands for its own words in `--help`; nil when none may come.
    package let words: Phrase?
    package let summary: Phrase
    /// What the first of its own words is.
    package var firstWord = ValueKind.free

    /// Every act, in the order of ``ActWord``.
    static let all = ActWord.allCases.map(row)

    private static func row(of word: ActWord) -> ActRow {
        switch word {
        case .dismiss:
            ActRow(
                word: word, words: .whoAndReason, summary: .dismissMeaning, firstWord: .person)
        case .mute:
            ActRow(
                word: word, words: .whoTimeAndReason, summary: .muteMeaning, firstWord: .person)
        case .ban:
            ActRow(word: word, words: .whoTimeAndReason, summary: .banMeaning, firstWord: .person)
        case .lift:
            ActRow(word: word, words: .whoAndReason, summary: .liftMeaning, firstWord: .person)
        case .topic: ActRow(word: word, words: .topicWords, summary: .topicMeaning)
        case .redact: ActRow(word: word, words: .numberValue, summary: .redactMeaning)
        case .who: ActRow(word: word, words: nil, summary: .adminWhoMeaning)
        case .acts: ActRow(word: word, words: nil, summary: .actsMeaning)
        }
    }
}
