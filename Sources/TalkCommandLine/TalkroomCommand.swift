package import TalkLanguage

/// What the user asked `talkroom` for.
package enum TalkroomCommand: Hashable, Sendable {
    case attach(Attach)
    case send(Send)
    case who(Who)
    case log(Log)
    case ring(Ring)
    case wall(Wall)
    case mesg(Mesg)
    case admin(Admin)
    /// `--help`: the text to print, in each language.
    case help(Phrase)
    case version
    /// `--completion`: the script for that shell.
    case completion(Shell)

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
        /// Words alone, to be read aloud.
        case spoken
        case json
    }

    /// When a message has its time beside it.
    package enum Times: String, Hashable, Sendable, CaseIterable {
        case all, minute, none
    }

    /// Whether a terminal is to show colors.
    package enum Color: String, Hashable, Sendable, CaseIterable {
        /// If it can, and `NO_COLOR` is not set.
        case auto
        case always, never
    }

    /// What becomes of it when the daemon goes away.
    package struct Persistence: Hashable, Sendable {
        /// The room is tried again.
        package var reconnects = true
        /// How long a script goes on without getting anywhere; 0 for as long as it takes.
        package var timeoutSeconds = 10

        /// There is one try, and no script waits for ever for a daemon that stands still.
        package static let ring = Persistence(reconnects: false, timeoutSeconds: 30)
        /// The same; terminals that take nothing may be many.
        package static let wall = Persistence(reconnects: false, timeoutSeconds: 600)
        /// The same; start-up files of shells wait for it.
        package static let mesg = Persistence(reconnects: false, timeoutSeconds: 10)
        /// The same; the disk, and who knows the accounts, may be slow.
        package static let admin = Persistence(reconnects: false, timeoutSeconds: 30)
    }

    package struct Attach: Hashable, Sendable {
        /// The username; nil to ask, or to take the default.
        package var name: String?
        package var place: Place = .usual
        package var guise: Guise = .automatic
        package var times: Times = .minute
        package var color: Color = .auto
        /// The terminal's title tells of the room.
        package var hasTitle: Bool = false
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

    /// What is shown of who is here.
    package enum Roll: Hashable, Sendable {
        /// For people: a line each.
        case lines
        case names
        case json
    }

    package struct Who: Hashable, Sendable {
        package var place: Place = .usual
        package var roll: Roll = .lines
        /// There is one try, and only for names no more than a second.
        package var persistence: Persistence {
            Persistence(reconnects: false, timeoutSeconds: roll == .names ? 1 : 0)
        }
    }

    package struct Log: Hashable, Sendable {
        package var place: Place = .usual
        package var count: Int = 20
        package var follows: Bool = false
        package var isJSON: Bool = false
        package var persistence = Persistence()
    }

    package struct Ring: Hashable, Sendable {
        package var place: Place = .usual
        package var to: String
        /// What is said with it; nil for nothing.
        package var text: String?
        package var isJSON: Bool = false
    }

    package struct Wall: Hashable, Sendable {
        package var place: Place = .usual
        /// The words typed; none to read the input.
        package var words: [String] = []
        package var isJSON: Bool = false
    }

    package struct Mesg: Hashable, Sendable {
        package var place: Place = .usual
        /// Nil to ask.
        package var takes: Bool?
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
        } else if let shell: Shell = try line.choice(.completion) {
            self = .completion(shell)
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
            let roll: Roll = line.has(.json) ? .json : line.has(.names) ? .names : .lines
            return .who(Who(place: place, roll: roll))
        case "log":
            return .log(
                Log(
                    place: place, count: try line.count(.count, most: maxLogCount) ?? 20,
                    follows: line.has(.follow), isJSON: line.has(.json), persistence: persistence))
        case "ring":
            guard let to = line.words.first, !to.isEmpty else {
                throw .missingWord(.whoValue, command: ProgramTable.talkroom.command(line.verb))
            }
            let text = line.words.dropFirst().joined(separator: " ")
            return .ring(
                Ring(
                    place: place, to: to, text: text.isEmpty ? nil : text,
                    isJSON: line.has(.json)))
        case "wall":
            return .wall(Wall(place: place, words: line.words, isJSON: line.has(.json)))
        case "admin": return .admin(try Admin(line, at: place))
        case "mesg": return .mesg(Mesg(place: place, takes: try line.yesOrNo(for: "mesg")))
        default:
            return .attach(
                Attach(
                    name: line.value(.name), place: place, guise: guise(of: line),
                    times: try line.choice(.time) ?? .minute,
                    color: try line.choice(.color) ?? .auto, hasTitle: line.has(.title),
                    recalls: !line.has(.noRecall), persistence: persistence))
        }
    }

    private static func guise(of line: ParsedLine) -> Guise {
        if line.has(.json) { return .json }
        return line.has(.plain) ? .plain : line.has(.screenReader) ? .spoken : .automatic
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
