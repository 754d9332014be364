import Posix
import TalkCommandLine
import TalkLanguage
import TalkServer
import TalkText

/// `talkroomd`, from its arguments to its exit status.
enum Program {
    private static let language = Language(
        lcAll: Host.environment("LC_ALL"), lcMessages: Host.environment("LC_MESSAGES"),
        lang: Host.environment("LANG"))

    /// Whether the journal reads what is said to the operator; decided before threads begin.
    private static let isReadByJournal = StandardStream.error.isJournal

    static func run() -> Never {
        do throws(UsageError) {
            let words = try UsageError.words(of: Host.arguments)
            switch try TalkroomdCommand(arguments: words) {
            case .help(let text): finish(printing: text.text(in: language))
            case .version: finish(printing: "talkroomd \(Version.string)\n")
            case .example: finish(printing: ConfigurationExample.text(in: language))
            case .completion(let shell): finish(printing: script(for: shell))
            case .serve(let options): serve(options)
            }
        } catch {
            complain(error.phrase)
            complain(.tryHelp("talkroomd"))
            Host.exit(ExitStatus.usage.rawValue)
        }
    }

    private static func script(for shell: Shell) -> String {
        CompletionScript.text(
            of: .talkroomd, for: shell, in: language,
            settings: ConfigurationKey.all.map {
                SettingRow(key: $0.word, expected: $0.expected, choices: $0.choices)
            })
    }

    private static func serve(_ options: TalkroomdCommand.Serve) -> Never {
        do throws(StartFailure) {
            // First of all: the name service, which the configuration asks, keeps what it opens.
            let passed = options.isCheck ? nil : try ListeningPlace.passed()
            let configuration = checked(options)
            let path = UsualSocket.path(
                option: options.socket, environment: Host.environment("TALKROOM_SOCKET"))
            let account = try ServingAccount(
                login: configuration.user, socket: passed == nil ? path : nil)
            SignalSet.service.block()
            let daemon = try daemon(at: passed, path, options, configuration, account)
            var current = configuration
            while SignalSet.service.wait() == SignalSet.hangUp {
                current = daemon.reload(from: current) { load(options) }
            }
            daemon.stop()
        } catch {
            complain(error.phrase)
            Host.exit(error.status.rawValue)
        }
        Host.exit(ExitStatus.done.rawValue)
    }

    /// The configuration, if it is right and there is more to do than to say so.
    private static func checked(_ options: TalkroomdCommand.Serve) -> Configuration {
        let (configuration, faults) = load(options)
        for fault in faults { complain(fault) }
        guard faults.isEmpty else { Host.exit(ExitStatus.usage.rawValue) }
        if options.isCheck {
            finish(printing: Phrase.configurationIsRight.text(in: language) + "\n")
        }
        return configuration
    }

    private static func load(
        _ options: TalkroomdCommand.Serve
    ) -> (Configuration, faults: [Phrase]) {
        Configuration.load(
            file: options.configuration ?? "/etc/talkroom.conf",
            isNamed: options.configuration != nil, settings: options.settings)
    }

    /// - Parameter place: The one that was passed; else it makes its own at `path`.
    private static func daemon(
        at place: ListeningPlace?, _ path: String, _ options: TalkroomdCommand.Serve,
        _ configuration: Configuration, _ account: ServingAccount?
    ) throws(StartFailure) -> Daemon {
        var settings = configuration.serverSettings(
            directory: UsualDirectory.path(
                option: options.directory, environment: Host.environment("STATE_DIRECTORY")),
            isVerbose: options.isVerbose)
        settings.usualSocket = UsualSocket.path(option: nil, environment: nil)
        settings.operatorsLanguage = language
        settings.marksPriorities = isReadByJournal
        settings.service = ServiceEnvironment.take()
        if let place { return try Daemon(at: place, settings: settings, account: account) }
        return try Daemon(path: path, settings: settings, account: account)
    }

    private static func complain(_ phrase: Phrase) {
        let text = SafeText(sanitizing: "talkroomd: " + phrase.text(in: language))
        let mark = isReadByJournal ? LogPriority.wrong.mark : ""
        let line = mark + text.lines.joined(separator: " ")
        do throws(SystemError) {
            try StandardStream.error.write(Array((line + "\n").utf8))
        } catch {
            // There is nobody to tell.
        }
    }

    private static func finish(printing text: String) -> Never {
        do throws(SystemError) {
            try StandardStream.output.write(Array(text.utf8))
        } catch {
            complain(.outputFailed(error.phrase))
            Host.exit(ExitStatus.inputOutput.rawValue)
        }
        Host.exit(ExitStatus.done.rawValue)
    }
}
