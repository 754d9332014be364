import Posix
import TalkClient
import TalkCommandLine
import TalkLanguage
import TalkText

/// The program: from its arguments and its environment to its exit status.
struct Talkroom {
    private static let version = "0.1.0"
    private static let usualSocket = "/run/chat.sock"

    private let language = Language(
        lcAll: Host.environment("LC_ALL"), lcMessages: Host.environment("LC_MESSAGES"),
        lang: Host.environment("LANG"))

    func run(_ arguments: [String]) -> ExitStatus {
        do throws(UsageError) {
            return perform(try TalkroomCommand(arguments: arguments))
        } catch {
            let console = Console(language: language)
            console.complain(error.phrase)
            console.complain(.tryHelp("talkroom"))
            return .usage
        }
    }

    private func perform(_ command: TalkroomCommand) -> ExitStatus {
        switch command {
        case .help(let text): return show(text.text(in: language))
        case .version: return show("talkroom \(Self.version)\n")
        case .attach(let attach): return perform(attach)
        case .send(let send):
            return client(at: send.place).send(
                name: send.name, to: send.to, words: send.words, isBlock: send.isBlock)
        case .who(let who): return client(at: who.place).who(isJSON: who.isJSON)
        case .log(let log):
            return client(at: log.place).log(
                count: log.count, follows: log.follows, isJSON: log.isJSON)
        }
    }

    private func perform(_ attach: TalkroomCommand.Attach) -> ExitStatus {
        let guise: Client.Guise =
            switch attach.guise {
            case .automatic: .automatic
            case .plain: .plain
            case .json: .json
            }
        let term = Host.environment("TERM") ?? ""
        return client(at: attach.place).attach(
            name: attach.name, guise: guise, isDumb: term.isEmpty || term == "dumb")
    }

    private func client(at place: TalkroomCommand.Place) -> Client {
        Client(
            Circumstances(
                language: language, socketPath: path(of: place),
                client: "talkroom/\(Self.version)",
                randomToken: { Host.randomToken(bytes: 16) }))
    }

    private func path(of place: TalkroomCommand.Place) -> String {
        if case .socket(let path) = place { return path }
        let chosen = Host.environment("TALKROOM_SOCKET") ?? ""
        return chosen.isEmpty ? Self.usualSocket : chosen
    }

    /// Prints what was asked for; help that nobody could read is a failure.
    private func show(_ text: String) -> ExitStatus {
        do throws(SystemError) {
            try StandardStream.output.write(Array(text.utf8))
            return .done
        } catch {
            Console(language: language).complain(.outputFailed(error.description))
            return .inputOutput
        }
    }
}
