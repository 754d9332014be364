package import TalkProtocol

extension ErrorCode {
    /// What a person is told when a request was refused for this reason.
    package var phrase: Phrase {
        switch self {
        case .nameTaken:
            Phrase(
                english: "somebody here has that name, or one that looks like it; choose another",
                portuguese: "alguém aqui já tem esse nome, ou um parecido; escolha outro")
        case .nameReserved:
            Phrase(
                english: "that name is, or looks like, a login or a reserved word; choose another",
                portuguese:
                    "esse nome é, ou parece, um login ou uma palavra reservada; escolha outro")
        case .nameInvalid:
            Phrase(
                english: "a name is 1 to \(Limits.maxNameCharacters) letters, digits, . _ or -, "
                    + "in one script, and begins with a letter or a digit",
                portuguese: "um nome tem de 1 a \(Limits.maxNameCharacters) letras, dígitos, . _ "
                    + "ou -, em uma só escrita, e começa com letra ou dígito")
        case .textTooLong:
            Phrase(
                english: "too long: a message holds \(Limits.maxTextBytes / 1024) KiB, "
                    + "a line \(Limits.maxLineBytes / 1024) KiB, a ring, a reason or a topic "
                    + "\(Limits.maxRowBytes) bytes; nothing of it was said",
                portuguese:
                    "longo demais: uma mensagem comporta \(Limits.maxTextBytes / 1024) KiB, "
                    + "uma linha \(Limits.maxLineBytes / 1024) KiB, um chamado, motivo ou assunto "
                    + "\(Limits.maxRowBytes) bytes; nada foi dito")
        case .textEmpty:
            Phrase(english: "there is no text to say", portuguese: "não há texto a dizer")
        case .notUTF8:
            Phrase(
                english: "that line is not UTF-8; nothing of it was taken",
                portuguese: "essa linha não é UTF-8; nada dela foi aceito")
        case .badJSON:
            Phrase(
                english: "that line is not one flat JSON object",
                portuguese: "essa linha não é um objeto JSON simples")
        case .badValue:
            Phrase(
                english: "a key is missing, or its value is not of the kind talkroom(7) asks for",
                portuguese: "falta uma chave, ou seu valor não é do tipo que talkroom(7) pede")
        case .unknownRequest:
            Phrase(
                english: "no such request; talkroom(7) lists them",
                portuguese: "esse pedido não existe; talkroom(7) lista os que existem")
        default: phraseForTheSession
        }
    }

    private var phraseForTheSession: Phrase {
        switch self {
        case .helloFirst:
            Phrase(english: "say hello first", portuguese: "primeiro vem o hello")
        case .helloTwice:
            Phrase(english: "you are in the room already", portuguese: "você já está na sala")
        case .idInUse:
            Phrase(
                english: "that id was used for another text; choose a new one",
                portuguese: "esse id já foi usado com outro texto; escolha um novo")
        case .nobodyThere:
            Phrase(
                english: "nobody of that name or login is here",
                portuguese: "ninguém com esse nome ou login está aqui")
        case .notKept:
            Phrase(
                english: "it could not be kept, so it was not said, or done; try again later",
                portuguese:
                    "não foi possível guardar, então nada foi dito, nem feito; tente mais tarde")
        case .full:
            Phrase(
                english: "the room is full; try again later",
                portuguese: "a sala está cheia; tente mais tarde")
        case .tooManySessions:
            Phrase(
                english: "your account has too many sessions; end one of them",
                portuguese: "sua conta tem sessões demais; encerre uma delas")
        case .tooFast:
            Phrase(
                english: "you are too fast; what you say is taken more slowly now",
                portuguese: "você está rápido demais; o que disser será lido mais devagar")
        case .notPermitted:
            Phrase(
                english: "you may not come in; ask this host's administrator",
                portuguese: "você não pode entrar; fale com o administrador deste computador")
        default: phraseForTerminals
        }
    }

    private var phraseForTerminals: Phrase {
        switch self {
        case .operatorsOnly:
            Phrase(
                english: "only this host's operators may do that",
                portuguese: "só os operadores deste computador podem fazer isso")
        case .rootOnly:
            Phrase(
                english: "only root may do that",
                portuguese: "só o root pode fazer isso")
        case .turnedOff:
            Phrase(
                english: "that is turned off on this host",
                portuguese: "isso está desligado neste computador")
        case .ringsTooOften:
            Phrase(
                english: "you have rung them too often just now; try again in a while",
                portuguese: "você chamou essa pessoa vezes demais agora há pouco; tente mais tarde")
        case .noSuchGroup:
            Phrase(
                english: "there is no such group on this host",
                portuguese: "esse grupo não existe neste computador")
        case .notATerminal:
            Phrase(
                english: "that is not a terminal of yours, opened for writing only",
                portuguese: "isso não é um terminal seu, aberto só para escrita")
        case .tooManyTerminals:
            Phrase(
                english: "too many terminals were handed over; mesg n lets go of yours",
                portuguese: "já foram entregues terminais demais; mesg n libera os seus")
        default: phraseForGoverning
        }
    }

    private var phraseForGoverning: Phrase {
        switch self {
        case .muted:
            Phrase(
                english:
                    "an operator has muted you; /acts, in a shell: talkroom admin acts, says who, "
                    + "why and for how long",
                portuguese:
                    "um operador silenciou você; /acts, no shell: talkroom admin acts, diz quem, "
                    + "por quê e por quanto tempo")
        case .banned:
            Phrase(
                english: "an operator has banned your account; ask this host's administrator",
                portuguese:
                    "um operador baniu sua conta; fale com o administrador deste computador")
        case .notOnRoot:
            Phrase(
                english: "that cannot be done to root",
                portuguese: "isso não pode ser feito com root")
        case .notOnYourself:
            Phrase(
                english: "that cannot be done to yourself; ask another operator",
                portuguese: "isso não pode ser feito consigo mesmo; peça a outro operador")
        case .noSuchAccount:
            Phrase(
                english: "nobody here has that name, and no account of this host that login",
                portuguese:
                    "ninguém aqui tem esse nome, e nenhuma conta deste computador tem esse login")
        case .noSuchMessage:
            Phrase(
                english: "no message of that number is kept, or its text is gone already",
                portuguese: "nenhuma mensagem com esse número está guardada, ou o texto já se foi")
        case .nothingToLift:
            Phrase(
                english: "that account is neither muted nor banned",
                portuguese: "essa conta não está silenciada nem banida")
        default: phraseForTheEnd
        }
    }

    private var phraseForTheEnd: Phrase {
        switch self {
        case .tooSlow:
            Phrase(
                english: "you read too slowly, so you are disconnected; come back when you can",
                portuguese: "sua leitura é lenta demais e você foi desconectado; volte quando puder"
            )
        case .timedOut:
            Phrase(
                english: "you took too long, so you are disconnected; come back when you can",
                portuguese: "você demorou demais e foi desconectado; volte quando puder")
        case .dismissed:
            Phrase(
                english: "an operator has ended your session",
                portuguese: "um operador encerrou sua sessão")
        default:
            Phrase(
                english: "the room is closing; come back later",
                portuguese: "a sala está fechando; volte mais tarde")
        }
    }
}
