import Posix
import TalkBench
import TalkCommandLine
import TalkLanguage

/// `talkroom-bench`, from its arguments to its exit status.
struct TalkroomBench {
    private let language = Language(
        lcAll: Host.environment("LC_ALL"), lcMessages: Host.environment("LC_MESSAGES"),
        lang: Host.environment("LANG"))

    func run(_ arguments: [String]) -> ExitStatus {
        if let status = serve(arguments) { return status }
        do throws(UsageError) {
            let command = try TalkroomBenchCommand(
                arguments: arguments, scenarios: Plan.scenarioWords,
                contenders: Plan.contenderWords)
            switch command {
            case .help(let text): return show(text.text(in: language))
            case .version: return show("talkroom-bench \(Version.string)\n")
            case .measure(let options): return measure(options)
            }
        } catch {
            complain(error.phrase)
            complain(.tryHelp("talkroom-bench"))
            return .usage
        }
    }

    /// What this program becomes for the one that started it; nil when somebody else did.
    private func serve(_ arguments: [String]) -> ExitStatus? {
        guard arguments.count >= 2 else { return nil }
        if [Tether.word, Tether.timedWord].contains(arguments[0]) {
            let error = Tether.become(
                Array(arguments.dropFirst(2)), parent: Int32(arguments[1]) ?? 0,
                isTimed: arguments[0] == Tether.timedWord)
            complain(Phrase(english: error.description, portuguese: error.description))
            return .unavailable
        }
        if let attacker = Attacker(arguments) {
            return serving { () throws(SystemError) in try attacker.run() }
        }
        guard let style = Reference.Style(rawValue: arguments[0]),
            let address = SocketAddress(path: arguments[1])
        else { return nil }
        _ = Host.raiseDescriptorLimit()
        return serving { () throws(SystemError) in
            var reference = try Reference(at: address, style: style)
            try reference.run()
        }
    }

    private func serving(_ body: () throws(SystemError) -> Void) -> ExitStatus {
        do throws(SystemError) {
            try body()
            return .done
        } catch {
            complain(Phrase(english: error.description, portuguese: error.description))
            return .unavailable
        }
    }

    private func measure(_ options: TalkroomBenchCommand.Measure) -> ExitStatus {
        do throws(SystemError) {
            let directory = try Workplace.make()
            defer { Workplace.clear(directory) }
            try Workplace.clearWhenEnded(directory)
            let placing = options.isUnpinned ? Placing.free : try Placing.usual()
            try placing.settle()
            var benchmark = Benchmark(
                Plan(options), placing: placing, directory: directory,
                maxDescriptors: Host.raiseDescriptorLimit(),
                isRoot: try Identity.current().isRoot, tell: complain)
            benchmark.run()
            let status = show(options.isJSON ? benchmark.lines : benchmark.table(in: language))
            return benchmark.hasFaults ? .undelivered : status
        } catch {
            complain(Phrase(english: error.description, portuguese: error.description))
            return .cannotCreate
        }
    }

    /// To standard error, as all that is no result.
    private func complain(_ phrase: Phrase) {
        do throws(SystemError) {
            let line = "talkroom-bench: \(phrase.text(in: language))\n"
            try StandardStream.error.write(Array(line.utf8))
        } catch {
            // There is nobody to tell.
        }
    }

    private func show(_ text: String) -> ExitStatus {
        do throws(SystemError) {
            try StandardStream.output.write(Array(text.utf8))
            return .done
        } catch {
            return .inputOutput
        }
    }
}
