import TalkProtocol

/// One session's place in the shared log, and the bytes meant for it alone.
struct Reader: Sendable {
    /// Bytes for one session, to stand where the log was when they became due.
    private struct Splice: Sendable {
        let at: UInt64
        var bytes: ArraySlice<UInt8>
    }

    let dialect: Dialect
    /// The offset of the next byte to be sent from the log.
    private(set) var cursor: UInt64
    /// Where its stream ends, once it has left; what comes then is for the others.
    private(set) var end: UInt64?
    private var splices: [Splice] = []
    private var spliceBytes = 0
    /// Whether somebody is sending to it.
    var isClaimed = true
    /// The socket was full; it is asked again when it says that there is room.
    var isBlocked = false
    /// It was found too slow, and told so or about to be.
    var isOverdue = false
    /// Nothing more becomes due: the peer takes nothing, or the session ends for being too slow.
    private(set) var isGivenUp = false
    /// What is left of the event that was cut in the middle when the session was given up.
    private var restOfEvent: [UInt8] = []

    init(dialect: Dialect, cursor: UInt64) {
        self.dialect = dialect
        self.cursor = cursor
    }

    /// Bytes that are due and not yet taken.
    func undeliveredBytes(in log: DeliveryLog) -> Int {
        Int((end ?? log.head) - cursor) + spliceBytes
    }

    /// Makes `bytes`, a whole event, due after all that is due already.
    mutating func splice(_ bytes: [UInt8], in log: DeliveryLog) {
        splices.append(Splice(at: log.head, bytes: bytes[...]))
        spliceBytes += bytes.count
    }

    /// Lets nothing more become due than is due now.
    mutating func finish(in log: DeliveryLog) {
        end = log.head
    }

    /// The bytes to send next.
    func dueBytes(in log: DeliveryLog) -> [UInt8] {
        guard !isGivenUp else { return restOfEvent }
        let end = min(end ?? log.head, cursor + UInt64(Limits.maxSendBytes))
        var bytes: [UInt8] = []
        var offset = cursor
        for splice in splices where splice.at <= end {
            if bytes.count >= Limits.maxSendBytes { return bytes }
            bytes += log.bytes(from: offset, to: splice.at)
            bytes += splice.bytes
            offset = splice.at
        }
        if bytes.isEmpty { return log.bytes(from: offset, to: end) }
        bytes += log.bytes(from: offset, to: end)
        return bytes
    }

    /// Moves over `count` of the bytes that were due.
    mutating func advance(by count: Int) {
        if isGivenUp {
            restOfEvent.removeFirst(min(count, restOfEvent.count))
            return
        }
        var left = count
        while left > 0 { left -= step(by: left) }
    }

    /// Moves over the next splice, or over the log up to it.
    private mutating func step(by count: Int) -> Int {
        guard let splice = splices.first else {
            cursor += UInt64(count)
            return count
        }
        if cursor < splice.at {
            let taken = min(count, Int(splice.at - cursor))
            cursor += UInt64(taken)
            return taken
        }
        let taken = min(count, splice.bytes.count)
        spliceBytes -= taken
        if taken == splice.bytes.count {
            splices.removeFirst()
        } else {
            splices[0].bytes.removeFirst(taken)
        }
        return taken
    }

    /// Ends the stream before its due bytes are delivered, but not in the middle of an event.
    ///
    /// Only while nobody is sending to it, or by who is: else the cursor does not say what was sent.
    mutating func giveUp(in log: DeliveryLog) {
        restOfEvent = rest(in: log)
        isGivenUp = true
        splices = []
    }

    private func rest(in log: DeliveryLog) -> [UInt8] {
        guard let splice = splices.first, splice.at == cursor else {
            return log.restOfBlock(at: cursor)
        }
        let isCut = splice.bytes.startIndex > 0
        return isCut ? Array(splice.bytes) : []
    }
}
