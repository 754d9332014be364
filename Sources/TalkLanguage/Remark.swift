package import TalkProtocol
package import TalkText

/// A line of what a person is told of the room.
package enum Remark: Hashable, Sendable {
    /// Something said or done in the room: `ada: hello`, `* ada waves`.
    case said(Speaker, Request.Style, SafeText)
    /// A private message: `ada -> wren: hello`.
    case told(Speaker, to: String, SafeText)
    /// What nobody can type: what is said begins with a name, and no name begins with `-`.
    case notice(SafeText)

    /// What stands before the text: who speaks, or the mark of a notice.
    package var lead: String {
        switch self {
        case .said(let speaker, .plain, _): "\(speaker.shown): "
        case .said(let speaker, .redacted, _): "\(speaker.shown): "
        case .said(let speaker, .action, _): "* \(speaker.shown) "
        case .said(let speaker, .wall, _): "\(speaker.shown) [wall]: "
        case .told(let speaker, let to, _): "\(speaker.shown) -> \(to): "
        case .notice: "-- "
        }
    }

    package var text: SafeText {
        switch self {
        case .said(_, _, let text), .told(_, _, let text), .notice(let text): text
        }
    }

    package var line: SafeText { SafeText(SafeText(sanitizing: lead), followedBy: text) }

    /// Who said it; nil for a notice.
    package var speaker: Speaker? {
        switch self {
        case .said(let speaker, _, _), .told(let speaker, _, _): speaker
        case .notice: nil
        }
    }
}
