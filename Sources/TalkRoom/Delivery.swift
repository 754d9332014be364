package import TalkProtocol

/// How a session speaks, decided by the first byte it sends.
package enum Dialect: Int, CaseIterable, Sendable {
    case json
    case plain
}

/// What is due to whom: a shared log for each dialect, a cursor into it for each session, and the bytes
/// meant for one session alone, spliced in at their place.
///
/// Whoever sends to a session holds its claim; one thread at a time has it. Invariants:
/// 1. A cursor never passes the head of its log, nor falls behind what the log still holds.
/// 2. A splice stands at an event's end, so that no event is cut in two by another.
/// 3. Only the holder of a claim moves the cursor, by what the kernel took.
/// 4. A claimed session keeps its slot, and so the holder of a claim finds it again.
package struct Delivery: Sendable {
    /// Turns an event into the bytes of a dialect.
    package typealias Encoder = @Sendable (Event) -> [UInt8]

    /// How sending to a session went.
    package enum Outcome: Sendable {
        /// The kernel took it all.
        case sent
        /// The kernel took some, and has no room for more.
        case blocked
        /// The peer takes nothing any more.
        case deaf
    }

    /// An event as the plain dialect's bytes, from the next one on.
    package var encodePlain: Encoder
    var logs: [DeliveryLog]
    /// Everybody's place; a slot that is closed is free.
    var slots: [Reader] = []
    /// Of the few that are due something alone, or were given up.
    private(set) var privateBytes: [Int: PrivateBytes] = [:]
    var budget = PrivateBudget()
    /// Sessions that are overdue since the flusher last looked, for want of room for what is theirs alone.
    var newlyOverdue: [SessionID] = []
    private var freeSlots: [Int] = []
    private(set) var slotOfSession: [SessionID: Int] = [:]
    private(set) var readersOfDialect: [Int]
    var call = FlusherCall()
    /// Somebody waits for a claim, or for the flusher to have looked.
    var isAwaited = false

    init(encodePlain: @escaping Encoder) {
        self.encodePlain = encodePlain
        logs = Dialect.allCases.map { _ in DeliveryLog() }
        readersOfDialect = Dialect.allCases.map { _ in 0 }
    }

    // MARK: What is due

    /// Begins a session's stream after what was announced so far; its claim is the caller's.
    mutating func open(_ session: SessionID, of uid: UInt32 = 0, dialect: Dialect) {
        let cursor = logs[dialect.rawValue].head
        let reader = Reader(session: session, uid: uid, dialect: dialect, cursor: cursor)
        let slot = freeSlots.popLast() ?? slots.count
        if slot == slots.count { slots.append(reader) } else { slots[slot] = reader }
        slotOfSession[session] = slot
        readersOfDialect[dialect.rawValue] += 1
    }

    /// Ends a session's stream; its claim must be the caller's.
    package mutating func close(_ session: SessionID) {
        guard let slot = slotOfSession.removeValue(forKey: session) else { return }
        precondition(slots[slot].isClaimed, "a stream is ended by who holds its claim")
        // What the log kept for it alone goes with the next pass.
        if undeliveredBytes(slot: slot) > 0 { call.hasNews = true }
        readersOfDialect[slots[slot].dialect.rawValue] -= 1
        setPrivateBytes(0, slot: slot)
        slots[slot].close()
        privateBytes[slot] = nil
        freeSlots.append(slot)
    }

    /// Makes an event due to every session, encoded once for each dialect in use.
    ///
    /// - Parameter jsonLine: The event in the JSON dialect, where the caller has it already.
    mutating func announce(_ event: Event, jsonLine: ArraySlice<UInt8>? = nil) {
        for dialect in Dialect.allCases where readersOfDialect[dialect.rawValue] > 0 {
            let known = dialect == .json ? jsonLine : nil
            logs[dialect.rawValue].append(known ?? encode(event, dialect)[...])
            call.hasNews = true
        }
    }

    /// Makes an event due to some sessions alone, after all that is due to them already.
    mutating func whisper(_ event: Event, to sessions: some Sequence<SessionID>) {
        var encoded: [Dialect: [UInt8]] = [:]
        for session in sessions {
            guard let slot = slotOfSession[session] else { continue }
            let dialect = slots[slot].dialect
            let bytes = encoded[dialect] ?? encode(event, dialect)
            encoded[dialect] = bytes
            splice(bytes, slot: slot)
        }
    }

    private mutating func splice(_ bytes: [UInt8], slot: Int) {
        guard !slots[slot].isGivenUp, !slots[slot].isOverdue else { return }
        let end = slots[slot].lastOffset(head: head(of: slot))
        privateBytes[slot, default: PrivateBytes()].splice(bytes, at: end)
        setPrivateBytes(slots[slot].privateBytes + bytes.count, slot: slot)
        call.splicedBytes += bytes.count
        call.hasNews = true
        keepToBudget(of: slots[slot].uid)
    }

    private mutating func setPrivateBytes(_ count: Int, slot: Int) {
        budget.change(slots[slot], by: count - slots[slot].privateBytes)
        slots[slot].privateBytes = count
    }

    /// Puts other bytes in the place of an event that was announced, for who has not been sent it yet.
    mutating func replace(_ event: [UInt8], with other: [UInt8], in dialect: Dialect) {
        logs[dialect.rawValue].replace(event, with: other)
    }

    /// Lets nothing more become due to a session than is due to it now.
    mutating func finish(_ session: SessionID) {
        guard let slot = slotOfSession[session] else { return }
        slots[slot].finish(head: head(of: slot))
    }

    private func encode(_ event: Event, _ dialect: Dialect) -> [UInt8] {
        switch dialect {
        case .json: event.jsonLine
        case .plain: encodePlain(event)
        }
    }

    /// Where a session stands, as ``FlushPass/Claim/slot`` has it; nil when it has no stream.
    package func slot(of session: SessionID) -> Int? { slotOfSession[session] }

    /// Live bytes that are due to a session and not yet taken.
    package func undeliveredBytes(of session: SessionID) -> Int {
        slotOfSession[session].map { undeliveredBytes(slot: $0) } ?? 0
    }

    func undeliveredBytes(slot: Int) -> Int {
        slots[slot].undeliveredBytes(head: head(of: slot))
    }

    /// That of the log which a session reads.
    private func head(of slot: Int) -> UInt64 { logs[slots[slot].dialect.rawValue].head }

    // MARK: Sending it

    /// Takes a session's claim, if nobody has it; else it is the caller's turn to wait.
    ///
    /// - Returns: Whether it is the caller's now.
    package mutating func claim(_ session: SessionID) -> Bool {
        guard let slot = slotOfSession[session] else { return false }
        slots[slot].isAwaited = slots[slot].isClaimed
        defer { slots[slot].isClaimed = true }
        return !slots[slot].isClaimed
    }

    /// The bytes to send next to a session whose claim is the caller's.
    ///
    /// Not many, where they are a copy: the caller waits for the client's reading, and holds them all the while.
    package mutating func dueBytes(of session: SessionID) -> ArraySlice<UInt8> {
        guard let slot = slotOfSession[session] else { return [] }
        logs[slots[slot].dialect.rawValue].seal()
        return dueBytes(slot: slot, maxCopied: Limits.answerChunkBytes)
    }

    /// The bytes to send next from a slot, of a log that is sealed: nearly always a block's own, not copied.
    ///
    /// - Parameter maxCopied: Of a copy about so many; one event more, at the most.
    func dueBytes(slot: Int, maxCopied: Int = Limits.maxSendBytes) -> ArraySlice<UInt8> {
        let reader = slots[slot]
        let log = reader.dialect.rawValue
        if reader.privateBytes == 0, !reader.isGivenUp {
            let end = reader.lastOffset(head: logs[log].head)
            let piece = logs[log].piece(from: reader.cursor, to: end)
            if reader.cursor + UInt64(piece.count) == end { return piece }
        }
        // What lies in several blocks, and what stands between: for a laggard, and for who is answered.
        return privateBytes[slot, default: PrivateBytes()]
            .dueBytes(to: reader, in: logs[log], upTo: maxCopied)
    }

    /// Moves a claimed session's cursor by what the kernel took; keeps the claim.
    package mutating func advance(_ session: SessionID, by count: Int, outcome: Outcome) {
        guard let slot = slotOfSession[session] else { return }
        advance(slot: slot, by: count, outcome: outcome)
    }

    mutating func advance(slot: Int, by count: Int, outcome: Outcome) {
        precondition(slots[slot].isClaimed, "a cursor is moved by who holds its claim")
        if slots[slot].privateBytes == 0, !slots[slot].isGivenUp {
            slots[slot].cursor += UInt64(count)
        } else {
            advanceOverPrivateBytes(slot: slot, by: count)
        }
        slots[slot].isBlocked = outcome == .blocked
        if outcome == .deaf { giveUp(slot: slot) }
    }

    private mutating func advanceOverPrivateBytes(slot: Int, by count: Int) {
        privateBytes[slot]?.advance(&slots[slot], by: count)
        setPrivateBytes(privateBytes[slot]?.count ?? 0, slot: slot)
        if slots[slot].privateBytes == 0, !slots[slot].isGivenUp { privateBytes[slot] = nil }
    }

    /// Ends a claimed session's stream with the line that is being sent.
    package mutating func abandon(_ session: SessionID) {
        guard let slot = slotOfSession[session] else { return }
        giveUp(slot: slot)
    }

    /// Ends a stream before its due bytes are delivered, but not in the middle of a line.
    ///
    /// Only while nobody is sending to it, or by who is: else the cursor does not say what was sent.
    mutating func giveUp(slot: Int) {
        // Once: the log does not keep for it what lies at its cursor.
        guard !slots[slot].isGivenUp else { return }
        privateBytes[slot, default: PrivateBytes()]
            .giveUp(at: slots[slot].cursor, in: &logs[slots[slot].dialect.rawValue])
        setPrivateBytes(0, slot: slot)
        slots[slot].isGivenUp = true
    }

    /// Gives a session's claim back.
    package mutating func release(_ session: SessionID) {
        guard let slot = slotOfSession[session] else { return }
        release(slot: slot)
    }

    mutating func release(slot: Int) {
        slots[slot].isClaimed = false
        if slots[slot].isAwaited { isAwaited = true }
        guard !slots[slot].isBlocked, !slots[slot].isGivenUp else { return }
        if undeliveredBytes(slot: slot) > 0 { call.hasNews = true }
    }
}
