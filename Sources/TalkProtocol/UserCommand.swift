import TalkText

/// What a person typed on one line: something to say, or a command.
///
/// The same for who sits at `talkroom` and for who speaks the plain dialect.
package enum UserCommand: Hashable, Sendable {
    case say(String)
    case action(String)
    case tell(to: String, text: String)
    /// Told to who told us something last.
    case reply(String)
    case who(Request.Who)
    case nick(String)
    /// Calls somebody, with what is said to them, if anything.
    case ring(String, text: String?)
    /// Said to everybody, the terminals too.
    case wall(String)
    /// What only operators may do.
    case act(Request.Act)
    /// Asks what the room is about.
    case topic
    /// Asks what operators did.
    case acts
    case clear
    case help
    case quit
    /// Whom not to hear any more; nil to ask who that is.
    case ignore(String?)
    case unignore(String)
    /// When the bell rings; nil to ask.
    case bell(String?)
    /// A command that lacks what it needs.
    case incomplete(Word)
    /// No such command; the word after the `/`.
    case unknown(String)

    /// The word of a command, after its `/`.
    package enum Word: String, CaseIterable, Sendable {
        case acts, ban, bell, clear, dismiss, help, ignore, lift, me, msg, mute, nick, quit, redact,
            reply, ring, topic, unignore, wall, who

        /// Whether the client does it by itself; the daemon knows nothing of it.
        package var isClients: Bool {
            switch self {
            case .bell, .clear, .ignore, .reply, .unignore: true
            case .acts, .ban, .dismiss, .help, .lift, .me, .msg, .mute, .nick, .quit, .redact,
                .ring, .topic, .wall, .who:
                false
            }
        }
    }

    /// Every command's word.
    package static let words = Word.allCases.map(\.rawValue)
    /// Leaves, alone on its line or as a command.
    package static let leavingWord = "sair"
    /// What leaves elsewhere.
    package static let leavingWordsElsewhere: Set = ["bye", "exit", "leave", "logout", "part", "q"]

    /// Reads a line. `sair` alone leaves, whatever its case, and so does `/sair`; `//x` says `/x`.
    package init(line: String) {
        let trimmed = line.trimmingSpaces[...]
        if trimmed.lowercased() == Self.leavingWord {
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
        let lower = word.lowercased()
        if lower == leavingWord { return .quit }
        guard let known = Word(rawValue: lower) else { return .unknown(String(word)) }
        switch known {
        case .me: return rest.isEmpty ? .incomplete(.me) : .action(rest)
        case .msg: return tell(rest)
        case .nick: return rest.isEmpty ? .incomplete(.nick) : .nick(rest)
        case .who: return .who(rest == "-v" ? .verbose : .terminals)
        case .dismiss, .mute, .ban, .lift, .topic, .redact, .acts: return governing(known, rest)
        case .ring: return ring(rest)
        case .wall: return rest.isEmpty ? .incomplete(.wall) : .wall(rest)
        case .clear: return .clear
        case .help: return .help
        case .quit: return .quit
        case .reply: return rest.isEmpty ? .incomplete(.reply) : .reply(rest)
        case .ignore: return .ignore(rest.isEmpty ? nil : rest)
        case .unignore: return rest.isEmpty ? .incomplete(.unignore) : .unignore(rest)
        case .bell: return .bell(rest.isEmpty ? nil : rest)
        }
    }

    private static func ring(_ rest: String) -> UserCommand {
        let (to, text) = rest[...].splitAtSpace
        guard !to.isEmpty else { return .incomplete(.ring) }
        return .ring(String(to), text: text.isEmpty ? nil : text)
    }

    private static func tell(_ rest: String) -> UserCommand {
        let (to, text) = rest[...].splitAtSpace
        guard !to.isEmpty, !text.isEmpty else { return .incomplete(.msg) }
        return .tell(to: String(to), text: text)
    }
}

extension Substring {
    /// The first word, and what follows it without the spaces between.
    var splitAtSpace: (Substring, String) {
        let word = prefix { $0 != " " && $0 != "\t" }
        return (word, self[word.endIndex...].trimmingSpaces)
    }
}
