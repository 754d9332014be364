package import TalkProtocol

/// What is told of people's coming, going and names, and to a newcomer.
extension Phrase {
    /// The line that greets a connection, after `talkroom 1 HOST: `.
    package static func chooseUsername(login: String) -> Phrase {
        Phrase(
            english: "choose a username [\(login)]",
            portuguese: "escolha um nome de usuário [\(login)]")
    }

    static func youAre(_ who: String, here: Int) -> Phrase {
        let others = here - 1
        return Phrase(
            english: "you are \(who); "
                + (others <= 0
                    ? "nobody else is here"
                    : others == 1 ? "1 other is here" : "\(others) others are here")
                + "; sair or /quit leaves, /help says more",
            portuguese: "você é \(who); "
                + (others <= 0
                    ? "não há mais ninguém aqui"
                    : others == 1 ? "há mais 1 aqui" : "há mais \(others) aqui")
                + "; sair ou /quit sai, /help diz mais")
    }

    static func joined(_ who: String) -> Phrase {
        Phrase(english: "\(who) joined", portuguese: "\(who) entrou")
    }

    static func left(_ who: String, _ reason: LeaveReason) -> Phrase {
        switch reason {
        case .quit:
            Phrase(english: "\(who) left", portuguese: "\(who) saiu")
        case .hungUp:
            Phrase(
                english: "\(who) left (the connection went away)",
                portuguese: "\(who) saiu (a conexão caiu)")
        case .tooSlow:
            Phrase(
                english: "\(who) left (read too slowly)",
                portuguese: "\(who) saiu (leitura lenta demais)")
        case .timedOut:
            Phrase(
                english: "\(who) left (took too long)",
                portuguese: "\(who) saiu (demorou demais)")
        case .dismissed:
            Phrase(
                english: "\(who) left (dismissed by an operator)",
                portuguese: "\(who) saiu (dispensado por um operador)")
        case .stopping:
            Phrase(
                english: "\(who) left (the room is closing)",
                portuguese: "\(who) saiu (a sala está fechando)")
        }
    }

    static func renamed(_ was: String, _ who: String) -> Phrase {
        Phrase(english: "\(was) is now \(who)", portuguese: "\(was) agora é \(who)")
    }

    static func person(_ person: Person) -> Phrase {
        let who = person.speaker.shown
        let minutes = person.idleSeconds / 60
        let idle = minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h\(minutes % 60)m"
        let details = person.details.map { Phrase.details($0, of: person) }
        return Phrase(
            english: who + (minutes == 0 ? "" : ", idle \(idle)") + (details?.english ?? ""),
            portuguese: who + (minutes == 0 ? "" : ", inativo há \(idle)")
                + (details?.portuguese ?? ""))
    }

    /// The commands of the plain dialect.
    package static let plainHelp = Phrase(
        english: "what you type is said; /me TEXT, /msg WHO TEXT, /ring WHO [TEXT], /wall TEXT, "
            + "/nick NAME, /who, /topic, /acts, /quit or sair; //x says /x",
        portuguese: "o que você digita é dito; /me TEXTO, /msg QUEM TEXTO, /ring QUEM [TEXTO], "
            + "/wall TEXTO, /nick NOME, /who, /topic, /acts, /quit ou sair; //x diz /x")

    package static func unknownCommand(_ word: String) -> Phrase {
        Phrase(
            english: "/\(word): no such command; /help lists them",
            portuguese: "/\(word): esse comando não existe; /help lista os que existem")
    }

    /// How a command that lacks something is to be typed.
    package static func incompleteCommand(_ word: UserCommand.Word) -> Phrase {
        switch word {
        case .me: Phrase(english: "type: /me TEXT", portuguese: "digite: /me TEXTO")
        case .msg: Phrase(english: "type: /msg WHO TEXT", portuguese: "digite: /msg QUEM TEXTO")
        case .nick: Phrase(english: "type: /nick NAME", portuguese: "digite: /nick NOME")
        case .ring:
            Phrase(english: "type: /ring WHO [TEXT]", portuguese: "digite: /ring QUEM [TEXTO]")
        case .wall: Phrase(english: "type: /wall TEXT", portuguese: "digite: /wall TEXTO")
        case .dismiss:
            Phrase(
                english: "type: /dismiss WHO [REASON]", portuguese: "digite: /dismiss QUEM [MOTIVO]"
            )
        case .mute, .ban:
            Phrase(
                english: "type: /\(word) WHO [TIME] [REASON], the time as 30s, 10m, 2h, 3d or 1w",
                portuguese:
                    "digite: /\(word) QUEM [TEMPO] [MOTIVO], o tempo como 30s, 10m, 2h, 3d ou 1w")
        case .lift:
            Phrase(english: "type: /lift WHO [REASON]", portuguese: "digite: /lift QUEM [MOTIVO]")
        case .redact:
            Phrase(
                english: "type: /redact NUMBER; talkroom log --json shows the numbers, as seq",
                portuguese: "digite: /redact NÚMERO; talkroom log --json mostra os números, em seq")
        case .reply: Phrase(english: "type: /reply TEXT", portuguese: "digite: /reply TEXTO")
        case .unignore: Phrase(english: "type: /unignore WHO", portuguese: "digite: /unignore QUEM")
        // These lack nothing.
        case .acts, .bell, .clear, .help, .ignore, .quit, .topic, .who:
            Phrase(english: "type: /\(word)", portuguese: "digite: /\(word)")
        }
    }
}
