import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// Events as the plain dialect's lines, in the daemon's language.
struct PlainDialect: Sendable {
    let language: Language
    private let text: EventText

    init(language: Language) {
        self.language = language
        text = EventText(in: language)
    }

    /// The event's lines, each with its LF; empty for one that says nothing to a person.
    func bytes(for event: Event) -> [UInt8] {
        bytes(of: text.lines(for: event))
    }

    func bytes(for notice: Phrase) -> [UInt8] {
        bytes(of: [text.notice(notice)])
    }

    private func bytes(of lines: [String]) -> [UInt8] {
        // Safe as a whole, whatever the lines were made of: this is where text leaves the daemon.
        lines.flatMap { Array((SafeText(sanitizing: $0).string + "\n").utf8) }
    }
}

/// Events as the bytes of one session's dialect.
struct EventEncoder: Sendable {
    let dialect: Dialect
    let plain: PlainDialect

    func bytes(for event: Event) -> [UInt8] {
        switch dialect {
        case .json: event.jsonLine
        case .plain: plain.bytes(for: event)
        }
    }

    /// The next few of what was said before; nil when all were given.
    func nextBytes(of replay: Replay) -> [UInt8]? {
        switch dialect {
        case .json: replay.nextLines().map { Array($0) }
        case .plain: replay.next().map { $0.flatMap { plain.bytes(for: .said($0)) } }
        }
    }
}

/// The first line that everybody gets, in whichever dialect they will speak.
struct Greeting {
    let host: SafeText

    /// Asks for a username.
    func question(login: String, language: Language) -> [UInt8] {
        let phrase = Phrase.chooseUsername(login: login)
        return line(phrase.text(in: language))
    }

    /// Says why a connection is not taken.
    func refusal(_ code: ErrorCode, language: Language) -> [UInt8] {
        line("error \(code.rawValue) \(code.phrase.text(in: language))")
    }

    private func line(_ rest: String) -> [UInt8] {
        Array(("talkroom 1 \(host): " + rest + "\n").utf8)
    }
}
