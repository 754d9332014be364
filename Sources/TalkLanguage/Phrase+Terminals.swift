package import TalkProtocol
import TalkText

/// What is told of rings, walls and who is at a terminal.
extension Phrase {
    static func rang(_ who: String) -> Phrase {
        Phrase(english: "\(who) rings you", portuguese: "\(who) está chamando você")
    }

    static func answered(_ who: String) -> Phrase {
        Phrase(
            english: "\(who), whom you rang, is in the room now",
            portuguese: "\(who), que você chamou, está na sala agora")
    }

    package static func lodger(_ lodger: Lodger) -> Phrase {
        let (who, count) = (lodger.account.string, lodger.terminals)
        let minutes = lodger.idleSeconds / 60
        let idle = minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h\(minutes % 60)m"
        let isOff = !lodger.takesMessages
        return Phrase(
            english: who + (count == 1 ? ", at a terminal" : ", at \(count) terminals")
                + (minutes == 0 ? "" : ", idle \(idle)") + (isOff ? ", messages off" : ""),
            portuguese: who + (count == 1 ? ", em um terminal" : ", em \(count) terminais")
                + (minutes == 0 ? "" : ", inativo há \(idle)")
                + (isOff ? ", mensagens desligadas" : ""))
    }

    package static func unreached(_ unreached: Unreached) -> Phrase {
        let (who, terminal) = (unreached.account.string, unreached.terminal.string)
        let (english, portuguese) =
            switch unreached.reason {
            case .blocked: ("it takes no more", "ele não aceita mais nada")
            case .gone: ("it has gone", "ele não existe mais")
            case .notPermitted:
                ("the daemon may not write to it", "o serviço não pode escrever nele")
            case .failed: ("writing to it failed", "a escrita nele falhou")
            }
        return Phrase(
            english: "\(terminal) of \(who) was not reached: \(english)",
            portuguese: "\(terminal) de \(who) não foi alcançado: \(portuguese)")
    }

    /// Whom a ring or a wall reached, and of how many.
    package static func reached(_ reached: Reached) -> Phrase {
        guard reached.allSessions + reached.allTerminals > 0 else {
            return nobody(reached.to?.string, at: reached.terminal?.string)
        }
        return Phrase(
            english: "reached \(english(reached))\(offInEnglish(reached.off))",
            portuguese: "\(portuguese(reached))\(offInPortuguese(reached.off))")
    }

    private static func nobody(_ who: String?, at terminal: String?) -> Phrase {
        guard let who else {
            return Phrase(
                english: "reached nobody: nobody else is here, or at a terminal",
                portuguese: "ninguém foi alcançado: não há mais ninguém aqui, nem em um terminal")
        }
        if let terminal {
            return Phrase(
                english: "reached nobody: \(who) is not at \(terminal)",
                portuguese: "ninguém foi alcançado: \(who) não está em \(terminal)")
        }
        return Phrase(
            english: "reached nobody: \(who) is not here, and at no terminal",
            portuguese: "ninguém foi alcançado: \(who) não está aqui, nem em um terminal")
    }

    private static func english(_ reached: Reached) -> String {
        var parts: [String] = []
        if reached.allSessions > 0 {
            let noun = reached.allSessions == 1 ? "session" : "sessions"
            parts.append("\(reached.sessions) of \(reached.allSessions) \(noun)")
        }
        if reached.allTerminals > 0 {
            let noun = reached.allTerminals == 1 ? "terminal" : "terminals"
            parts.append("\(reached.terminals) of \(reached.allTerminals) \(noun)")
        }
        return parts.joined(separator: " and ") + (reached.to.map { " of \($0)" } ?? "")
    }

    private static func offInEnglish(_ count: Int) -> String {
        count == 0 ? "" : count == 1 ? " (1 has messages off)" : " (\(count) have messages off)"
    }

    private static func portuguese(_ reached: Reached) -> String {
        var parts: [String] = []
        if reached.allSessions > 0 {
            let noun = reached.allSessions == 1 ? "sessão" : "sessões"
            parts.append("\(reached.sessions) de \(reached.allSessions) \(noun)")
        }
        if reached.allTerminals > 0 {
            let noun = reached.allTerminals == 1 ? "terminal" : "terminais"
            parts.append("\(reached.terminals) de \(reached.allTerminals) \(noun)")
        }
        return parts.joined(separator: " e ") + (reached.to.map { " de \($0)" } ?? "")
            + (reached.sessions + reached.terminals <= 1 ? " recebeu" : " receberam")
    }

    private static func offInPortuguese(_ count: Int) -> String {
        count == 0
            ? ""
            : count == 1
                ? " (1 está com as mensagens desligadas)"
                : " (\(count) estão com as mensagens desligadas)"
    }

    /// Whoever rang somebody at a terminal is told where they will be.
    ///
    /// - Parameter command: What enters the room.
    package static func toMeetThem(_ command: String) -> Phrase {
        Phrase(
            english: "to meet them in the room, type: \(command)",
            portuguese: "para encontrar essa pessoa na sala, digite: \(command)")
    }

    package static func callsUnanswered(_ count: Int) -> Phrase {
        Phrase(
            english: count == 1
                ? "1 ring, wall or act is without an answer; nothing may have come of it"
                : "\(count) rings, walls or acts are without an answer; nothing may have come of them",
            portuguese: count == 1
                ? "1 chamado, anúncio ou ato ficou sem resposta; talvez não tenha dado em nada"
                : "\(count) chamados, anúncios ou atos ficaram sem resposta; talvez não tenham dado "
                    + "em nada")
    }

    // MARK: mesg

    /// A line of the JSON dialect asks for what only the verb can do.
    package static let linesHandNothingOver = Phrase(
        english: "no terminal can be handed over by a line; use: talkroom mesg y",
        portuguese: "nenhum terminal pode ser entregue por uma linha; use: talkroom mesg y")

    package static let noMessagesForAccount = Phrase(
        english: "your account takes no messages at its terminals; to take them, type: "
            + "talkroom mesg y",
        portuguese: "sua conta não aceita mensagens nos terminais; para aceitar, digite: "
            + "talkroom mesg y")

    package static let noMessagesHere = Phrase(
        english: "this terminal takes no messages; to take them, type: talkroom mesg y",
        portuguese: "este terminal não aceita mensagens; para aceitar, digite: talkroom mesg y")

    package static let choiceNotKept = Phrase(
        english: "this could not be kept, and holds only until the daemon ends",
        portuguese: "isto não pôde ser guardado e só vale até o serviço terminar")

    /// Asked to let messages in, it cannot.
    package static let daemonMayNotWriteHere = Phrase(
        english: "the daemon may not write to this terminal",
        portuguese: "o serviço não pode escrever neste terminal")

    package static func notHandedOver(_ reason: Phrase) -> Phrase {
        Phrase(
            english: "this terminal could not be handed over: \(reason.english)",
            portuguese: "este terminal não pôde ser entregue: \(reason.portuguese)")
    }

    // MARK: What terminals are told

    /// A line that is written to somebody's terminal before the words of who calls.
    ///
    /// - Parameters:
    ///   - who: The account, the host behind it.
    ///   - time: On the host's clock: `14:03`.
    ///   - command: What enters the room.
    package static func ringsAtTerminal(_ who: String, time: String, command: String) -> Phrase {
        Phrase(
            english: "\(who) rings you at \(time); to answer: \(command)",
            portuguese: "\(who) chama você às \(time); para atender: \(command)")
    }

    /// The same in two lines, where nothing is said with it.
    package static func ringsAtTerminal(_ who: String, time: String) -> Phrase {
        Phrase(
            english: "\(who) rings you at \(time)", portuguese: "\(who) chama você às \(time)")
    }

    package static func toAnswer(_ command: String) -> Phrase {
        Phrase(
            english: "to answer, type: \(command)", portuguese: "para atender, digite: \(command)")
    }

    /// A line that is written to everybody's terminal before what is said.
    package static func wallAtTerminal(_ who: String, time: String) -> Phrase {
        Phrase(
            english: "\(who) to everybody, at \(time):",
            portuguese: "\(who) a todos, às \(time):")
    }

    /// The same, to a group.
    package static func wallAtTerminal(_ who: String, time: String, group: String) -> Phrase {
        Phrase(
            english: "\(who) to the group \(group), at \(time):",
            portuguese: "\(who) ao grupo \(group), às \(time):")
    }

    /// Whoever rang is told at their terminal that they are answered.
    package static func answeredAtTerminal(
        _ who: String, time: String, command: String
    ) -> Phrase {
        Phrase(
            english: "\(who), whom you rang, has been in the room since \(time); to go there, "
                + "type: \(command)",
            portuguese: "\(who), que você chamou, está na sala desde \(time); para ir até lá, "
                + "digite: \(command)")
    }
}
