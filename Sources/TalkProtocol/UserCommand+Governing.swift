/// What operators type, and what everybody may ask about it.
extension UserCommand {
    /// What takes the topic away, typed in its place.
    package static let noTopic = "-"

    /// A command of operators, or one that asks for what they did.
    static func governing(_ word: Word, _ rest: String) -> UserCommand {
        switch word {
        case .topic where rest.isEmpty: return .topic
        case .topic: return .act(Request.Act(.topic, text: rest == noTopic ? "" : rest))
        case .redact:
            // A larger one could not be asked for in JSON, and stands for nothing.
            guard rest.first?.isNumber == true, let seq = Int64(rest) else {
                return .incomplete(.redact)
            }
            return .act(Request.Act(.redact, seq: UInt64(seq)))
        case .dismiss: return onSomebody(.dismiss, rest, else: word)
        case .mute: return onSomebody(.mute, rest, else: word)
        case .ban: return onSomebody(.ban, rest, else: word)
        case .lift: return onSomebody(.lift, rest, else: word)
        default: return .acts
        }
    }

    /// `WHO [TIME] [REASON]`; the time only where there is one to give.
    private static func onSomebody(
        _ kind: ActKind, _ rest: String, else word: Word
    ) -> UserCommand {
        let (to, after) = rest[...].splitAtSpace
        guard !to.isEmpty else { return .incomplete(word) }
        var act = Request.Act(kind, to: String(to), text: after.isEmpty ? nil : after)
        if kind == .mute || kind == .ban {
            let (first, reason) = after[...].splitAtSpace
            if TimeSpan.isMistyped(first, before: reason[...].splitAtSpace.0) {
                // For ever is not what somebody meant who mistyped a time.
                return .incomplete(word)
            }
            if let time = TimeSpan(first) {
                act.seconds = time.seconds
                act.text = reason.isEmpty ? nil : reason
            }
        }
        return .act(act)
    }
}
