import Posix
import TalkClient
import TalkCommandLine
import TalkLanguage
import TalkProtocol
import TalkServer
import TalkTerminal
import TalkText

/// `talkroom`, from its arguments to how it ends.
struct Talkroom {
    static let program = "talkroom"
    private static let admin = "\(program) admin"

    /// The name by which the user called it.
    var program = Self.program
    let language = Language(
        lcAll: Host.environment("LC_ALL"), lcMessages: Host.environment("LC_MESSAGES"),
        lang: Host.environment("LANG"))

    var console: Console { Console(language: language, program: program) }

    /// - Parameter arguments: The program's name first; nil where one is no UTF-8, none where they cannot be had.
    func run(_ arguments: [String?]) -> Departure {
        do throws(UsageError) {
            return perform(try TalkroomCommand(arguments: UsageError.words(of: arguments)))
        } catch {
            console.complain(error.phrase)
            let isAdmin = arguments.dropFirst().first == "admin"
            console.complain(.tryHelp(isAdmin ? Self.admin : Self.program))
            return .status(.usage)
        }
    }

    private func perform(_ command: TalkroomCommand) -> Departure {
        switch command {
        case .help(let text): show(text.text(in: language))
        case .version: show("talkroom \(Version.string)\n")
        case .attach(let attach): enter(attach)
        case .send(let send):
            client(at: path(of: send.place), send.persistence).send(
                name: send.name, to: send.to, words: send.words, isBlock: send.isBlock)
        case .completion(let shell): show(script(for: shell))
        case .who(let who): ask(who)
        case .log(let log):
            client(at: path(of: log.place), log.persistence).log(
                count: log.count, follows: log.follows, isJSON: log.isJSON)
        case .ring(let ring):
            client(at: path(of: ring.place), .ring).ring(
                to: ring.to, text: ring.text, isJSON: ring.isJSON,
                entering: Self.entering(ring.place))
        case .wall(let wall):
            client(at: path(of: wall.place), .wall).wall(
                words: wall.words, isJSON: wall.isJSON)
        case .mesg(let mesg):
            client(at: path(of: mesg.place), .mesg).mesg(takes: mesg.takes)
        case .admin(let admin): govern(admin)
        }
    }

    private func govern(_ admin: TalkroomCommand.Admin) -> Departure {
        guard let work = AdminWork(admin.work) else {
            console.complain(.mistypedTime)
            console.complain(.tryHelp(Self.admin))
            return .status(.usage)
        }
        return client(at: path(of: admin.place), .admin).admin(work, isJSON: admin.isJSON)
    }

    private func script(for shell: Shell) -> String {
        CompletionScript.text(of: .talkroom, for: shell, in: language)
    }

    private func ask(_ who: TalkroomCommand.Who) -> Departure {
        let roll: Client.Roll =
            switch who.roll {
            case .lines: .lines
            case .names: .names
            case .json: .json
            }
        return client(at: path(of: who.place), who.persistence).who(roll)
    }

    private func enter(_ options: TalkroomCommand.Attach) -> Departure {
        guard options.place == .local else {
            return attach(options, to: client(at: path(of: options.place), options.persistence))
        }
        do throws(StartFailure) {
            let room = try LocalRoom(language: language)
            defer { room.close() }
            // Not on standard output, which may be a program's.
            if let warning = room.warning { console.complain(warning) }
            console.complain(.localRoom(room.path))
            return attach(options, to: client(at: room.path, holdsRoom: true))
        } catch {
            console.complain(error.phrase)
            return .status(error.status)
        }
    }

    func attach(_ options: TalkroomCommand.Attach, to client: Client) -> Departure {
        let guise: Client.Guise =
            switch options.guise {
            case .automatic: .automatic
            case .plain: .plain
            case .spoken: .spoken
            case .json: .json
            }
        return client.attach(
            name: options.name, guise: guise, style: Self.style(options), state: Self.state,
            recalls: options.recalls)
    }

    /// How the terminal is to show the room; nil for one that cannot move its cursor.
    private static func style(_ options: TalkroomCommand.Attach) -> TerminalStyle? {
        let term = Host.environment("TERM") ?? ""
        guard !term.isEmpty, term != "dumb" else { return nil }
        let times: Times =
            switch options.times {
            case .all: .all
            case .minute: .minute
            case .none: .none
            }
        let choice: Colors.Choice =
            switch options.color {
            case .auto: .auto
            case .always: .always
            case .never: .never
            }
        return TerminalStyle(
            times: times,
            colors: Colors(
                choice, term: term, colorTerm: Host.environment("COLORTERM") ?? "",
                noColor: Host.environment("NO_COLOR") ?? ""),
            hasTitle: options.hasTitle && Screen.mayHaveTitle(term: term))
    }

    private static var state: StateDirectory? {
        StateDirectory(
            stateHome: Host.environment("XDG_STATE_HOME"), home: Host.environment("HOME"))
    }

    static func isLogin(_ login: String) -> Bool {
        do throws(SystemError) {
            return try Accounts.uid(ofLogin: login) != nil
        } catch {
            return false
        }
    }

    /// The locale of characters.
    private static var characterLocale: String {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].map { Host.environment($0) ?? "" }
        return names.first { !$0.isEmpty } ?? ""
    }

    func client(
        at path: String, _ persistence: TalkroomCommand.Persistence? = nil,
        holdsRoom: Bool = false
    ) -> Client {
        Client(
            Circumstances(
                language: language, program: program, socketPath: path,
                client: "talkroom/\(Version.string)",
                holdsRoom: holdsRoom, reconnects: persistence?.reconnects ?? false,
                timeoutMilliseconds: Int64(persistence?.timeoutSeconds ?? 0) * 1000,
                ambiguousWidth: CellWidth.Ambiguous(locale: Self.characterLocale),
                randomToken: { Host.randomToken(bits: 128) },
                chance: { Double.random(in: 0..<1) },
                now: { Timestamp(milliseconds: WallClock.milliseconds()) },
                milliseconds: { MonotonicClock.milliseconds() },
                localTime: { WallClock.local(milliseconds: $0.milliseconds) },
                isLogin: Self.isLogin))
    }

    /// The command that enters the room at a place, as it is typed to the shell that this was typed to.
    private static func entering(_ place: TalkroomCommand.Place) -> String {
        guard case .socket(let path) = place else { return program }
        return "\(program) -s \(path.shellWord)"
    }

    func path(of place: TalkroomCommand.Place) -> String {
        let option: String? = if case .socket(let path) = place { path } else { nil }
        return UsualSocket.path(
            option: option, environment: Host.environment("TALKROOM_SOCKET"))
    }

    /// Prints what was asked for; help that nobody could read is a failure.
    func show(_ text: String) -> Departure {
        do throws(SystemError) {
            try StandardStream.output.write(Array(text.utf8))
            return .status(.done)
        } catch {
            console.complain(.outputFailed(error.phrase))
            return .status(.inputOutput)
        }
    }
}
