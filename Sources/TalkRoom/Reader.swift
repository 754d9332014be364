import TalkProtocol

/// One session's place in the shared log.
///
/// Plain bits, because every pass looks at everybody's: what only few have is in ``PrivateBytes``.
struct Reader: Sendable {
    let session: SessionID
    let uid: UInt32
    let dialect: Dialect
    /// The offset of the next byte to be sent from the log.
    var cursor: UInt64
    /// Where its stream ends, once it has left; what comes then is for the others.
    private(set) var end = UInt64.max
    /// How many bytes are due to it alone.
    var privateBytes = 0
    /// False once its session has gone: its place is free.
    private(set) var isOpen = true
    /// Whether somebody is sending to it.
    var isClaimed = true
    /// Its own thread waits for the claim.
    var isAwaited = false
    /// The socket was full; it is asked again when it says that there is room.
    var isBlocked = false
    /// It was found too slow, and told so or about to be.
    var isOverdue = false
    /// Nothing more becomes due: the peer takes nothing, or the session ends for being too slow.
    var isGivenUp = false

    init(session: SessionID, uid: UInt32, dialect: Dialect, cursor: UInt64) {
        self.session = session
        self.uid = uid
        self.dialect = dialect
        self.cursor = cursor
    }

    /// Whether the log of a dialect is kept for it.
    func holdsLog(of dialect: Dialect) -> Bool {
        isOpen && !isGivenUp && self.dialect == dialect
    }

    /// The session has gone, and holds nothing any more.
    mutating func close() {
        isOpen = false
    }

    /// Bytes that are due and not yet taken.
    ///
    /// - Parameter head: That of its dialect's log.
    func undeliveredBytes(head: UInt64) -> Int {
        Int(lastOffset(head: head) - cursor) + privateBytes
    }

    /// Where what is due to it ends.
    func lastOffset(head: UInt64) -> UInt64 { min(end, head) }

    /// Lets nothing more become due than is due now.
    mutating func finish(head: UInt64) {
        end = head
    }
}
