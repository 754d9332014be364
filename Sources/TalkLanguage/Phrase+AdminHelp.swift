/// What `talkroom admin --help` says of each act.
extension Phrase {
    package static let actsHeading = Phrase(english: "Acts:", portuguese: "Atos:")
    package static let actValue = Phrase(english: "ACT", portuguese: "ATO")
    package static let numberValue = Phrase(english: "NUMBER", portuguese: "NÚMERO")

    // What stands for the words of `talkroom admin`, and of each act.
    package static let adminWords = Phrase(
        english: "ACT [WORD ...]", portuguese: "ATO [PALAVRA ...]")
    package static let whoAndReason = Phrase(
        english: "WHO [REASON ...]", portuguese: "QUEM [MOTIVO ...]")
    package static let whoTimeAndReason = Phrase(
        english: "WHO [TIME] [REASON ...]", portuguese: "QUEM [TEMPO] [MOTIVO ...]")
    package static let topicWords = Phrase(english: "[TEXT ...]", portuguese: "[TEXTO ...]")

    package static let dismissMeaning = Phrase(
        english: "end the account's sessions", portuguese: "encerra as sessões da conta")
    package static let muteMeaning = Phrase(
        english: "let the account say nothing, for a TIME (30s, 10m, 2h, 3d, 1w) or until lifted",
        portuguese:
            "não deixa a conta dizer nada, por um TEMPO (30s, 10m, 2h, 3d, 1w) ou até o lift")
    package static let banMeaning = Phrase(
        english: "end its sessions, and let it not come in, for a TIME or until lifted",
        portuguese: "encerra as sessões da conta e não a deixa entrar, por um TEMPO ou até o lift")
    package static let liftMeaning = Phrase(
        english: "take the mute and the ban back", portuguese: "desfaz o mute e o ban")
    package static let topicMeaning = Phrase(
        english: "show the topic, or set it; - takes it away",
        portuguese: "mostra o assunto, ou o define; - o retira")
    package static let redactMeaning = Phrase(
        english: "take away what was said under that number (log --json has it as seq)",
        portuguese: "retira o que foi dito com esse número (log --json o mostra em seq)")
    package static let adminWhoMeaning = Phrase(
        english: "show every session, and all that is known of it",
        portuguese: "mostra cada sessão, e tudo o que se sabe dela")
    package static let actsMeaning = Phrase(
        english: "show who did what, and what is in force; everybody may",
        portuguese: "mostra quem fez o quê, e o que está em vigor; todos podem")
}
