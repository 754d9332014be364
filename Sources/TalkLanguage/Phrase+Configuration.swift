/// What the keys of the configuration mean, as talkroom.conf(5) has it, and the example of all of them.
extension Phrase {
    package static let exampleHeading = Phrase(
        english: "talkroom.conf: how talkroomd holds the room. Every key is here with its "
            + "default; take the # in front of one away to set it. talkroom.conf(5) says more, "
            + "and talkroomd --check says what is wrong.",
        portuguese: "talkroom.conf: como o talkroomd mantém a sala. Todas as chaves estão aqui "
            + "com seu padrão; tire o # da frente de uma para defini-la. talkroom.conf(5) diz "
            + "mais, e talkroomd --check diz o que está errado.")

    package static func mustBe(_ expected: Phrase) -> Phrase {
        Phrase(
            english: "Must be \(expected.english).", portuguese: "Deve ser \(expected.portuguese)."
        )
    }

    package static let sessionsKey = Phrase(
        english: "Sessions in all, as far as descriptors allow.",
        portuguese: "Sessões ao todo, até onde os descritores permitem.")
    package static let sessionsPerAccountKey = Phrase(
        english: "Sessions of one account.", portuguese: "Sessões de uma conta.")
    package static let paceKey = Phrase(
        english: "Messages a second of one account, over all its sessions; one that is over its "
            + "allowance is read more slowly, and loses nothing.",
        portuguese: "Mensagens por segundo de uma conta, em todas as suas sessões; a que passa da "
            + "sua cota é lida mais devagar, e não perde nada.")
    package static let burstKey = Phrase(
        english: "Messages that an account may say at once before pace holds.",
        portuguese: "Mensagens que uma conta pode dizer de uma vez antes que pace valha.")
    package static let backlogKey = Phrase(
        english: "Things said that a newcomer is shown who does not ask for another number.",
        portuguese: "Quantas mensagens são mostradas a quem chega e não pede outro número.")
    package static let historyKey = Phrase(
        english: "Where what was said is remembered: on the disk, in memory until the daemon "
            + "stops, or nowhere.",
        portuguese: "Onde se lembra o que foi dito: em disco, na memória até o serviço parar, ou "
            + "em lugar nenhum.")
    package static let syncKey = Phrase(
        english: "When what was said is on the disk: off leaves the moment to the kernel; with "
            + "batch it is there before anybody is sent it.",
        portuguese: "Quando o que foi dito está em disco: off deixa o momento para o kernel; com "
            + "batch está lá antes de ser enviado a alguém.")
    package static let retentionDaysKey = Phrase(
        english: "Days for which what was said is kept.",
        portuguese: "Por quantos dias se guarda o que foi dito.")
    package static let retentionBytesKey = Phrase(
        english: "Bytes on the disk that are kept.",
        portuguese: "Quantos bytes se guardam em disco.")
    package static let allowKey = Phrase(
        english: "Whose members may come in; empty for everyone.",
        portuguese: "De que grupos os membros podem entrar; vazio para todos.")
    package static let operatorsKey = Phrase(
        english: "Whose members are operators, as root always is.",
        portuguese: "De que grupos os membros são operadores, como root sempre é.")
    package static let ringKey = Phrase(
        english: "Who may ring somebody, in the room and at their terminals.",
        portuguese: "Quem pode chamar alguém, na sala e nos seus terminais.")
    package static let wallKey = Phrase(
        english: "Who may say something to everybody, at the terminals, too.",
        portuguese: "Quem pode dizer algo a todos, também nos terminais.")
    package static let languageKey = Phrase(
        english: "The language of the greeting, of the plain dialect and of the text of errors.",
        portuguese: "O idioma da saudação, do dialeto simples e do texto dos erros.")

    /// - Parameters:
    ///   - usual: Whose process it becomes when nobody is named.
    ///   - last: Whose, where that account is missing.
    package static func userKey(_ usual: String, _ last: String) -> Phrase {
        Phrase(
            english: "Whose process talkroomd becomes when root starts it. Unless it is set: "
                + "\(usual), or \(last) where that account is missing.",
            portuguese: "De quem se torna o processo do talkroomd quando root o inicia. Se não "
                + "for definida: \(usual), ou \(last) onde essa conta falta.")
    }
}
