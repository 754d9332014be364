extension RoomDeed {
    /// What operators do.
    struct Act {
        let kind: String
        var to: String?
        var seconds: Int?
        var seq: Int?
        var text: String?
        var id: String?

        /// In the plain dialect.
        var line: String {
            switch kind {
            case "topic": "/topic " + (text?.isEmpty == false ? text ?? "" : "-")
            case "redact": "/redact \(seq ?? 0)"
            default:
                (["/\(kind)", to, seconds.map { "\($0)s" }, text] as [String?])
                    .compactMap(\.self).joined(separator: " ")
            }
        }

        /// The same, as it can be said in the plain dialect; nil when it cannot.
        var inPlain: Act? {
            var act = self
            act.id = nil
            act.text = text.map { $0.isEmpty ? $0 : RoomDeed.argument($0) }
            switch kind {
            case "topic": break
            case "redact": act.text = nil
            default:
                guard let to, !to.isEmpty, RoomDeed.isLine(to) else { return nil }
                // There, it is a word of the reason, or mistyped.
                if let seconds, !Self.seconds.contains(seconds) { return nil }
                if act.text?.isEmpty == true { act.text = nil }
            }
            return act
        }

        /// How long a mute or a ban may be.
        static let seconds = 1...3650 * 86_400
    }
}
