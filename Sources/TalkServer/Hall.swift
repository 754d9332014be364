import Posix
import TalkLanguage
import TalkLedger
import TalkProtocol
import TalkRoom
import TalkText

/// What all threads of the daemon share: the room behind its lock, the connections behind theirs.
///
/// Lock order: `room`, then the lock of ``OperatorLog``. That one, `connections`, `seats`, `terms`, `closings` and the locks of
/// ``LoginDirectory``, ``SessionThreads``, ``Scribe``, ``Terminals``, ``TerminalWatch``, ``Keeper``, ``Redactions`` and `LedgerArchive` are
/// leaves: whoever holds one takes no
/// other. Whoever holds any calls nothing that can block, and sends nothing.
final class Hall: Sendable {
    /// As the daemon began; what of them may change since is in the room and in ``Terms``.
    let settings: ServerSettings
    let log: OperatorLog
    let logins: LoginDirectory
    let host: SafeText
    private let room: Locked<Room>
    private let terms: Locked<Terms>
    private let connections = Locked<[SessionID: Connection]>([:])
    /// Those in the room, by the slot of their session: changed and looked at by who holds its claim.
    private let seats = Locked<[Connection?]>([])
    /// Those who went before they entered the room.
    private let closings = Locked(DoorNews())
    private let flusherCall: WakePipe
    private let scribeCall: WakePipe
    /// For who tells the service manager how the room is doing.
    let heraldCall: WakePipe?
    let terminals: Terminals
    /// Whoever watches over terminals that were handed over.
    let watch: TerminalWatch
    /// Keeps what accounts wish, on the disk; nil where nothing is kept there.
    let wishKeeper: Keeper?
    /// Keeps what operators did; nil where nothing is kept.
    let actKeeper: Keeper?
    /// What the scribe is to take out of the ledger.
    let redactions = Redactions()
    /// What was said, on the disk; nil where nothing is kept there.
    let archive: LedgerArchive?

    /// - Parameters:
    ///   - past: What was said before.
    ///   - archive: Where it can be read back.
    ///   - kept: What accounts wish and what operators did, and who keeps that.
    init(
        settings: ServerSettings, log: OperatorLog, past: Past, archive: LedgerArchive?,
        kept: KeptState = KeptState()
    ) throws(SystemError) {
        let terms = Terms(settings)
        self.settings = settings
        self.log = log
        self.terms = Locked(terms)
        logins = LoginDirectory()
        host = SafeText(sanitizing: Host.name)
        var room = Room(
            settings: settings.room, host: host, past: past,
            encodePlain: { terms.plain.bytes(for: $0) })
        room.wishes = kept.wishes
        room.acts = kept.acts
        self.room = Locked(room)
        terminals = try Terminals(
            in: settings.terminalPlaces, maxInAll: settings.maxHandedTerminals)
        watch = TerminalWatch(over: terminals, settings, host: host)
        wishKeeper = kept.wishKeeper
        actKeeper = kept.actKeeper
        self.archive = archive
        flusherCall = try WakePipe()
        scribeCall = try WakePipe()
        heraldCall = settings.service?.notifyAddress == nil ? nil : try WakePipe()
    }

    /// Now, on both clocks.
    var now: Moment {
        Moment(
            wall: Timestamp(milliseconds: WallClock.milliseconds()),
            milliseconds: MonotonicClock.milliseconds())
    }

    // MARK: The terms

    var currentTerms: Terms { terms.withLock { $0 } }

    func take(_ fresh: Terms) {
        terms.withLock { $0 = fresh }
    }

    // MARK: The room

    /// Lets `body` at the room, alone, and calls the flusher if something became due.
    func change<Result, Failure: Error>(
        _ body: (inout Room) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var callsFlusher = false
        var callsScribe = false
        var callsWaiters = false
        var callsHerald = false
        defer {
            if callsFlusher { flusherCall.wake() }
            if callsScribe { scribeCall.wake() }
            if callsWaiters { room.wakeWaiters() }
            if callsHerald { heraldCall?.wake() }
        }
        return try room.withLock { room throws(Failure) in
            defer {
                callsFlusher = room.delivery.takeFlusherCall()
                callsScribe = room.takeScribeCall()
                callsWaiters = room.takeWaitersCall()
                callsHerald = room.takeStandingCall()
            }
            return try body(&room)
        }
    }

    /// Says something to everybody, as ``Room/say(_:from:now:heard:)`` has it, and sees to it that it is sent.
    func say(_ speeches: inout ArraySlice<Speech>, from session: SessionID) -> SpeechOutcome {
        let now = now
        let heard = printer
        let (outcome, isSpeakersTurn) = change { room in
            let outcome = room.say(&speeches, from: session, now: now, heard: heard)
            let isSpeakersTurn =
                !settings.room.keepsOnDisk && room.delivery.takeSpeakersTurn()
            return (outcome, isSpeakersTurn)
        }
        if isSpeakersTurn {
            var pass = FlushPass()
            flush(&pass)
            // The flusher waits for their room, and dismisses.
            if pass.hasNewlyBlocked { callFlusher() }
        }
        return outcome
    }

    /// Prints what is said, where `--verbose` asks for it; under the lock, so in the room's order.
    var printer: ((Said) -> Void)? {
        guard settings.isVerbose else { return nil }
        return { [log, plain] in log.print(plain.bytes(for: .said($0))) }
    }

    /// Waits until `attempt` gives a result, at the most so long; it must not make anything due.
    func await<Result>(
        milliseconds: Int64? = nil, _ attempt: (inout Room) -> Result?
    ) -> Result? {
        room.waitFor(milliseconds: milliseconds, attempt)
    }

    /// Wakes those in ``await(milliseconds:_:)`` to look again.
    func wakeWaiters() {
        room.wakeWaiters()
    }

    // MARK: The flusher's sleep

    /// Wakes the flusher, whatever there is to do.
    func callFlusher() {
        flusherCall.wake()
    }

    /// Sleeps until the flusher is called, or one of `blocked` can take bytes again.
    ///
    /// - Parameter milliseconds: nil for as long as it takes.
    /// - Returns: Those of `blocked` that can, or that have gone.
    func awaitFlusherCall(
        blocked: [Connection], milliseconds: Int64?
    ) throws(SystemError) -> [Connection] {
        var set = PollSet()
        flusherCall.join(&set)
        for connection in blocked { set.add(connection.socket, for: .writable) }
        let conditions = try set.wait(milliseconds: milliseconds)
        if !conditions[0].isEmpty { flusherCall.clear() }
        return zip(blocked, conditions.dropFirst()).filter { !$1.isEmpty }.map { $0.0 }
    }

    // MARK: The scribe's sleep

    /// Wakes the scribe, whatever there is to do.
    func callScribe() {
        scribeCall.wake()
    }

    /// Sleeps until the scribe is called.
    ///
    /// - Returns: False when the time was over.
    func awaitScribeCall(milliseconds: Int64) throws(SystemError) -> Bool {
        var set = PollSet()
        scribeCall.join(&set)
        let isCalled = try !set.wait(milliseconds: milliseconds)[0].isEmpty
        if isCalled { scribeCall.clear() }
        return isCalled
    }

    // MARK: Connections

    func add(_ connection: Connection) {
        connections.withLock { $0[connection.session] = connection }
    }

    func remove(_ connection: Connection) {
        connections.withLock { $0[connection.session] = nil }
    }

    /// The connections of those sessions that are still there.
    func connections(of sessions: some Sequence<SessionID>) -> [Connection] {
        connections.withLock { all in sessions.compactMap { all[$0] } }
    }

    /// The connections of those claimed.
    func connections(of claims: [FlushPass.Claim]) -> [Connection?] {
        seats.withLock { seats in claims.map { seats[$0.slot] } }
    }

    /// Lets others send to a session that entered the room, once the caller gives its claim back.
    func seat(_ connection: Connection) {
        guard let slot = change({ $0.delivery.slot(of: connection.session) }) else { return }
        seats.withLock { seats in
            while seats.count <= slot { seats.append(nil) }
            seats[slot] = connection
        }
    }

    /// Ends the stream of a session whose claim is the caller's.
    func closeStream(of connection: Connection) {
        // While the slot is still its own.
        if let slot = change({ $0.delivery.slot(of: connection.session) }) {
            seats.withLock { $0[slot] = nil }
        }
        change { $0.delivery.close(connection.session) }
    }

    /// Whether a connection is a ``Visit``, by what the kernel says of its other end.
    ///
    /// Not so in a daemon that makes none, where whoever attaches may be in the same process (`--local`).
    func isOwnVisit(_ peer: PeerCredentials) -> Bool {
        settings.service?.watchdogMicroseconds != nil && peer.processID == Host.processID
            && peer.uid == Accounts.ownUID
    }

    /// Whether the operator is to be told that somebody went from the door, for that reason.
    func isNews(closing reason: String, of uid: UInt32) -> Bool {
        let now = MonotonicClock.milliseconds()
        return closings.withLock { $0.isDue(reason, of: uid, now: now) }
    }

    /// How many visits there are just now.
    var visitCount: Int { connections.withLock { $0.values.count(where: \.isVisit) } }

    var allConnections: [Connection] {
        connections.withLock { Array($0.values) }
    }
}
