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
        bytes(of: [text.notice(notice).line])
    }

    private func bytes(of lines: [SafeText]) -> [UInt8] {
        lines.flatMap { $0.string.utf8 + [UInt8(ascii: "\n")] }
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
    ///
    /// - Parameter phrase: More of it than the code says.
    func refusal(_ code: ErrorCode, _ phrase: Phrase? = nil, language: Language) -> [UInt8] {
        line("error \(code.rawValue) \((phrase ?? code.phrase).text(in: language))")
    }

    /// Whether a line is ``refusal(_:language:)``, in whatever language.
    func isRefusal(_ bytes: [UInt8], for code: ErrorCode) -> Bool {
        bytes.starts(with: line("error \(code.rawValue) ").dropLast())
    }

    private func line(_ rest: String) -> [UInt8] {
        Array(("talkroom 1 \(host): " + rest + "\n").utf8)
    }
}
