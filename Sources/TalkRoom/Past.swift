package import TalkProtocol
package import TalkText

/// What was said before the room opened, as far as it matters for what is said next.
package struct Past: Sendable {
    /// Names the run of numbers; random, so that it never names another.
    package var ledger = SafeText(sanitizing: "")
    /// The last number said; 0 when nothing was.
    package var lastSeq: UInt64 = 0
    /// The first number still kept; ``lastSeq`` + 1 when none is.
    package var oldestSeq: UInt64 = 1
    private(set) var rememberedIDs = RememberedIDs(window: Limits.maxRememberedIDs)

    package init() {}

    /// Remembers something that was said; the oldest first.
    package mutating func recall(_ said: Said) {
        rememberedIDs.remember(said)
    }
}
