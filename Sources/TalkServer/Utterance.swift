package import TalkLanguage
package import TalkProtocol
package import TalkRoom
import TalkText

/// A client's line, understood in its dialect.
package enum Utterance {
    case request(Request)
    /// Something to say, of one who is in the room.
    case speech(Speech)
    /// Answered by the daemon's own words, without asking the room.
    case notice(Phrase)
    case nothing
    case refused(RequestFault)

    /// Understands a line; the first accepted line of the plain dialect is the username.
    package init(_ line: LineReader.Line, in dialect: Dialect, isInRoom: Bool) {
        switch line {
        case .tooLong: self = .refused(RequestFault(.textTooLong))
        case .complete(let bytes) where dialect == .json: self = Self.json(bytes)
        case .complete(let bytes): self = Self.plain(bytes, isInRoom: isInRoom)
        }
        if isInRoom, case .request(let request) = self,
            case .say(let text, let style, let id) = request
        {
            self = Self.speech(text, style, id)
        }
    }

    /// What the line takes of its account's allowance.
    package var cost: Cost {
        guard case .request(let request) = self else { return Cost() }
        return request.cost
    }

    var isGoodBye: Bool {
        if case .request(.leave) = self { true } else { false }
    }

    private static func speech(
        _ text: String, _ style: Request.Style, _ id: MessageID?
    ) -> Utterance {
        do throws(ErrorCode) {
            return .speech(Speech(text: try SafeText(message: text), style: style, id: id))
        } catch {
            return .refused(RequestFault(error, id: id))
        }
    }

    private static func json(_ line: [UInt8]) -> Utterance {
        do throws(RequestFault) {
            return .request(try Request(jsonLine: line))
        } catch {
            return .refused(error)
        }
    }

    private static func plain(_ line: [UInt8], isInRoom: Bool) -> Utterance {
        guard let text = String(validating: line, as: UTF8.self) else {
            return .refused(RequestFault(.notUTF8))
        }
        guard isInRoom else { return username(text) }
        switch UserCommand(line: text) {
        case .say(let text):
            // Enter alone says nothing, and is no error of anyone who pressed it.
            return text.allSatisfy(\.isWhitespace)
                ? .nothing : .request(.say(text: text, style: .plain, id: nil))
        case .action(let text): return .request(.say(text: text, style: .action, id: nil))
        case .tell(let to, let text): return .request(.tell(to: to, text: text, id: nil))
        case .ring(let to, let text):
            return .request(.ring(Request.Ring(to: to, text: text)))
        case .wall(let text): return .request(.wall(Request.Wall(text: text)))
        case .who(let who): return .request(.who(who))
        case .act(let act): return .request(.act(act, id: nil))
        case .topic: return .request(.topic(id: nil))
        case .acts: return .request(.acts(count: nil))
        case .nick(let name): return .request(.name(name))
        case .help: return .notice(.plainHelp)
        case .quit: return .request(.leave)
        case .incomplete(let word) where !word.isClients:
            return .notice(.incompleteCommand(word))
        case .incomplete(let word): return unknown(word)
        case .clear: return unknown(.clear)
        case .reply: return unknown(.reply)
        case .ignore: return unknown(.ignore)
        case .unignore: return unknown(.unignore)
        case .bell: return unknown(.bell)
        case .unknown(let word): return .notice(.unknownCommand(word))
        }
    }

    /// Only a client can do it.
    private static func unknown(_ word: UserCommand.Word) -> Utterance {
        .notice(.unknownCommand(word.rawValue))
    }

    private static func username(_ text: String) -> Utterance {
        let name = text.trimmingSpaces
        if UserCommand(line: name) == .quit { return .request(.leave) }
        return .request(.hello(Request.Hello(name: name.isEmpty ? nil : name)))
    }
}
