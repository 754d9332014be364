import TalkProtocol

/// One session's place in the shared log, and the bytes meant for it alone.
struct Reader: Sendable {
    /// Bytes for one session, to stand where the log was when they became due.
    private struct Splice: Sendable {
        let at: UInt64
        var bytes: ArraySlice<UInt8>
    }

    let session: SessionID
    let dialect: Dialect
    /// The offset of the next byte to be sent from the log.
    private(set) var cursor: UInt64
    /// Where its stream ends, once it has left; what comes then is for the others.
    private(set) var end: UInt64?
    private var splices: [Splice] = []
    private var spliceBytes = 0
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
    private(set) var isGivenUp = false
    /// What is left of the line that was cut in the middle when the session was given up.
    private var restOfLine: ArraySlice<UInt8> = []

    init(session: SessionID, dialect: Dialect, cursor: UInt64) {
        self.session = session
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
        splices = []
        restOfLine = []
    }

    /// Bytes that are due and not yet taken.
    ///
    /// - Parameter head: That of its dialect's log.
    func undeliveredBytes(head: UInt64) -> Int {
        Int((end ?? head) - cursor) + spliceBytes
    }

    /// Makes `bytes`, a whole event, due after all that is due already.
    mutating func splice(_ bytes: [UInt8], head: UInt64) {
        guard !isGivenUp else { return }
        splices.append(Splice(at: end ?? head, bytes: bytes[...]))
        spliceBytes += bytes.count
    }

    /// Lets nothing more become due than is due now.
    mutating func finish(head: UInt64) {
        end = head
    }

    /// The bytes to send next, of a log that is sealed: nearly always a block's own, not copied.
    func dueBytes(in log: DeliveryLog) -> ArraySlice<UInt8> {
        guard !isGivenUp else { return restOfLine }
        let end = end ?? log.head
        if splices.isEmpty {
            let piece = log.piece(from: cursor, to: end)
            if cursor + UInt64(piece.count) == end { return piece }
        }
        return gatheredBytes(in: log, to: end)[...]
    }

    /// What lies in several blocks, and what stands between: for a laggard, and for who is answered.
    private func gatheredBytes(in log: DeliveryLog, to end: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var offset = cursor
        for splice in splices {
            log.append(from: &offset, to: splice.at, upTo: Limits.maxSendBytes, to: &bytes)
            guard offset == splice.at, bytes.count < Limits.maxSendBytes else { return bytes }
            bytes += splice.bytes
        }
        log.append(from: &offset, to: end, upTo: Limits.maxSendBytes, to: &bytes)
        return bytes
    }

    /// Moves over `count` of the bytes that were due.
    mutating func advance(by count: Int) {
        if isGivenUp {
            restOfLine = restOfLine.dropFirst(count)
        } else if splices.isEmpty {
            cursor += UInt64(count)
        } else {
            advanceOverSplices(by: count)
        }
    }

    private mutating func advanceOverSplices(by count: Int) {
        var left = count
        var passed = 0
        while left > 0, passed < splices.count {
            let toSplice = min(left, Int(splices[passed].at - cursor))
            cursor += UInt64(toSplice)
            let taken = min(left - toSplice, splices[passed].bytes.count)
            splices[passed].bytes.removeFirst(taken)
            spliceBytes -= taken
            left -= toSplice + taken
            if !splices[passed].bytes.isEmpty { break }
            passed += 1
        }
        splices.removeFirst(passed)
        cursor += UInt64(left)
    }

    /// Ends the stream before its due bytes are delivered, but not in the middle of a line.
    ///
    /// Only while nobody is sending to it, or by who is: else the cursor does not say what was sent.
    mutating func giveUp(in log: inout DeliveryLog) {
        // Once: the log does not keep for it what lies at its cursor.
        guard !isGivenUp else { return }
        restOfLine = rest(in: &log)
        isGivenUp = true
        splices = []
        spliceBytes = 0
    }

    private func rest(in log: inout DeliveryLog) -> ArraySlice<UInt8> {
        guard let splice = splices.first, splice.at == cursor, splice.bytes.startIndex > 0 else {
            return splices.first?.at == cursor ? [] : log.restOfLine(at: cursor)
        }
        return splice.bytes
    }
}
