import TalkProtocol

/// What the program says where it is called by an old name.
extension Phrase {
    package static let userValue = Phrase(english: "USER", portuguese: "USUÁRIO")
    package static let groupValue = Phrase(english: "GROUP", portuguese: "GRUPO")
    package static let classicWallWords = Phrase(
        english: "[FILE | MESSAGE ...]", portuguese: "[ARQUIVO | MENSAGEM ...]")
    package static let classicCallWords = Phrase(
        english: "USER [TERMINAL]", portuguese: "USUÁRIO [TERMINAL]")

    package static let classicWallSummary = Phrase(
        english: "Write a message to everybody: in the room, and at the terminals. It is MESSAGE, "
            + "else what FILE or the input holds.",
        portuguese: "Escreve uma mensagem a todos: na sala e nos terminais. É MENSAGEM, senão o "
            + "que há em ARQUIVO ou na entrada.")
    package static let classicWriteSummary = Phrase(
        english: "Write what the input holds, once it ends (Ctrl-D), to one person.",
        portuguese: "Escreve o que há na entrada, quando ela termina (Ctrl-D), a uma pessoa.")
    package static let classicMesgSummary = Phrase(
        english: "Say whether others may write to this terminal: y (yes) or n (no). Without a "
            + "word, show it.",
        portuguese: "Diz se outros podem escrever neste terminal: y (sim) ou n (não). Sem palavra, "
            + "mostra.")
    package static let classicTalkSummary = Phrase(
        english: "Ring somebody, and enter the room to talk with them.",
        portuguese: "Chama alguém e entra na sala para conversar.")

    package static let noBannerOption = Phrase(
        english: "without the line that says who writes; for root",
        portuguese: "sem a linha que diz quem escreve; para root")
    package static let perTerminalOption = Phrase(
        english:
            "how long each terminal gets to take it (no more than \(Limits.maxTerminalSeconds))",
        portuguese:
            "quanto tempo cada terminal tem para receber (não mais que \(Limits.maxTerminalSeconds))"
    )
    package static let wallGroupOption = Phrase(
        english: "only to the members of GROUP", portuguese: "só aos membros de GRUPO")
    package static let explainOption = Phrase(
        english: "say what is done", portuguese: "diz o que é feito")

    package static func notPositive(_ value: String, option: String, most: Int) -> Phrase {
        Phrase(
            english: "\(option) \(value): not a number from 1 to \(most)",
            portuguese: "\(option) \(value): não é um número de 1 a \(most)")
    }

    package static func otherHost(_ host: String) -> Phrase {
        Phrase(
            english: "\(host) is not this host, and talkroom is for the people of one host",
            portuguese: "\(host) não é esta máquina, e o talkroom é para as pessoas de uma só")
    }

    /// A file that is to be read cannot be.
    package static func unreadableFile(_ path: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "\(path): \(reason.english)", portuguese: "\(path): \(reason.portuguese)")
    }

    package static let nothingToWrite = Phrase(
        english: "nothing was entered, so nothing is written",
        portuguese: "nada foi digitado, portanto nada é escrito")

    package static let nowTaken = Phrase(
        english: "others may write to this terminal",
        portuguese: "outros podem escrever neste terminal")
    package static let nowRefused = Phrase(
        english: "others may not write to this terminal",
        portuguese: "outros não podem escrever neste terminal")
    package static let noTerminal = Phrase(
        english: "there is no terminal here", portuguese: "não há terminal aqui")
    package static let notOfTerminalGroup = Phrase(
        english: "this terminal is not of the group tty, so its mode stays",
        portuguese: "este terminal não é do grupo tty, portanto seu modo fica como está")

    package static func modeFailed(_ reason: Phrase) -> Phrase {
        Phrase(
            english: "the mode of this terminal: \(reason.english)",
            portuguese: "o modo deste terminal: \(reason.portuguese)")
    }
}
