import Posix
import TalkClient
import TalkCommandLine
import TalkLanguage
import TalkProtocol
import TalkServer

/// `wall`, `write`, `mesg` and `talk`: what the program does where it is called so. See talkroom-classic(1).
extension Talkroom {
    /// - Parameter arguments: The name first; nil where one is no UTF-8.
    func run(as name: ClassicCommand.Name, _ arguments: [String?]) -> Departure {
        let host = ClassicCommand.Host(
            name: Host.name, isFile: Files.exists, isLogin: Self.isLogin)
        do throws(UsageError) {
            let words = try UsageError.words(of: arguments)
            switch try ClassicCommand(name, arguments: words, on: host) {
            case .help(let text): return show(text.text(in: language))
            case .version: return show("talkroom \(Version.string)\n")
            case .wall(let wall): return tell(wall)
            case .write(let call): return write(to: call)
            case .mesg(let mesg): return set(mesg)
            case .talk(let call): return talk(to: call)
            }
        } catch {
            console.complain(error.phrase)
            console.complain(.tryHelp(name.rawValue))
            return name == .mesg ? .trouble : .status(.usage)
        }
    }

    private func tell(_ wall: ClassicCommand.Wall) -> Departure {
        var words: [String] = []
        switch wall.source {
        case .input: break
        case .words(let typed): words = typed
        case .file(let path):
            do throws(SystemError) {
                try StandardInput.become(path)
            } catch {
                console.complain(.unreadableFile(path, error.phrase))
                return .status(.inputOutput)
            }
        }
        return client(at: path(of: .usual), .wall).wall(
            words: words, group: wall.group, hasBanner: wall.hasBanner,
            // The daemon gives no terminal more than that.
            seconds: wall.seconds.map { min($0, Limits.maxTerminalSeconds) }, isJSON: false)
    }

    private func write(to call: ClassicCommand.Call) -> Departure {
        do throws(SystemError) {
            let bytes = try StandardInput().readAll(maxBytes: Limits.maxLineBytes)
            // First: what is longer was cut, maybe in a character.
            guard bytes.count <= Limits.maxLineBytes else {
                return unwritten(ErrorCode.textTooLong.phrase)
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return unwritten(ErrorCode.notUTF8.phrase)
            }
            // The line ends at its end are the keyboard's, not the message's.
            let end = text.lastIndex { !$0.isWhitespace }
            guard let end else { return unwritten(.nothingToWrite) }
            return client(at: path(of: .usual), .ring).ring(
                to: call.login, text: String(text[...end]), terminal: call.terminal,
                isWhole: true, isJSON: false, entering: "talkroom")
        } catch {
            console.complain(.inputFailed(error.phrase))
            return .status(.inputOutput)
        }
    }

    private func unwritten(_ why: Phrase) -> Departure {
        console.complain(why)
        return .status(.undelivered)
    }

    private func talk(to call: ClassicCommand.Call) -> Departure {
        let rung = client(at: path(of: .usual), .ring).ring(
            to: call.login, text: nil, terminal: call.terminal, isJSON: false, entering: nil)
        // As `talkroom` alone does.
        return rung == .status(.done) ? run([Self.program]) : rung
    }
}
