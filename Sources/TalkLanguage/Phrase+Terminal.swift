/// What `talkroom` says to somebody at a terminal, in the room.
extension Phrase {
    // MARK: Help

    /// The commands, a line each: for a screen that has room for it.
    package static let terminalHelp = Phrase(
        english: """
            what you type is said; Enter sends it. The commands:
            /me TEXT        says what you do: * ada waves
            /msg WHO TEXT   tells it to one person only
            /reply TEXT     tells it to who told you something last
            /ring WHO TEXT  calls somebody, at their terminals too
            /wall TEXT      says it to everybody, at the terminals too
            /who            shows who is here, and at a terminal
            /topic, /acts   show what the room is about, what operators did
            /nick NAME      takes another name
            /ignore WHO     shows nothing more of an account; alone, lists them
            /unignore WHO   shows it again
            /bell WHEN      rings for: off, mentions, private, all
            /clear          clears the screen
            /help           shows this
            /quit, sair     leaves, as Ctrl-D does on an empty line
            //x             says /x
            Operators: /dismiss WHO, /mute or /ban WHO TIME, /lift WHO,
            /topic TEXT, /redact NUMBER, /who -v
            Tab completes, Up and Ctrl-R bring back, Alt-Enter adds a line.
            """,
        portuguese: """
            o que você digita é dito; Enter envia. Os comandos:
            /me TEXTO        diz o que você faz: * ada acena
            /msg QUEM TEXTO  diz só para uma pessoa
            /reply TEXTO     responde a quem lhe disse algo por último
            /ring QUEM TEXTO chama alguém, também nos seus terminais
            /wall TEXTO      diz a todos, também nos terminais
            /who             mostra quem está aqui ou em um terminal
            /topic, /acts    mostram o assunto, e o que operadores fizeram
            /nick NOME       muda o seu nome
            /ignore QUEM     não mostra mais nada de uma conta; sozinho, as lista
            /unignore QUEM   volta a mostrar
            /bell QUANDO     toca: off (nunca), mentions (seu nome), private, all
            /clear           limpa a tela
            /help            mostra isto
            /quit, sair      sai, como Ctrl-D em uma linha vazia
            //x              diz /x
            Operadores: /dismiss QUEM, /mute ou /ban QUEM TEMPO, /lift QUEM,
            /topic TEXTO, /redact NÚMERO, /who -v
            Tab completa, ↑ e Ctrl-R trazem de volta, Alt-Enter cria outra linha.
            """)

    /// The same for a small screen.
    package static let shortHelp = allBriefly(andAlso: " /bell /clear")

    /// The same where there is no bell, and no screen to clear.
    package static let unscreenedHelp = allBriefly(andAlso: "")

    private static func allBriefly(andAlso more: String) -> Phrase {
        Phrase(
            english: "what you type is said; /me /msg WHO /reply /ring WHO /wall /who /topic /acts "
                + "/nick /ignore /unignore\(more); //x says /x; sair, /quit leave; "
                + "operators: /dismiss /mute /ban /lift /redact",
            portuguese: "o que você digita é dito; /me /msg QUEM /reply /ring QUEM /wall /who "
                + "/topic /acts /nick /ignore /unignore\(more); //x diz /x; sair, /quit saem; "
                + "operadores: /dismiss /mute /ban /lift /redact")
    }

    // MARK: Days, and what is new

    /// A day has begun, or what follows is of that day.
    ///
    /// - Parameters:
    ///   - weekday: Sunday is 0.
    ///   - month: From 1, as `day`.
    package static func day(weekday: Int, day: Int, month: Int, year: Int) -> Phrase {
        let english = englishDays[weekday % 7] + ", \(day) " + englishMonths[(month - 1) % 12]
        let portuguese =
            portugueseDays[weekday % 7] + ", \(day) de " + portugueseMonths[(month - 1) % 12]
        return Phrase(english: "\(english) \(year)", portuguese: "\(portuguese) de \(year)")
    }

    private static let englishDays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let portugueseDays = [
        "domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
        "sábado",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    private static let portugueseMonths = [
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
        "outubro", "novembro", "dezembro",
    ]

    /// Above the first of what was said since an earlier run ended.
    package static func newSinceYouLeft(_ count: UInt64, at time: String) -> Phrase {
        Phrase(
            english: "new since you left (\(time)): "
                + (count == 1 ? "1 message" : "\(count) messages"),
            portuguese: "novidades desde que você saiu (\(time)): "
                + (count == 1 ? "1 mensagem" : "\(count) mensagens"))
    }

    // MARK: Whom not to hear

    package static func ignoring(_ account: String) -> Phrase {
        Phrase(
            english: "\(account): nothing more of this account is shown; /unignore \(account) "
                + "changes that",
            portuguese: "\(account): nada mais desta conta será mostrado; /unignore \(account) "
                + "desfaz isso")
    }

    package static func noLongerIgnoring(_ account: String) -> Phrase {
        Phrase(
            english: "\(account): this account is shown again",
            portuguese: "\(account): esta conta volta a ser mostrada")
    }

    package static func notIgnored(_ account: String) -> Phrase {
        Phrase(
            english: "\(account): this account is not ignored",
            portuguese: "\(account): esta conta não está sendo ignorada")
    }

    package static func ignored(_ accounts: [String]) -> Phrase {
        guard !accounts.isEmpty else {
            return Phrase(
                english: "you ignore nobody; /ignore WHO begins to",
                portuguese: "você não ignora ninguém; /ignore QUEM passa a ignorar")
        }
        let list = accounts.joined(separator: ", ")
        return Phrase(english: "you ignore: \(list)", portuguese: "você ignora: \(list)")
    }

    package static func nobodyCalled(_ who: String) -> Phrase {
        Phrase(
            english: "\(who): nobody is known here by that name, and no account has it",
            portuguese: "\(who): ninguém é conhecido aqui por esse nome, e nenhuma conta o tem")
    }

    package static let notYourself = Phrase(
        english: "you cannot ignore yourself", portuguese: "você não pode ignorar a si mesmo")

    package static func onlyForThisRun(_ reason: Phrase) -> Phrase {
        Phrase(
            english: "this holds for this time only, as it could not be kept: \(reason.english)",
            portuguese: "isto vale só desta vez, pois não pôde ser guardado: \(reason.portuguese)")
    }

    // MARK: The bell

    /// - Parameter occasion: The word of `/bell`.
    package static func bellRings(for occasion: String) -> Phrase {
        switch occasion {
        case "off":
            Phrase(english: "the bell never rings", portuguese: "a campainha nunca toca")
        case "mentions":
            Phrase(
                english: "the bell rings for rings, walls, and when somebody says your name",
                portuguese: "a campainha toca com chamados, anúncios e quando alguém diz o seu nome"
            )
        case "private":
            Phrase(
                english: "the bell rings for rings, walls, private messages, and when somebody "
                    + "says your name",
                portuguese: "a campainha toca com chamados, anúncios, mensagens privadas e quando "
                    + "alguém diz o seu nome")
        default:
            Phrase(
                english: "the bell rings for every message",
                portuguese: "a campainha toca a cada mensagem")
        }
    }

    package static func noSuchOccasion(_ word: String, known: [String]) -> Phrase {
        let list = known.joined(separator: ", ")
        return Phrase(
            english: "\(word): /bell takes one of these: \(list)",
            portuguese: "\(word): /bell aceita um destes: \(list)")
    }

    package static let noBell = Phrase(
        english: "/bell: there is no bell here", portuguese: "/bell: aqui não há campainha")

    package static let nobodyToReplyTo = Phrase(
        english: "there is nobody to reply to; /msg WHO TEXT begins",
        portuguese: "não há a quem responder; /msg QUEM TEXTO começa")

    // MARK: The title

    package static func title(host: String, unread: Int) -> Phrase {
        let count = unread == 0 ? "" : "(\(unread)) "
        return Phrase(
            english: "\(count)talkroom on \(host)", portuguese: "\(count)talkroom em \(host)")
    }

    // MARK: Read aloud

    /// Something said, as it is read aloud.
    package static func says(_ who: String, _ text: String, mentions: Bool) -> Phrase {
        mentions
            ? Phrase(
                english: "\(who) says to you: \(text)", portuguese: "\(who) diz a você: \(text)")
            : Phrase(english: "\(who) says: \(text)", portuguese: "\(who) diz: \(text)")
    }

    package static func youSaid(_ text: String) -> Phrase {
        Phrase(english: "you said: \(text)", portuguese: "você disse: \(text)")
    }

    package static func does(_ who: String, _ text: String) -> Phrase {
        Phrase(english: "\(who) does this: \(text)", portuguese: "\(who) faz isto: \(text)")
    }

    package static func walls(_ who: String, _ text: String) -> Phrase {
        Phrase(
            english: "\(who) says to everybody, terminals included: \(text)",
            portuguese: "\(who) diz a todos, também nos terminais: \(text)")
    }

    package static func youWalled(_ text: String) -> Phrase {
        Phrase(
            english: "you said to everybody, terminals included: \(text)",
            portuguese: "você disse a todos, também nos terminais: \(text)")
    }

    package static func youDid(_ text: String) -> Phrase {
        Phrase(english: "you did this: \(text)", portuguese: "você fez isto: \(text)")
    }

    package static func tellsYou(_ who: String, _ text: String) -> Phrase {
        Phrase(
            english: "\(who) tells you alone: \(text)", portuguese: "\(who) diz só a você: \(text)")
    }

    package static func youTold(_ who: String, _ text: String) -> Phrase {
        Phrase(
            english: "you told \(who) alone: \(text)", portuguese: "você disse só a \(who): \(text)"
        )
    }

    package static func noticed(_ text: String) -> Phrase {
        Phrase(english: "Notice: \(text)", portuguese: "Aviso: \(text)")
    }
}
