/// What `talkroom-bench` says while it measures.
extension Phrase {
    /// The program looked for is none of those in `PATH`.
    package static func benchNotInstalled(_ contender: String) -> Phrase {
        Phrase(english: "\(contender): not installed", portuguese: "\(contender): não instalado")
    }

    package static func benchFound(_ contender: String, at path: String) -> Phrase {
        Phrase(english: "\(contender): \(path)", portuguese: "\(contender): \(path)")
    }

    package static func benchNotAsked(
        _ contenders: [String], question: Phrase, reason: Phrase
    ) -> Phrase {
        let names = contenders.joined(separator: ", ")
        return Phrase(
            english: "\(question.english): without \(names): \(reason.english)",
            portuguese: "\(question.portuguese): sem \(names): \(reason.portuguese)")
    }

    package static let benchAnnouncesNothing = Phrase(
        english: "no such announcement of who comes", portuguese: "não há tal aviso de quem entra")
    package static let benchSlowUnknown = Phrase(
        english: "it is not known that slow readers are ended",
        portuguese: "não se sabe se leitores lentos são encerrados")
    package static let benchNoClient = Phrase(
        english: "no client that says one line and ends",
        portuguese: "não há cliente que diga uma linha e termine")
    package static let benchNoLedger = Phrase(
        english: "what was said is kept on no disk",
        portuguese: "o que foi dito não fica em disco")

    package static let benchNoTerminal = Phrase(
        english: "no client of its own at a terminal",
        portuguese: "não há cliente próprio num terminal")

    package static let benchNoPace = Phrase(
        english: "it keeps no account to a pace",
        portuguese: "não impõe ritmo a conta nenhuma")

    package static let benchNeedsRoot = Phrase(
        english: "needs root, who alone can be several accounts",
        portuguese: "precisa do root, o único que pode ser várias contas")

    package static func benchTooManyClients(_ contender: String, clients: Int) -> Phrase {
        Phrase(
            english: "\(contender): cannot have \(clients) "
                + "\(clients == 1 ? "client" : "clients") here",
            portuguese: "\(contender): não pode ter \(clients) "
                + "\(clients == 1 ? "cliente" : "clientes") aqui")
    }

    /// - Parameter question: The scenario and its number of clients.
    package static func benchFault(
        _ contender: String, question: Phrase, reason: Phrase
    ) -> Phrase {
        Phrase(
            english: "\(contender), \(question.english): \(reason.english)",
            portuguese: "\(contender), \(question.portuguese): \(reason.portuguese)")
    }

    package static func benchRound(_ question: Phrase, round: Int, of rounds: Int) -> Phrase {
        Phrase(
            english: "\(question.english), round \(round) of \(rounds)",
            portuguese: "\(question.portuguese), rodada \(round) de \(rounds)")
    }

    package static func benchDisturbed(_ question: Phrase, percent: Int) -> Phrase {
        Phrase(
            english: "\(question.english): meanwhile other programs took \(percent) % of the "
                + "machine, so trust it less",
            portuguese: "\(question.portuguese): enquanto isso outros programas ocuparam "
                + "\(percent) % da máquina; confie menos")
    }

    package static func benchQuestion(_ scenario: String, clients: Int) -> Phrase {
        Phrase(
            english: "\(scenario), \(clients) \(clients == 1 ? "client" : "clients")",
            portuguese: "\(scenario), \(clients) \(clients == 1 ? "cliente" : "clientes")")
    }

    package static func benchRounds(_ rounds: Int) -> Phrase {
        Phrase(
            english: rounds == 1 ? "1 round" : "medians of \(rounds) rounds",
            portuguese: rounds == 1 ? "1 rodada" : "medianas de \(rounds) rodadas")
    }

    /// How to read a line of the table.
    package static let benchColumns = Phrase(
        english: "Each figure: median (least–most), and talkroom's divided by it.",
        portuguese: "Cada medida: mediana (menor–maior), e a do talkroom dividida por ela.")
    package static let benchDeliveries = Phrase(
        english: "deliveries a second", portuguese: "entregas por segundo")
    package static let benchDeliveryCPU = Phrase(
        english: "server CPU for one", portuguese: "CPU do servidor por entrega")
    package static let benchLatencyMedian = Phrase(english: "p50", portuguese: "p50")
    package static let benchLatencyTail = Phrase(english: "p99", portuguese: "p99")
    package static let benchTime = Phrase(english: "time", portuguese: "tempo")
    package static let benchServerCPU = Phrase(
        english: "server CPU", portuguese: "CPU do servidor")
    package static let benchClientMemory = Phrase(
        english: "memory a client", portuguese: "memória por cliente")
    package static let benchWakeUps = Phrase(
        english: "wake-ups a second", portuguese: "vezes que acorda por segundo")
    package static let benchIdleCPU = Phrase(
        english: "server CPU a second", portuguese: "CPU do servidor por segundo")
    package static let benchKeptDeliveries = Phrase(
        english: "deliveries, with to without", portuguese: "entregas, com por sem")
    package static let benchKeptTail = Phrase(
        english: "p99, with to without", portuguese: "p99, com por sem")
    package static let benchSlowEnded = Phrase(
        english: "slow readers ended", portuguese: "lentos encerrados")
    package static let benchSlowTold = Phrase(
        english: "told to the others", portuguese: "anunciados aos outros")
    package static let benchPeakMemory = Phrase(
        english: "most memory", portuguese: "memória máxima")
    package static let benchDaemonStart = Phrase(
        english: "from exec to greeting", portuguese: "do exec à saudação")
    package static let benchManyToFew = Phrase(
        english: "many to few messages", portuguese: "muitas por poucas mensagens")
    package static let benchSendToNetcat = Phrase(
        english: "send to nc -N -U", portuguese: "send por nc -N -U")
    package static let benchLogToTail = Phrase(english: "log to tail", portuguese: "log por tail")
    package static let benchDeliveriesToOff = Phrase(
        english: "to those with history=off", portuguese: "pelas com history=off")

    package static let benchKeyWrites = Phrase(
        english: "writes a key", portuguese: "writes por tecla")
    package static let benchMostKeyWrites = Phrase(
        english: "most for one key", portuguese: "máximo para uma tecla")
    package static let benchMessageCPU = Phrase(
        english: "client CPU for a message", portuguese: "CPU do cliente por mensagem")
    package static let benchOwnMemory = Phrase(
        english: "client memory", portuguese: "memória do cliente")

    package static let benchTailToControl = Phrase(
        english: "p99, attack to control", portuguese: "p99, ataque por controle")
    package static let benchPeakGroupMemory = Phrase(
        english: "with the kernel's (cgroup)", portuguese: "com a do kernel (cgroup)")
    package static let benchPeakToCeiling = Phrase(
        english: "of what it may hold", portuguese: "do que pode ocupar")
    package static let benchAttackLines = Phrase(
        english: "attacker's lines a second", portuguese: "linhas do atacante por segundo")
    package static let benchAttackConnections = Phrase(
        english: "its connections a second", portuguese: "suas conexões por segundo")

    package static func benchDiffers(_ listener: Int) -> Phrase {
        Phrase(
            english: "listener \(listener) got something else than the others",
            portuguese: "o ouvinte \(listener) recebeu algo diferente dos outros")
    }

    package static let benchMangled = Phrase(
        english: "a message arrived that was not sent so",
        portuguese: "chegou uma mensagem que não foi enviada assim")

    package static func benchLost(_ publisher: Int, _ number: Int) -> Phrase {
        Phrase(
            english: "message \(number) of publisher \(publisher) is missing",
            portuguese: "falta a mensagem \(number) do autor \(publisher)")
    }

    package static func benchRepeated(_ publisher: Int, _ number: Int) -> Phrase {
        Phrase(
            english: "message \(number) of publisher \(publisher) arrived again",
            portuguese: "a mensagem \(number) do autor \(publisher) chegou de novo")
    }

    package static let benchMalformed = Phrase(
        english: "it does not speak its protocol", portuguese: "não fala o protocolo esperado")
    package static let benchClosed = Phrase(
        english: "it closed a connection", portuguese: "fechou uma conexão")
    package static let benchStalled = Phrase(
        english: "something that was owed never arrived",
        portuguese: "algo que era devido nunca chegou")

    package static let benchUnshown = Phrase(
        english: "messages did not appear on the terminal",
        portuguese: "há mensagens que não apareceram no terminal")

    package static func benchUnanswered(_ complaint: String) -> Phrase {
        let rest = complaint.isEmpty ? "" : ": \(complaint)"
        return Phrase(
            english: "it does not answer\(rest)", portuguese: "não responde\(rest)")
    }
}
