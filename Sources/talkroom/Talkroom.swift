import Posix
import TalkClient
import TalkCommandLine
import TalkLanguage
import TalkServer
import TalkText

/// `talkroom`, from its arguments to how it ends.
struct Talkroom {
    private let language = Language(
        lcAll: Host.environment("LC_ALL"), lcMessages: Host.environment("LC_MESSAGES"),
        lang: Host.environment("LANG"))

    private var console: Console { Console(language: language) }

    func run(_ arguments: [String]) -> Departure {
        do throws(UsageError) {
            return perform(try TalkroomCommand(arguments: arguments))
        } catch {
            console.complain(error.phrase)
            console.complain(.tryHelp("talkroom"))
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
        case .who(let who): client(at: path(of: who.place)).who(isJSON: who.isJSON)
        case .log(let log):
            client(at: path(of: log.place), log.persistence).log(
                count: log.count, follows: log.follows, isJSON: log.isJSON)
        }
    }

    private func enter(_ options: TalkroomCommand.Attach) -> Departure {
        guard options.place == .local else {
            return attach(options, to: client(at: path(of: options.place), options.persistence))
        }
        do throws(StartFailure) {
            let room = try LocalRoom(language: language)
            defer { room.close() }
            // Not on standard output, which may be a program's.
            console.complain(.localRoom(room.path))
            return attach(options, to: client(at: room.path, holdsRoom: true))
        } catch {
            console.complain(error.phrase)
            return .status(error.status)
        }
    }

    private func attach(_ options: TalkroomCommand.Attach, to client: Client) -> Departure {
        let guise: Client.Guise =
            switch options.guise {
            case .automatic: .automatic
            case .plain: .plain
            case .json: .json
            }
        let term = Host.environment("TERM") ?? ""
        return client.attach(
            name: options.name, guise: guise, isDumb: term.isEmpty || term == "dumb",
            recall: options.recalls ? Self.recallFile : nil)
    }

    private static var recallFile: RecallFile? {
        RecallFile(
            stateHome: Host.environment("XDG_STATE_HOME"), home: Host.environment("HOME"))
    }

    /// The locale of characters.
    private static var characterLocale: String {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].map { Host.environment($0) ?? "" }
        return names.first { !$0.isEmpty } ?? ""
    }

    private func client(
        at path: String, _ persistence: TalkroomCommand.Persistence? = nil,
        holdsRoom: Bool = false
    ) -> Client {
        Client(
            Circumstances(
                language: language, socketPath: path, client: "talkroom/\(Version.string)",
                holdsRoom: holdsRoom, reconnects: persistence?.reconnects ?? false,
                timeoutMilliseconds: Int64(persistence?.timeoutSeconds ?? 0) * 1000,
                ambiguousWidth: CellWidth.Ambiguous(locale: Self.characterLocale),
                randomToken: { Host.randomToken(bytes: 16) },
                chance: { Double.random(in: 0..<1) }, localTime: { WallClock.local() }))
    }

    private func path(of place: TalkroomCommand.Place) -> String {
        let option: String? = if case .socket(let path) = place { path } else { nil }
        return UsualSocket.path(
            option: option, environment: Host.environment("TALKROOM_SOCKET"))
    }

    /// Prints what was asked for; help that nobody could read is a failure.
    private func show(_ text: String) -> Departure {
        do throws(SystemError) {
            try StandardStream.output.write(Array(text.utf8))
            return .status(.done)
        } catch {
            console.complain(.outputFailed(error.phrase))
            return .status(.inputOutput)
        }
    }
}
