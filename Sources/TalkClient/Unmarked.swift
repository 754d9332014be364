import TalkProtocol

/// What a program sent of which nobody here can tell the answer: lines that only a later daemon can read, a
/// second message under one id. They count as received once a ping of our own, sent after them, is answered.
struct Unmarked {
    /// So many pings without an answer are enough.
    static let maxPings = 1024

    private var fresh = 0
    private var waiting: [(ping: MessageID, count: Int)] = []
    private var lost = 0

    /// How many may not have been taken.
    var count: Int { fresh + lost + waiting.reduce(0) { $0 + $1.count } }

    /// Whether no more are to be sent before there is an answer.
    var isFull: Bool { waiting.count >= Self.maxPings }

    /// One more was sent.
    mutating func add() {
        fresh += 1
    }

    /// A ping with this id goes after those sent so far.
    ///
    /// - Returns: Whether there are any that need it.
    mutating func mark(_ ping: MessageID?) -> Bool {
        guard fresh > 0, let ping else { return false }
        waiting.append((ping, fresh))
        fresh = 0
        return true
    }

    /// A pong came: the daemon answers in order, so all before it were taken.
    ///
    /// - Returns: Whether it answers one of our pings.
    mutating func take(pong id: MessageID) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.ping == id }) else { return false }
        waiting.removeFirst(index + 1)
        return true
    }

    /// All that were sent were taken.
    mutating func takeAll() {
        fresh = 0
        waiting = []
    }

    /// The connection was lost: of those without an answer nobody will ever know.
    mutating func lose() {
        let count = self.count
        takeAll()
        lost = count
    }
}
