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
        /// Lines to be read aloud.
        case spoken
        case json
    }

    /// What is printed of who is here.
    package enum Roll: Hashable, Sendable {
        /// A line for each session.
        case lines
        /// Each name once.
        case names
        case json
    }

    private let circumstances: Circumstances

    package init(_ circumstances: Circumstances) {
        self.circumstances = circumstances
    }

    /// The same client, which complains of nothing: how it ends is all that is told.
    package var quiet: Client {
        var circumstances = circumstances
        circumstances.isQuiet = true
        return Client(circumstances)
    }

    /// Enters the room and stays until the user leaves or the daemon goes away.
    ///
    /// - Parameters:
    ///   - name: The username; nil to ask at a terminal, and to take the default elsewhere.
    ///   - style: How a terminal shows it; nil for one that cannot move its cursor.
    ///   - state: Where things are kept for later runs; nil for nowhere.
    ///   - recalls: Whether what is entered is among them.
    package func attach(
        name: String?, guise: Guise, style: TerminalStyle?, state: StateDirectory? = nil,
        recalls: Bool = true
    ) -> Departure {
        let isAtTerminal = Terminal.isInput && Terminal.isOutput
        let circumstances = circumstances(at: isAtTerminal ? .ofInputAndOutput() : nil)
        let isScripted = !Terminal.isInput
        let keepsakes = Keepsakes(in: isScripted ? nil : state, recalls: recalls)
        switch guise {
        case .json: return run(as: name) { JSONConversation(circumstances, name: $0) }
        case .automatic where isAtTerminal && style != nil:
            return run(as: name, keepsakes) {
                TerminalConversation(
                    circumstances, name: $0, size: Terminal.size, style: style ?? TerminalStyle(),
                    recall: Recall(keepsakes.recall?.entries() ?? []), memory: keepsakes.memory)
            }
        case .automatic, .plain, .spoken:
            return run(as: name, keepsakes) {
                PlainConversation(
                    circumstances, name: $0, asks: isAtTerminal, isScripted: isScripted,
                    isSpoken: guise == .spoken, memory: keepsakes.memory)
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
    package func who(_ roll: Roll) -> Departure {
        run { _ in
            WhoConversation(
                circumstances, roll, tellsOfNobody: roll == .lines && Terminal.isOutput)
        }
    }

    /// Prints the last things said, and with `follows` those that come.
    package func log(count: Int, follows: Bool, isJSON: Bool) -> Departure {
        run { _ in
            LogConversation(circumstances, count: count, follows: follows, isJSON: isJSON)
        }
    }

    /// Calls somebody, and prints where they were reached.
    ///
    /// - Parameters:
    ///   - who: A name, else a login.
    ///   - text: What is said with it; nil for nothing.
    ///   - terminal: Only this one of theirs, as tty(1) has it, without the directory.
    ///   - isWhole: Whether all lines of the text are wanted, not one.
    ///   - entering: The command that enters the room, told to who sees it; nil where it is not told.
    package func ring(
        to who: String, text: String?, terminal: String? = nil, isWhole: Bool = false,
        isJSON: Bool, entering: String?
    ) -> Departure {
        let ring = Request.Ring(to: who, text: text, terminal: terminal, isWhole: isWhole)
        return run { _ in
            RingConversation(
                circumstances, ring, isJSON: isJSON,
                entering: Terminal.isError ? entering : nil)
        }
    }

    /// Says the words, or all of standard input, to everybody, the terminals too, and prints how many were reached.
    ///
    /// - Parameters:
    ///   - words: One message; none to read standard input.
    ///   - group: Only to its members.
    ///   - hasBanner: Whether a terminal is told who says it, and when; only root may say no.
    ///   - seconds: What each terminal gets to take it; nil for as long as the daemon gives.
    package func wall(
        words: [String], group: String? = nil, hasBanner: Bool = true, seconds: Int? = nil,
        isJSON: Bool
    ) -> Departure {
        let wall = Request.Wall(text: "", group: group, hasBanner: hasBanner, seconds: seconds)
        let circumstances = circumstances(at: .find())
        return run { _ in
            WallConversation(
                circumstances, wall, source: words.isEmpty ? .block : MessageSource(words: words),
                isJSON: isJSON)
        }
    }

    /// Says, or changes, whether rings and walls come to this account's terminals, and to this one.
    ///
    /// - Parameters:
    ///   - takes: Nil to say it.
    ///   - handsOver: Whether the daemon, when they are to come, is handed this terminal.
    package func mesg(takes: Bool?, handsOver: Bool = true) -> Departure {
        let circumstances = circumstances(at: .find())
        return run { _ in MesgConversation(circumstances, takes: takes, handsOver: handsOver) }
    }

    /// Does what operators do, or prints what they did.
    package func admin(_ work: AdminWork, isJSON: Bool) -> Departure {
        run { _ in
            AdminConversation(
                circumstances, work, isJSON: isJSON,
                tellsOfNothing: !isJSON && Terminal.isOutput)
        }
    }

    private func circumstances(at terminal: OwnTerminal?) -> Circumstances {
        var circumstances = circumstances
        circumstances.terminal = terminal?.name
        return circumstances
    }

    private func run(
        as name: String? = nil, _ keepsakes: Keepsakes = Keepsakes(),
        _ party: (String?) -> some Conversation
    ) -> Departure {
        SignalSet.ignoreBrokenPipes()
        do throws(Ending) {
            let party = party(try spelling(of: name))
            return try Loop(party, in: circumstances, keepsakes: keepsakes).run()
        } catch {
            let console = Console(circumstances)
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
