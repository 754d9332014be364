import TalkText

/// What a person typed on one line: something to say, or a command.
///
/// The same for who sits at `talkroom` and for who speaks the plain dialect.
package enum UserCommand: Hashable, Sendable {
    case say(String)
    case action(String)
    case tell(to: String, text: String)
    case who
    case nick(String)
    case clear
    case help
    case quit
    /// A command that lacks what it needs.
    case incomplete(Word)
    /// No such command; the word after the `/`.
    case unknown(String)

    /// The word of a command, after its `/`.
    package enum Word: String, CaseIterable, Sendable {
        case clear, help, me, msg, nick, quit, who
    }

    /// Every command's word.
    package static let words = Word.allCases.map(\.rawValue)

    /// Reads a line. `sair` alone leaves, whatever its case; `//x` says `/x`.
    package init(line: String) {
        let trimmed = line.trimmingSpaces[...]
        if trimmed.lowercased() == "sair" {
            self = .quit
        } else if line.hasPrefix("//") {
            self = .say(String(line.dropFirst()))
        } else if line.hasPrefix("/") {
            self = Self.command(trimmed.dropFirst())
        } else {
            self = .say(line)
        }
    }

    private static func command(_ text: Substring) -> UserCommand {
        let (word, rest) = text.splitAtSpace
        switch Word(rawValue: word.lowercased()) {
        case .me: return rest.isEmpty ? .incomplete(.me) : .action(rest)
        case .msg: return tell(rest)
        case .nick: return rest.isEmpty ? .incomplete(.nick) : .nick(rest)
        case .who: return .who
        case .clear: return .clear
        case .help: return .help
        case .quit: return .quit
        case nil: return .unknown(String(word))
        }
    }

    private static func tell(_ rest: String) -> UserCommand {
        let (to, text) = rest[...].splitAtSpace
        guard !to.isEmpty, !text.isEmpty else { return .incomplete(.msg) }
        return .tell(to: String(to), text: text)
    }
}

extension Substring {
    /// The first word, and what follows it without the spaces between.
    fileprivate var splitAtSpace: (Substring, String) {
        let word = prefix { $0 != " " && $0 != "\t" }
        return (word, self[word.endIndex...].trimmingSpaces)
    }
}
