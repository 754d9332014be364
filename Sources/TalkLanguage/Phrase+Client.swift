import TalkText

/// What `talkroom` says of itself: on the way in, on the way out, and when something fails.
extension Phrase {
    // MARK: On the way in

    /// The question at a terminal.
    package static func chooseUsernameQuestion(login: String) -> Phrase {
        Phrase(
            english: "Choose a username [\(login)]: ",
            portuguese: "Escolha um nome de usuário [\(login)]: ")
    }

    /// What is wrong, after the thing that it is wrong with.
    package static func about(_ thing: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "\(thing): \(reason.english)", portuguese: "\(thing): \(reason.portuguese)")
    }

    package static let isTheDaemonRunning = Phrase(
        english: "is talkroomd running? See talkroomd(8), or try: talkroom --local",
        portuguese: "o talkroomd está rodando? Veja talkroomd(8), ou experimente: talkroom --local")

    package static let askTheAdministrator = Phrase(
        english: "ask this host's administrator, or try: talkroom --local",
        portuguese: "fale com o administrador deste computador, ou experimente: talkroom --local")

    package static let tryAgainLater = Phrase(
        english: "try again later, or try: talkroom --local",
        portuguese: "tente mais tarde, ou experimente: talkroom --local")

    package static func socketPathTooLong(_ path: String, most: Int) -> Phrase {
        Phrase(
            english: "\(path): a socket's path has 1 to \(most) bytes; name another with -s or "
                + "TALKROOM_SOCKET",
            portuguese: "\(path): o caminho de um soquete tem de 1 a \(most) bytes; indique outro "
                + "com -s ou TALKROOM_SOCKET")
    }

    package static func foreignSocket(_ path: String, uid: UInt32) -> Phrase {
        Phrase(
            english: "\(path): held by uid \(uid), which is neither root, talkroom nor you; "
                + "not entered",
            portuguese: "\(path): pertence ao uid \(uid), que não é root, talkroom nem você; "
                + "entrada recusada")
    }

    package static func notThisProtocol(_ path: String) -> Phrase {
        Phrase(
            english: "\(path): what answers there is no talkroomd that this talkroom understands; "
                + "name another socket with -s",
            portuguese: "\(path): o que responde ali não é um talkroomd que este talkroom entenda; "
                + "indique outro soquete com -s")
    }

    package static func noAnswer(_ path: String, seconds: Int64) -> Phrase {
        Phrase(
            english: "\(path): no answer for \(seconds) \(seconds == 1 ? "second" : "seconds"); "
                + "try again later",
            portuguese: "\(path): sem resposta por \(seconds) "
                + "\(seconds == 1 ? "segundo" : "segundos"); tente mais tarde")
    }

    /// Where a second terminal of the same account finds a room that this process holds.
    package static func localRoom(_ path: String) -> Phrase {
        Phrase(
            english: "a room of your own; from another terminal: talkroom -s \(path.shellWord)",
            portuguese: "uma sala só sua; de outro terminal: talkroom -s \(path.shellWord)")
    }

    /// What the daemon said in its own words.
    package static func verbatim(_ text: String) -> Phrase {
        Phrase(english: text, portuguese: text)
    }

    // MARK: In the room

    package static let howToLeave = Phrase(
        english: "to leave, type sair or press Ctrl-D",
        portuguese: "para sair, digite sair ou pressione Ctrl-D")

    package static let alreadyLeaving = Phrase(
        english: "not sent: you are leaving; type sair again to leave at once",
        portuguese: "não enviado: você está saindo; digite sair de novo para sair já")

    package static func unknownRoomCommand(_ word: String, nearest: String?) -> Phrase {
        guard let nearest else {
            return Phrase(
                english: "/\(word): no such command; /help lists them, //\(word) says it",
                portuguese: "/\(word): esse comando não existe; /help lista os que existem, "
                    + "//\(word) o diz")
        }
        return Phrase(
            english: "/\(word): no such command; did you mean /\(nearest)?",
            portuguese: "/\(word): esse comando não existe; você quis dizer /\(nearest)?")
    }

    /// The word before what is looked for among the lines entered before.
    package static let searchWord = Phrase(english: "search", portuguese: "busca")

    package static func pasteQuestion(lines: Int, isCut: Bool) -> Phrase {
        Phrase(
            english: (isCut ? "too much was pasted; this is the beginning: " : "")
                + (lines == 1
                    ? "1 line pasted: Enter says it, Ctrl-C takes it out"
                    : "\(lines) lines pasted: Enter says them as one message, Ctrl-C takes them out"),
            portuguese: (isCut ? "foi colado demais; este é o começo: " : "")
                + (lines == 1
                    ? "1 linha colada: Enter a diz, Ctrl-C a retira"
                    : "\(lines) linhas coladas: Enter as diz como uma só mensagem, Ctrl-C as retira")
        )
    }

    /// The same where there is room for a few words.
    package static let briefPasteQuestion = Phrase(
        english: "Enter or Ctrl-C? ", portuguese: "Enter ou Ctrl-C? ")

    package static let pasteUnfinished = Phrase(
        english: "a paste has begun and does not end; Ctrl-C ends it",
        portuguese: "uma colagem começou e não termina; Ctrl-C a encerra")

    package static let nothingToClear = Phrase(
        english: "/clear: there is no screen to clear here",
        portuguese: "/clear: aqui não há tela para limpar")

    package static let eventNotUnderstood = Phrase(
        english: "the daemon sent something that cannot be read; it is left out",
        portuguese: "o serviço enviou algo que não se pode ler; isso fica de fora")

    package static let nobodyIsHere = Phrase(
        english: "nobody is here; to enter, type: talkroom",
        portuguese: "não há ninguém aqui; para entrar, digite: talkroom")

    // MARK: On the way out

    package static func roomClosed(_ path: String) -> Phrase {
        Phrase(
            english: "\(path): the room was closed; try again later",
            portuguese: "\(path): a sala foi fechada; tente mais tarde")
    }

    package static func withoutReceipt(_ count: Int) -> Phrase {
        Phrase(
            english: count == 1
                ? "1 message is without a receipt; it may not have been said"
                : "\(count) messages are without a receipt; they may not have been said",
            portuguese: count == 1
                ? "1 mensagem ficou sem recibo; talvez não tenha sido dita"
                : "\(count) mensagens ficaram sem recibo; talvez não tenham sido ditas")
    }

    package static func inputLine(_ number: Int, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "line \(number): \(reason.english)",
            portuguese: "linha \(number): \(reason.portuguese)")
    }

    package static let nobodyGotIt = Phrase(
        english: "nobody else is here and the room keeps nothing; nobody got it",
        portuguese: "não há mais ninguém aqui e a sala não guarda nada; ninguém recebeu")

    package static func inputFailed(_ reason: Phrase) -> Phrase {
        Phrase(
            english: "standard input: \(reason.english)",
            portuguese: "entrada padrão: \(reason.portuguese)")
    }

    package static func outputFailed(_ reason: Phrase) -> Phrase {
        Phrase(
            english: "standard output: \(reason.english)",
            portuguese: "saída padrão: \(reason.portuguese)")
    }
}
