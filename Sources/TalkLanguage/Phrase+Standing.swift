/// What the daemon tells the service manager, which shows it to the operator.
extension Phrase {
    package static func standing(here: Int, lastSeq: UInt64) -> Phrase {
        let (sessions, sessoes) = here == 1 ? ("session", "sessão") : ("sessions", "sessões")
        let said = lastSeq == 0 ? "nothing said yet" : "last message \(lastSeq)"
        let dito = lastSeq == 0 ? "nada dito ainda" : "última mensagem \(lastSeq)"
        return Phrase(
            english: "\(here) \(sessions) here, \(said)",
            portuguese: "\(here) \(sessoes) aqui, \(dito)")
    }

    package static let readingConfiguration = Phrase(
        english: "reading the configuration", portuguese: "lendo a configuração")
    package static let configurationIsWrong = Phrase(
        english: "the configuration is wrong, the one before it holds; see the log",
        portuguese: "a configuração está errada, vale a anterior; veja o registro do serviço")
    package static let closing = Phrase(english: "closing", portuguese: "encerrando")
}
