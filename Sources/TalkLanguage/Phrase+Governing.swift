package import TalkProtocol
import TalkText

/// What is told of operators' acts.
extension Phrase {
    // MARK: An act

    /// An act, as everybody is told of it when it happens.
    static func acted(_ act: Act) -> Phrase {
        let (who, to) = (act.speaker.shown, act.to?.account.string ?? "")
        switch act.kind {
        case .dismiss:
            return Phrase(english: "\(who) dismissed \(to)", portuguese: "\(who) dispensou \(to)")
                .because(act.text)
        case .mute:
            return Phrase(english: "\(who) muted \(to)", portuguese: "\(who) silenciou \(to)")
                .lasting(act).because(act.text)
        case .ban:
            return Phrase(english: "\(who) banned \(to)", portuguese: "\(who) baniu \(to)")
                .lasting(act).because(act.text)
        case .lift:
            return Phrase(
                english: "\(who) lets \(to) speak and enter again",
                portuguese: "\(who) deixa \(to) falar e entrar de novo"
            ).because(act.text)
        case .topic: return topicSet(by: who, act.text)
        case .redact: return redacted(by: who, act, of: to).because(act.text)
        }
    }

    /// The same when it is asked for later. Its moment, and whether it still holds, come first: behind them are
    /// words of the operator's own choice.
    static func act(_ act: Act) -> Phrase {
        let (time, phrase) = (act.time.minute, acted(act))
        guard act.isStanding else { return about(time, phrase) }
        return Phrase(
            english: "\(time), in force: \(phrase.english)",
            portuguese: "\(time), em vigor: \(phrase.portuguese)")
    }

    private static func topicSet(by who: String, _ text: SafeText) -> Phrase {
        text.isBlank
            ? Phrase(
                english: "\(who) took the topic away", portuguese: "\(who) retirou o assunto")
            : Phrase(
                english: "\(who) set the topic: \(text)",
                portuguese: "\(who) definiu o assunto: \(text)")
    }

    private static func redacted(by who: String, _ act: Act, of author: String) -> Phrase {
        let number = act.seq ?? 0
        return Phrase(
            english: "\(who) took away what \(author) said (\(number))",
            portuguese: "\(who) retirou o que \(author) disse (\(number))")
    }

    /// With how long it holds; until it is lifted goes without saying.
    private func lasting(_ act: Act) -> Phrase {
        guard let until = act.until else { return self }
        let seconds = max(1, (until.milliseconds - act.time.milliseconds + 500) / 1000)
        let span = TimeSpan(seconds: Int(seconds)).description
        return Phrase(english: "\(english) for \(span)", portuguese: "\(portuguese) por \(span)")
    }

    private func because(_ reason: SafeText) -> Phrase {
        guard !reason.isBlank else { return self }
        return Phrase(english: "\(english): \(reason)", portuguese: "\(portuguese): \(reason)")
    }

    // MARK: What an act leaves

    /// What stands in the place of a message whose text was taken away.
    static func redacted(_ said: Said) -> Phrase {
        let who = said.speaker.shown
        return Phrase(
            english: "what \(who) said (\(said.seq)) was taken away by an operator",
            portuguese: "o que \(who) disse (\(said.seq)) foi retirado por um operador")
    }

    package static func topicIs(_ topic: String) -> Phrase {
        Phrase(english: "the topic: \(topic)", portuguese: "o assunto: \(topic)")
    }

    package static let noTopic = Phrase(
        english: "there is no topic", portuguese: "não há assunto definido")

    package static let noActs = Phrase(
        english: "operators have done nothing yet",
        portuguese: "os operadores ainda não fizeram nada")

    package static let mistypedTime = Phrase(
        english: "a time is typed as 30s, 10m, 2h, 3d or 1w, for 10 years at the most",
        portuguese: "um tempo se digita como 30s, 10m, 2h, 3d ou 1w, por no máximo 10 anos")

    package static let actNotKept = Phrase(
        english: "this could not be kept, and holds only until the daemon ends",
        portuguese: "isto não pôde ser guardado e só vale até o serviço terminar")

    /// Above the last things said, each with its number.
    package static let whichToRedact = Phrase(
        english: "type: /redact NUMBER; the last ones have these:",
        portuguese: "digite: /redact NÚMERO; os números das últimas mensagens são estes:")

    package static let nothingToRedact = Phrase(
        english: "nothing that was said is kept", portuguese: "nada do que foi dito está guardado")

    /// What a daemon in `talkroom admin`'s way is, that knows no such request.
    package static let daemonKnowsNoActs = Phrase(
        english: "this room's daemon is older than operators' acts, and cannot do that",
        portuguese: "o serviço desta sala é anterior aos atos de operadores e não faz isso")

    /// To who is muted, and would come in under another name.
    package static func onlyAsYourself(_ login: String) -> Phrase {
        Phrase(
            english: "an operator has muted you; you may come in as \(login) only",
            portuguese: "um operador silenciou você; você só pode entrar como \(login)")
    }

    /// What the daemon adds in its own words, on a line of its own.
    package static func daemonSays(_ text: String) -> Phrase {
        Phrase(english: "the daemon says: \(text)", portuguese: "o serviço diz: \(text)")
    }

    // MARK: Who is connected

    /// What operators see of a session, after who it is; what it says of itself comes last, and nothing behind it.
    static func details(_ details: PersonDetails, of person: Person) -> Phrase {
        let (uid, session) = (person.speaker.uid, person.session)
        let (condition, claim) = (condition(of: details), claim(of: details))
        return Phrase(
            english: ", uid \(uid), session \(session)" + condition.english + claim.english,
            portuguese: ", uid \(uid), sessão \(session)" + condition.portuguese + claim.portuguese)
    }

    private static func condition(of details: PersonDetails) -> Phrase {
        let (state, bytes) = (details.state, details.undeliveredBytes)
        return Phrase(
            english: (state == .asking ? ", only asks" : "")
                + (state == .entering ? ", has no name yet" : "")
                + (bytes > 0 ? ", \(bytes) B behind" : "")
                + (details.isMuted ? ", muted" : "") + (details.isOperator ? ", operator" : ""),
            portuguese: (state == .asking ? ", só consulta" : "")
                + (state == .entering ? ", ainda sem nome" : "")
                + (bytes > 0 ? ", \(bytes) B em atraso" : "")
                + (details.isMuted ? ", silenciado" : "") + (details.isOperator ? ", operador" : "")
        )
    }

    private static func claim(of details: PersonDetails) -> Phrase {
        let (client, terminal) = (details.client, details.terminal)
        guard !client.isBlank else { return atTerminal(terminal) }
        let place = atTerminal(terminal)
        return Phrase(
            english: "; says it is \(client)" + place.english,
            portuguese: "; diz ser \(client)" + place.portuguese)
    }

    private static func atTerminal(_ terminal: SafeText) -> Phrase {
        guard !terminal.isBlank else { return verbatim("") }
        return Phrase(
            english: "; says it is at \(terminal)", portuguese: "; diz estar em \(terminal)")
    }
}

extension Timestamp {
    /// The day and the minute, in UTC: `2026-11-24 03:06 UTC`.
    package var minute: String {
        let text = description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
