package import TalkProtocol

extension Person {
    /// Who it is, and for how long they have been idle: a line of `talkroom who`.
    package func shown(in language: Language) -> String {
        Phrase.person(self).text(in: language)
    }
}
