package import TalkLanguage

/// What the user asked `talkroom` for.
package enum TalkroomCommand: Hashable, Sendable {
    case attach(Attach)
    case send(Send)
    case who(Who)
    case log(Log)
    /// `--help`: the text to print, in each language.
    case help(Phrase)
    case version

    /// Where the room is.
    package enum Place: Hashable, Sendable {
        /// `$TALKROOM_SOCKET`, else `/run/chat.sock`.
        case usual
        /// `-s`: the path as it was typed.
        case socket(String)
        /// `--local`: in this process.
        case local
    }

    /// How the attached room shows itself.
    package enum Guise: Hashable, Sendable {
        /// A terminal where there is one, else plain.
        case automatic
        case plain
        case json
    }

    /// What becomes of it when the daemon goes away.
    package struct Persistence: Hashable, Sendable {
        /// The room is tried again.
        package var reconnects = true
        /// How long a script goes on without getting anywhere; 0 for as long as it takes.
        package var timeoutSeconds = 10
    }

    package struct Attach: Hashable, Sendable {
        /// The username; nil to ask, or to take the default.
        package var name: String?
        package var place: Place = .usual
        package var guise: Guise = .automatic
        /// What is entered is kept for later runs, and what was is recalled.
        package var recalls: Bool = true
        package var persistence = Persistence()
    }

    package struct Send: Hashable, Sendable {
        package var name: String?
        package var place: Place = .usual
        /// To one person only; nil to say it to all.
        package var to: String?
        /// The whole input is one message.
        package var isBlock: Bool = false
        /// The words typed; none to read the input.
        package var words: [String] = []
        package var persistence = Persistence()
    }

    package struct Who: Hashable, Sendable {
        package var place: Place = .usual
        package var isJSON: Bool = false
    }

    package struct Log: Hashable, Sendable {
        package var place: Place = .usual
        package var count: Int = 20
        package var follows: Bool = false
        package var isJSON: Bool = false
        package var persistence = Persistence()
    }

    /// The most that `log -c` takes.
    package static let maxLogCount = 1_000_000
    /// The most that `--timeout` takes: eleven days.
    package static let maxTimeoutSeconds = 1_000_000

    /// Reads the arguments, the program's own name not among them.
    package init(arguments: [String]) throws(UsageError) {
        let line = try ParsedLine(arguments, program: .talkroom)
        if line.has(.help) {
            self = .help(HelpText.phrase(of: .talkroom, verb: line.verb))
        } else if line.has(.version) {
            self = .version
        } else {
            self = try Self.command(of: line)
        }
    }

    private static func command(of line: ParsedLine) throws(UsageError) -> TalkroomCommand {
        let place = line.value(.socket).map(Place.socket) ?? (line.has(.local) ? .local : .usual)
        let persistence = try persistence(of: line)
        switch line.verb.word {
        case "send":
            return .send(
                Send(
                    name: line.value(.name), place: place, to: line.value(.to),
                    isBlock: line.has(.block), words: line.words, persistence: persistence))
        case "who":
            return .who(Who(place: place, isJSON: line.has(.json)))
        case "log":
            return .log(
                Log(
                    place: place, count: try line.count(.count, most: maxLogCount) ?? 20,
                    follows: line.has(.follow), isJSON: line.has(.json), persistence: persistence))
        default:
            let guise: Guise =
                line.has(.json) ? .json : line.has(.plain) ? .plain : .automatic
            return .attach(
                Attach(
                    name: line.value(.name), place: place, guise: guise,
                    recalls: !line.has(.noRecall), persistence: persistence))
        }
    }

    private static func persistence(of line: ParsedLine) throws(UsageError) -> Persistence {
        var persistence = Persistence()
        if let seconds = try line.count(.timeout, most: maxTimeoutSeconds) {
            persistence.timeoutSeconds = seconds
        }
        persistence.reconnects = !line.has(.noReconnect) && persistence.timeoutSeconds > 0
        return persistence
    }
}
