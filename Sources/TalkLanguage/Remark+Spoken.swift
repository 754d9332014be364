import TalkProtocol
import TalkText

extension Remark {
    /// The line as it is read aloud: who spoke comes first, in words alone.
    ///
    /// - Parameters:
    ///   - isOwn: We said it ourselves.
    ///   - isMention: It mentions us.
    package func spoken(in language: Language, isOwn: Bool, isMention: Bool) -> String {
        phrase(isOwn: isOwn, isMention: isMention).text(in: language)
    }

    private func phrase(isOwn: Bool, isMention: Bool) -> Phrase {
        switch self {
        case .said(let speaker, .plain, let text), .said(let speaker, .redacted, let text):
            isOwn ? .youSaid(text.string) : .says(speaker.shown, text.string, mentions: isMention)
        case .said(let speaker, .action, let text):
            isOwn ? .youDid(text.string) : .does(speaker.shown, text.string)
        case .said(let speaker, .wall, let text):
            isOwn ? .youWalled(text.string) : .walls(speaker.shown, text.string)
        case .told(let speaker, let to, let text):
            isOwn ? .youTold(to, text.string) : .tellsYou(speaker.shown, text.string)
        case .notice(let text): .noticed(text.string)
        }
    }
}
