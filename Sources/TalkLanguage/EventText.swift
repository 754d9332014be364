package import TalkProtocol
package import TalkText

/// An event in words: the lines that a person reads, in the plain dialect and in `talkroom` alike.
package struct EventText: Sendable {
    private let language: Language

    package init(in language: Language) {
        self.language = language
    }

    /// The lines, without line ends; none for an event that says nothing to a person.
    ///
    /// Every line begins with who spoke, or with the mark of a notice: no text can forge either.
    package func lines(for event: Event) -> [SafeText] {
        remarks(for: event).map(\.line)
    }

    /// The same lines, by their parts.
    package func remarks(for event: Event) -> [Remark] {
        switch event {
        case .welcome(let welcome):
            [notice(.youAre(welcome.speaker.shown, here: welcome.here))]
                + (welcome.topic.isBlank ? [] : [notice(.topicIs(welcome.topic.string))])
        case .said(let said) where said.style == .redacted,
            .past(let said) where said.style == .redacted:
            [notice(.redacted(said))]
        case .said(let said), .past(let said):
            said.text.safeLines.map { .said(said.speaker, said.style, $0) }
        case .told(let told):
            told.text.safeLines.map { .told(told.speaker, to: told.to.string, $0) }
        case .joined(let presence): [notice(.joined(presence.speaker.shown))]
        case .left(let presence, let reason): [notice(.left(presence.speaker.shown, reason))]
        case .renamed(let presence, let was):
            [notice(.renamed(presence.speaker.shown(as: was), presence.speaker.shown))]
        case .person(let person): [notice(.person(person))]
        case .acted(let act): [notice(.acted(act))]
        case .act(let act): [notice(.act(act))]
        case .rang(let rang): remarks(for: rang)
        case .answered(let presence): [notice(.answered(presence.speaker.shown))]
        case .lodger(let lodger): [notice(.lodger(lodger))]
        case .unreached(let unreached): [notice(.unreached(unreached))]
        case .reached(let reached): [notice(.reached(reached))]
        case .error(let failure): [notice(failure)]
        case .receipt, .messages, .give, .end, .pong: []
        }
    }

    private func remarks(for rang: Rang) -> [Remark] {
        let words = rang.text.isBlank ? [] : rang.text.safeLines
        return [notice(.rang(rang.speaker.shown))]
            + words.map { .told(rang.speaker, to: rang.to.string, $0) }
    }

    /// A notice of the program's own.
    package func notice(_ phrase: Phrase) -> Remark {
        .notice(SafeText(sanitizing: phrase.text(in: language)))
    }

    private func notice(_ failure: Failure) -> Remark {
        guard let code = ErrorCode(rawValue: failure.code.string) else {
            let text = failure.text.lines.joined(separator: " ")
            return .notice(SafeText(sanitizing: text))
        }
        return notice(code.phrase)
    }
}

extension Speaker {
    /// The name, with the login behind it where the two differ: `wren (ada)`.
    package var shown: String { shown(as: name) }

    fileprivate func shown(as name: SafeText) -> String {
        name == account ? name.string : "\(name) (\(account))"
    }
}
