package import TalkProtocol
import TalkText

/// An event in words: the lines that a person reads, in the plain dialect and in `talkroom` alike.
package struct EventText: Sendable {
    private let language: Language

    package init(in language: Language) {
        self.language = language
    }

    /// The lines, without line ends; none for an event that says nothing to a person.
    ///
    /// Every line begins with who spoke, or with the mark of a notice: no text can forge either.
    package func lines(for event: Event) -> [String] {
        switch event {
        case .welcome(let welcome):
            [notice(.youAre(welcome.speaker.shown, here: welcome.here))]
        case .said(let said), .past(let said): lines(for: said)
        case .told(let told):
            prefixed("\(told.speaker.shown) -> \(told.to.string): ", told.text)
        case .joined(let presence): [notice(.joined(presence.speaker.shown))]
        case .left(let presence, let reason): [notice(.left(presence.speaker.shown, reason))]
        case .renamed(let presence, let was):
            [notice(.renamed(presence.speaker.shown(as: was), presence.speaker.shown))]
        case .person(let person):
            [notice(.person(person.speaker.shown, idleSeconds: person.idleSeconds))]
        case .error(let failure): [notice(failure)]
        case .receipt, .end, .pong: []
        }
    }

    /// A notice, which no one can type: what is said begins with a name, and no name begins with `-`.
    package func notice(_ phrase: Phrase) -> String {
        "-- " + phrase.text(in: language)
    }

    private func notice(_ failure: Failure) -> String {
        guard let code = ErrorCode(rawValue: failure.code.string) else {
            return "-- " + failure.text.lines.joined(separator: " ")
        }
        return notice(code.phrase)
    }

    private func lines(for said: Said) -> [String] {
        switch said.style {
        case .plain: prefixed("\(said.speaker.shown): ", said.text)
        case .action: prefixed("* \(said.speaker.shown) ", said.text)
        }
    }

    private func prefixed(_ prefix: String, _ text: SafeText) -> [String] {
        text.lines.map { prefix + $0 }
    }
}

extension Speaker {
    /// The name, with the login behind it where the two differ: `wren (ada)`.
    package var shown: String { shown(as: name) }

    fileprivate func shown(as name: SafeText) -> String {
        name == account ? name.string : "\(name) (\(account))"
    }
}
