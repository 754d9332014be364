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

    private let encodePlain: Encoder
    private var logs: [DeliveryLog]
    private var readers: [SessionID: Reader] = [:]
    private var readersOfDialect: [Int]
    /// Something became due that the flusher has not looked at.
    private var hasNews = false
    /// True while the flusher sleeps; who makes something due then must wake it.
    private var flusherSleeps = false
    /// The log's head when the flusher last looked.
    private var lookedAtHead: [UInt64]

    init(encodePlain: @escaping Encoder) {
        self.encodePlain = encodePlain
        logs = Dialect.allCases.map { _ in DeliveryLog() }
        readersOfDialect = Dialect.allCases.map { _ in 0 }
        lookedAtHead = Dialect.allCases.map { _ in 0 }
    }

    // MARK: What is due

    /// Begins a session's stream after what was announced so far; its claim is the caller's.
    mutating func open(_ session: SessionID, dialect: Dialect) {
        readers[session] = Reader(dialect: dialect, cursor: logs[dialect.rawValue].head)
        readersOfDialect[dialect.rawValue] += 1
    }

    /// Ends a session's stream; its claim must be the caller's.
    package mutating func close(_ session: SessionID) {
        guard let reader = readers.removeValue(forKey: session) else { return }
        precondition(reader.isClaimed, "a stream is ended by who holds its claim")
        readersOfDialect[reader.dialect.rawValue] -= 1
    }

    /// Makes an event due to every session, encoded once for each dialect in use.
    ///
    /// - Parameter jsonLine: The event in the JSON dialect, where the caller has it already.
    mutating func announce(_ event: Event, jsonLine: [UInt8]? = nil) {
        for dialect in Dialect.allCases where readersOfDialect[dialect.rawValue] > 0 {
            let known = dialect == .json ? jsonLine : nil
            logs[dialect.rawValue].append(known ?? encode(event, dialect))
            hasNews = true
        }
    }

    /// Makes an event due to some sessions alone, after all that is due to them already.
    mutating func whisper(_ event: Event, to sessions: some Sequence<SessionID>) {
        var encoded: [Dialect: [UInt8]] = [:]
        for session in sessions {
            guard let dialect = readers[session]?.dialect else { continue }
            let bytes = encoded[dialect] ?? encode(event, dialect)
            encoded[dialect] = bytes
            readers[session]?.splice(bytes, in: logs[dialect.rawValue])
            hasNews = true
        }
    }

    /// Lets nothing more become due to a session than is due to it now.
    mutating func finish(_ session: SessionID) {
        guard let dialect = readers[session]?.dialect else { return }
        readers[session]?.finish(in: logs[dialect.rawValue])
    }

    private func encode(_ event: Event, _ dialect: Dialect) -> [UInt8] {
        switch dialect {
        case .json: event.jsonLine
        case .plain: encodePlain(event)
        }
    }

    /// Live bytes that are due to a session and not yet taken.
    package func undeliveredBytes(of session: SessionID) -> Int {
        readers[session].map(undeliveredBytes) ?? 0
    }

    private func undeliveredBytes(of reader: Reader) -> Int {
        reader.undeliveredBytes(in: logs[reader.dialect.rawValue])
    }

    // MARK: Sending it

    /// Takes a session's claim, if nobody has it.
    ///
    /// - Returns: Whether it is the caller's now.
    package mutating func claim(_ session: SessionID) -> Bool {
        guard readers[session]?.isClaimed == false else { return false }
        readers[session]?.isClaimed = true
        return true
    }

    /// The bytes to send next to a session whose claim is the caller's, some hundred KiB at the most.
    package func dueBytes(of session: SessionID) -> [UInt8] {
        guard let reader = readers[session] else { return [] }
        return reader.dueBytes(in: logs[reader.dialect.rawValue])
    }

    /// Moves a claimed session's cursor by what the kernel took; keeps the claim.
    package mutating func advance(_ session: SessionID, by count: Int, outcome: Outcome) {
        guard let reader = readers[session] else { return }
        precondition(reader.isClaimed, "a cursor is moved by who holds its claim")
        readers[session]?.advance(by: count)
        readers[session]?.isBlocked = outcome == .blocked
        if outcome == .deaf { readers[session]?.giveUp(in: logs[reader.dialect.rawValue]) }
    }

    /// Ends a claimed session's stream with the event that is being sent.
    package mutating func abandon(_ session: SessionID) {
        guard let reader = readers[session], !reader.isGivenUp else { return }
        readers[session]?.giveUp(in: logs[reader.dialect.rawValue])
    }

    /// Gives a session's claim back.
    package mutating func release(_ session: SessionID) {
        readers[session]?.isClaimed = false
        guard let reader = readers[session], !reader.isBlocked, !reader.isGivenUp else { return }
        if undeliveredBytes(of: reader) > 0 { hasNews = true }
    }

    /// Takes note that who sends to a session waits for room in its socket, or does so no more.
    package mutating func note(_ session: SessionID, isBlocked: Bool) {
        readers[session]?.isBlocked = isBlocked
    }

    /// Takes note that a socket which was full has room again.
    package mutating func unblock(_ session: SessionID) {
        readers[session]?.isBlocked = false
        hasNews = true
    }

    // MARK: The flusher

    /// What the flusher finds when it looks at everybody.
    package struct Survey: Sendable {
        /// Sessions to which something can be sent now.
        package var due: [SessionID] = []
        /// Sessions whose socket was full: ask poll(2).
        package var blocked: [SessionID] = []
        /// Sessions that have just been found too slow; told once.
        package var tooSlow: [SessionID] = []
    }

    /// Looks at every session, and lets go of what everybody has.
    package mutating func survey() -> Survey {
        hasNews = false
        var survey = Survey()
        var floors = logs.map(\.head)
        lookedAtHead = floors
        for (session, reader) in readers where !reader.isGivenUp {
            let due = undeliveredBytes(of: reader)
            let isTooSlow = due > Limits.maxOutboxBytes && reader.isBlocked
            if isTooSlow, !reader.isOverdue {
                readers[session]?.isOverdue = true
                survey.tooSlow.append(session)
                // Who is sending to it gives it up, knowing what was sent.
                if !reader.isClaimed {
                    readers[session]?.giveUp(in: logs[reader.dialect.rawValue])
                    continue
                }
            }
            floors[reader.dialect.rawValue] = min(floors[reader.dialect.rawValue], reader.cursor)
            if due == 0 || reader.isClaimed { continue }
            if reader.isBlocked {
                survey.blocked.append(session)
            } else {
                survey.due.append(session)
            }
        }
        for index in logs.indices { logs[index].forget(before: floors[index]) }
        return survey
    }

    /// True while much was announced that the flusher has not even looked at.
    ///
    /// Who speaks waits for it to be false, or a burst would make everybody look slow. The flusher
    /// never waits for anyone, so nobody who reads slowly can keep it true.
    package var isAheadOfFlusher: Bool {
        zip(logs, lookedAtHead).contains { Int($0.head - $1) > Limits.maxUnflushedBytes }
    }

    /// The flusher says that it goes to sleep, unless there is news.
    ///
    /// - Returns: Whether it may.
    package mutating func flusherMaySleep() -> Bool {
        flusherSleeps = !hasNews
        return flusherSleeps
    }

    /// Whether the flusher must be woken now; true once for each sleep.
    package mutating func takeFlusherCall() -> Bool {
        guard flusherSleeps, hasNews else { return false }
        flusherSleeps = false
        return true
    }
}
