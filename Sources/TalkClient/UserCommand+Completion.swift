import TalkProtocol
import TalkTerminal

extension UserCommand.Word {
    /// What Tab completes after it.
    var argument: Vocabulary.Argument {
        switch self {
        case .msg: .name
        case .me: .text
        case .clear, .help, .nick, .quit, .who: .none
        }
    }
}

extension UserCommand {
    static let completions = Word.allCases.map { Vocabulary.Command($0.rawValue, $0.argument) }

    /// Whether the line is for nobody's eyes but the receiver's, or may have been meant so.
    ///
    /// A mistyped command may be a mistyped `/msg`.
    var isPrivate: Bool {
        switch self {
        case .tell, .incomplete, .unknown: true
        case .say, .action, .who, .nick, .clear, .help, .quit: false
        }
    }
}
