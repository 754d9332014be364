import Posix
import TalkLanguage
import TalkProtocol
import TalkTerminal

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
    ///   - recall: Where what is entered is kept for later runs; nil for nowhere.
    package func attach(
        name: String?, guise: Guise, isDumb: Bool, recall: RecallFile? = nil
    ) -> Departure {
        let isAtTerminal = Terminal.isInput && Terminal.isOutput
        switch guise {
        case .json: return run(as: name) { JSONConversation(circumstances, name: $0) }
        case .automatic where isAtTerminal && !isDumb:
            return run(as: name, recall: recall) {
                TerminalConversation(
                    circumstances, name: $0, size: Terminal.size,
                    recall: Recall(recall?.entries() ?? []))
            }
        case .automatic, .plain:
            return run(as: name) {
                PlainConversation(
                    circumstances, name: $0, asks: isAtTerminal, isScripted: !Terminal.isInput)
            }
        }
    }

    /// Says the words as one message, or what standard input holds; see ``ExitStatus`` for how it may end.
    package func send(
        name: String?, to recipient: String?, words: [String], isBlock: Bool
    ) -> Departure {
        let source: MessageSource =
            !words.isEmpty ? MessageSource(words: words) : isBlock ? .block : .lines
        return run(as: name) {
            SendConversation(
                circumstances, name: $0, to: recipient, source: source,
                isWatched: Terminal.isError)
        }
    }

    /// Prints who is here.
    package func who(isJSON: Bool) -> Departure {
        run { _ in
            WhoConversation(
                circumstances, isJSON: isJSON, tellsOfNobody: !isJSON && Terminal.isOutput)
        }
    }

    /// Prints the last things said, and with `follows` those that come.
    package func log(count: Int, follows: Bool, isJSON: Bool) -> Departure {
        run { _ in
            LogConversation(circumstances, count: count, follows: follows, isJSON: isJSON)
        }
    }

    private func run(
        as name: String? = nil, recall: RecallFile? = nil,
        _ party: (String?) -> some Conversation
    ) -> Departure {
        SignalSet.ignoreBrokenPipes()
        do throws(Ending) {
            let party = party(try spelling(of: name))
            return try Loop(party, in: circumstances, recall: recall).run()
        } catch {
            let console = Console(language: circumstances.language)
            for line in error.lines { console.complain(line) }
            return .status(error.status)
        }
    }

    /// The name as it is asked for. One that no daemon would take is wrong usage, whether one answers or not.
    private func spelling(of name: String?) throws(Ending) -> String? {
        guard let name else { return nil }
        guard let spelling = ChosenName.spelling(of: name, ownLogin: ownLogin) else {
            throw Ending(.usage, .about(name, ErrorCode.nameInvalid.phrase))
        }
        return spelling
    }

    private func ownLogin() -> String? {
        do throws(SystemError) {
            return try Accounts.login(ofUID: Accounts.ownUID)
        } catch {
            return nil
        }
    }
}
