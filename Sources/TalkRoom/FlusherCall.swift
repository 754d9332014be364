import TalkProtocol

/// When the flusher must be woken, and who waits for it.
struct FlusherCall: Sendable {
    /// Something became due that nobody has looked at.
    var hasNews = false
    /// True while the flusher sleeps; who makes something due then must wake it.
    var isAsleep = false
    /// The logs' heads when somebody last looked.
    var lookedAtHead: [UInt64] = Dialect.allCases.map { _ in 0 }
    /// Bytes that became due to sessions alone since then.
    var splicedBytes = 0
    /// Somebody waits for the flusher to look at them.
    var isSpliceAwaited = false
    /// When something was last said, on the clock that only goes forward.
    var lastSpeechMilliseconds: Int64 = -Limits.quietMilliseconds
    /// Nothing had been said for a while before what was said just now.
    var isQuiet = false
}
