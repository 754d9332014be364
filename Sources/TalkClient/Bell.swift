/// When the terminal's bell rings, and that it does not ring too often.
struct Bell {
    /// What it rings for; each one for what those before it ring for, too.
    enum Occasion: String, Hashable, Sendable, CaseIterable {
        case off
        /// Our name; and rings and walls, which are for us too.
        case mentions
        /// Private messages.
        case `private`
        /// Whatever somebody says.
        case all
    }

    /// Between two rings; what comes in between is not rung for later.
    static let pauseMilliseconds: Int64 = 1000

    private var lastRing: Int64?

    /// Whether to ring for something that is shown now.
    ///
    /// - Parameters:
    ///   - occasion: What the user wants it to ring for.
    ///   - now: Milliseconds of a clock that only goes forward.
    mutating func rings(for news: News, on occasion: Occasion, at now: Int64) -> Bool {
        guard news.isSpeechOfOthers || news.isRing, Self.isOccasion(news, for: occasion) else {
            return false
        }
        if let lastRing, now - lastRing < Self.pauseMilliseconds { return false }
        lastRing = now
        return true
    }

    private static func isOccasion(_ news: News, for occasion: Occasion) -> Bool {
        switch occasion {
        case .off: return false
        case .mentions: return news.isMention || news.isRing || news.isWall
        case .private: return isOccasion(news, for: .mentions) || news.isPrivate
        case .all: return true
        }
    }
}
