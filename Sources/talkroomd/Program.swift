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

    static func run() -> Never {
        do throws(UsageError) {
            switch try TalkroomdCommand(arguments: Array(CommandLine.arguments.dropFirst())) {
            case .help(let text): finish(printing: text.text(in: language))
            case .version: finish(printing: "talkroomd \(Version.string)\n")
            case .serve(let options): serve(options)
            }
        } catch {
            complain(error.phrase)
            complain(.tryHelp("talkroomd"))
            Host.exit(ExitStatus.usage.rawValue)
        }
    }

    private static func serve(_ options: TalkroomdCommand.Serve) -> Never {
        let (configuration, faults) = Configuration.load(
            file: options.configuration ?? "/etc/talkroom.conf",
            isNamed: options.configuration != nil, settings: options.settings)
        for fault in faults { complain(fault) }
        guard faults.isEmpty else { Host.exit(ExitStatus.usage.rawValue) }
        if options.isCheck {
            finish(printing: Phrase.configurationIsRight.text(in: language) + "\n")
        }
        SignalSet.ending.block()
        do throws(StartFailure) {
            let daemon = try Daemon(
                path: UsualSocket.path(
                    option: options.socket, environment: Host.environment("TALKROOM_SOCKET")),
                settings: configuration.serverSettings(
                    directory: UsualDirectory.path(
                        option: options.directory,
                        environment: Host.environment("STATE_DIRECTORY")),
                    isVerbose: options.isVerbose))
            SignalSet.ending.wait()
            daemon.stop()
        } catch {
            complain(error.phrase)
            Host.exit(error.status.rawValue)
        }
        Host.exit(ExitStatus.done.rawValue)
    }

    private static func complain(_ phrase: Phrase) {
        let text = SafeText(sanitizing: "talkroomd: " + phrase.text(in: language))
        let line = text.lines.joined(separator: " ")
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
