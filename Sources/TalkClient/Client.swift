import Posix
import TalkLanguage
import TalkProtocol
import TalkText

/// What `talkroom` can do, once its command line is read.
package struct Client: Sendable {
    /// The look of the attached room.
    package enum Guise: Hashable, Sendable {
        /// A terminal where there is one that can move its cursor, else plain.
        case automatic
        case plain
        case json
    }

    private let circumstances: Circumstances

    package init(_ circumstances: Circumstances) {
        self.circumstances = circumstances
    }

    /// Enters the room and stays until the user leaves or the daemon goes away.
    ///
    /// - Parameters:
    ///   - name: The username; nil to ask at a terminal, and to take the default elsewhere.
    ///   - isDumb: The terminal cannot move its cursor (`TERM` is `dumb`, or not set).
    package func attach(name: String?, guise: Guise, isDumb: Bool) -> Departure {
        if let refusal = refusal(of: name) { return refusal }
        let isAtTerminal = Terminal.isInput && Terminal.isOutput
        switch guise {
        case .json: return run(JSONConversation(circumstances, name: name))
        case .automatic where isAtTerminal && !isDumb:
            let columns = Terminal.columns ?? 80
            return run(TerminalConversation(circumstances, name: name, columns: columns))
        case .automatic, .plain:
            return run(PlainConversation(circumstances, name: name, asks: isAtTerminal))
        }
    }

    /// Says the words as one message, or what standard input holds; see ``ExitStatus`` for how it may end.
    package func send(
        name: String?, to recipient: String?, words: [String], isBlock: Bool
    ) -> Departure {
        if let refusal = refusal(of: name) { return refusal }
        let source: MessageSource =
            !words.isEmpty ? MessageSource(words: words) : isBlock ? .block : .lines
        return run(SendConversation(circumstances, name: name, to: recipient, source: source))
    }

    /// Prints who is here.
    package func who(isJSON: Bool) -> Departure {
        run(WhoConversation(circumstances, isJSON: isJSON))
    }

    /// Prints the last things said, and with `follows` those that come.
    package func log(count: Int, follows: Bool, isJSON: Bool) -> Departure {
        run(LogConversation(circumstances, count: count, follows: follows, isJSON: isJSON))
    }

    /// What no daemon would take is wrong usage, whether one answers or not.
    private func refusal(of name: String?) -> Departure? {
        guard let name, Name(name) == nil else { return nil }
        let console = Console(language: circumstances.language)
        console.complain(.refused(name, ErrorCode.nameInvalid.phrase))
        return .status(.usage)
    }

    private func run(_ party: some Conversation) -> Departure {
        SignalSet.ignoreBrokenPipes()
        do throws(Ending) {
            let socket = try Doorstep.connect(to: circumstances.socketPath)
            return try Loop(party, over: socket, in: circumstances).run()
        } catch {
            let console = Console(language: circumstances.language)
            for line in error.lines { console.complain(line) }
            return .status(error.status)
        }
    }
}
