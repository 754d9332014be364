import TalkLanguage
import TalkProtocol
import TalkTerminal

extension UserCommand.Word {
    /// What Tab completes after it.
    var argument: Vocabulary.Argument {
        switch self {
        case .msg, .ring: .name
        case .ban, .dismiss, .ignore, .lift, .mute, .unignore: .nameAlone
        case .me, .reply, .topic, .wall: .text
        case .bell: .words(Bell.Occasion.allCases.map(\.rawValue))
        case .who: .words(["-v"])
        case .acts, .clear, .help, .nick, .quit, .redact: .none
        }
    }
}

extension UserCommand {
    /// The word of a command that somebody may have meant.
    static func nearest(to word: String) -> String? {
        if leavingWordsElsewhere.contains(word.lowercased()) { return Word.quit.rawValue }
        return NearestWord.to(word, among: words + [leavingWord])
    }

    static let completions = Word.allCases.map { Vocabulary.Command($0.rawValue, $0.argument) }

    /// Whether the line is for nobody's eyes but the receiver's, or may have been meant so.
    ///
    /// A mistyped command may be a mistyped `/msg`.
    var isPrivate: Bool {
        switch self {
        case .tell, .reply, .ring, .incomplete, .unknown: true
        case .say, .action, .wall, .who, .nick, .clear, .help, .quit, .ignore, .unignore, .bell,
            .act, .topic, .acts:
            false
        }
    }
}
