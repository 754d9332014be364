package import TalkProtocol
import TalkText

extension Phrase {
    /// Why somebody does not come in: for how long, and whom to ask.
    package static func banned(_ act: Act) -> Phrase {
        let who = act.speaker.account
        let (english, portuguese) =
            act.until.map { (" until \($0.minute)", " até \($0.minute)") } ?? ("", "")
        let reason = act.text.isBlank ? "" : ": \(act.text)"
        return Phrase(
            english: "your account is banned\(english)\(reason); ask \(who)",
            portuguese: "sua conta está banida\(portuguese)\(reason); fale com \(who)")
    }
}
