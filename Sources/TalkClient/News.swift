import TalkLanguage
import TalkProtocol
import TalkText

/// A line that the user is shown, and what is known of it.
struct News: Hashable {
    let remark: Remark
    /// When it was said; nil for now.
    var time: Timestamp?
    /// We said it ourselves, here or in an earlier run.
    var isOwn = false
    /// It was said before we came.
    var isPast = false
    /// It tells of somebody's coming, going or name: worth a glance.
    var isPresence = false
    /// Somebody rings us: this is meant for the user, and now.
    var isRing = false
    /// Where in its text we are mentioned, in bytes of its UTF-8.
    var mentions: [Range<Int>] = []

    init(_ remark: Remark) {
        self.remark = remark
    }

    /// As it is shown where there are only lines.
    var text: SafeText { remark.line }

    /// As it is read aloud.
    func spoken(in language: Language) -> SafeText {
        SafeText(sanitizing: remark.spoken(in: language, isOwn: isOwn, isMention: isMention))
    }

    /// Somebody else says it, and says it now.
    var isSpeechOfOthers: Bool { remark.speaker != nil && !isOwn && !isPast }

    /// It was said to everybody, the terminals too.
    var isWall: Bool {
        if case .said(_, .wall, _) = remark { true } else { false }
    }

    var isMention: Bool { !mentions.isEmpty }

    var isPrivate: Bool {
        if case .told = remark { true } else { false }
    }
}
