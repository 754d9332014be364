package import TalkProtocol
package import TalkText

/// The room: who is in it, what was said, and what is due to whom.
///
/// A value without lock, clock or socket: whoever owns it calls it from one thread at a time, hands the
/// moment in, and sends what ``delivery`` says is due. What happens here happens in one order for all.
package struct Room: Sendable {
    private(set) var settings: RoomSettings
    let host: SafeText
    /// Names this run of numbers.
    package let ledger: SafeText
    /// The first number that the disk still keeps; nil when it keeps nothing.
    private(set) var oldestOnDisk: UInt64?
    var queue = SpeechQueue()
    private var door: Door
    var pace: Pace?
    var roster = Roster()
    var memory: Memory
    var rememberedIDs: RememberedIDs
    package var wishes = WishBook()
    package var acts = ActBook()
    var rings = RingBook()
    /// The ids of the last walls, said or not: what the ledger has not taken yet it cannot know again.
    var walls: [RememberedIDs.Key] = []
    /// The line that was said last; kept for its storage.
    var line: [UInt8] = []
    private var lastSession: SessionID = 0
    package var delivery: Delivery
    /// What was told to who waits for another; nil when nobody does.
    var awaitedStanding: Standing?

    /// - Parameters:
    ///   - past: What was said before, and the name of this run of numbers.
    ///   - encodePlain: An event as the plain dialect's bytes.
    package init(
        settings: RoomSettings, host: SafeText, past: Past,
        encodePlain: @escaping Delivery.Encoder
    ) {
        self.settings = settings
        self.host = host
        ledger = past.ledger
        rememberedIDs = past.rememberedIDs
        oldestOnDisk = settings.keepsOnDisk ? past.oldestSeq : nil
        door = Door(
            maxSessions: settings.sessions, maxSessionsPerAccount: settings.sessionsPerAccount)
        pace = Pace(settings)
        memory = Memory(
            maxMessages: settings.remembers ? Limits.maxRememberedMessages : 0,
            maxBytes: Limits.maxRememberedBytes, after: past.lastSeq)
        delivery = Delivery(encodePlain: encodePlain)
    }

    /// Goes on with other settings; who is in stays in. What is remembered, and where, stays as it was.
    package mutating func adopt(_ fresh: RoomSettings, now: Moment) {
        settings.backlog = fresh.backlog
        door.maxSessions = fresh.sessions
        door.maxSessionsPerAccount = fresh.sessionsPerAccount
        let freshPace = Pace(fresh)
        if let freshPace, pace != nil {
            pace?.change(to: freshPace, now: now.milliseconds)
        } else {
            pace = freshPace
        }
    }

    // MARK: Coming and going

    /// Counts a new connection of an account.
    ///
    /// - Throws: `full` or `too-many-sessions`.
    package mutating func admit(uid: UInt32, rank: Rank = .ordinary) throws(ErrorCode) -> SessionID
    {
        try door.admit(uid: uid, rank: rank)
        noteAllowance(of: uid)
        lastSession += 1
        return lastSession
    }

    /// Takes what accounts that have sessions are from now on: of several sessions the highest.
    package mutating func rerank(_ ranks: [(uid: UInt32, rank: Rank)]) {
        door.rerank(ranks)
        for uid in door.uids { noteAllowance(of: uid) }
    }

    private mutating func noteAllowance(of uid: UInt32) {
        delivery.budget.allow(uid, times: rank(of: uid).bytesAllowance)
    }

    /// What an account is that has a session.
    func rank(of uid: UInt32) -> Rank { door.rank(of: uid) }

    /// Takes note that a connection which was admitted is closed.
    package mutating func release(uid: UInt32, now: Moment) {
        guard door.release(uid: uid) else { return }
        pace?.forgetSettled(now: now.milliseconds)
        noteAllowance(of: uid)
    }

    /// What somebody who entered is to be told first.
    package struct Entrance: Sendable {
        package let welcome: Welcome
        /// The numbers to be replayed, as ``lines(from:through:)`` gives them; then comes the live stream.
        package let replay: ClosedRange<UInt64>?
        /// Accounts that rang this one, and are to be told at their terminals that it has come.
        package let callers: [UInt32]
    }

    /// Lets a session into the room, under a name that nobody else has.
    ///
    /// The claim of its stream is the caller's, who sends welcome and replay first.
    /// - Throws: `banned`, `muted` for another name than the login, or `name-taken`.
    package mutating func enter(
        _ session: SessionID, as account: Account, named name: Name, dialect: Dialect,
        hello: Request.Hello, now: Moment
    ) throws(ErrorCode) -> Entrance {
        // It may have been let in just before.
        if acts.ban(on: account.uid, at: now.wall) != nil { throw .banned }
        if name != account.defaultName { try permitSpeech(of: account.uid, now.wall) }
        try makeWay(for: name, of: account, now: now)
        // Under whatever name they come, what is told to their login must not reach another.
        reclaimLogin(of: account, now: now)
        let member = Member(
            session: session, account: account, name: name, isPresent: hello.present,
            since: now.wall, enteredAt: now.milliseconds,
            terminal: hello.terminal.flatMap {
                $0.utf8.count <= Limits.maxTerminalNameBytes ? $0 : nil
            },
            client: SafeText(ofClient: hello.client ?? ""))
        roster.add(member, at: now.milliseconds)
        if member.isPresent { delivery.announce(.joined(presence(member, now))) }
        delivery.open(session, of: account.uid, dialect: dialect)
        let callers = member.isPresent ? answerRings(to: member, now: now) : []
        let (replay, isReset) = replay(for: hello.replay)
        charge(items: replay?.count ?? 0, uid: account.uid, now: now)
        let welcome = Welcome(
            host: host, ledger: ledger, seq: memory.lastSeq, oldest: oldestSeq,
            speaker: member.speaker, session: session, here: roster.presentCount, reset: isReset,
            topic: acts.topic)
        return Entrance(welcome: welcome, replay: replay, callers: callers)
    }

    /// Takes a session out of the room and tells the others why.
    package mutating func leave(_ session: SessionID, reason: LeaveReason, now: Moment) {
        delivery.finish(session)
        guard let member = roster.remove(session), member.isPresent else { return }
        // When the room stops everybody is told so; that everybody leaves goes without saying.
        if reason == .stopping { return }
        delivery.announce(.left(presence(member, now), reason))
    }

    private func replay(for wish: Request.Replay) -> (ClosedRange<UInt64>?, isReset: Bool) {
        var count = settings.backlog
        var isReset = false
        switch wish {
        case .after(let seq, let ledger):
            isReset = seq > memory.lastSeq || (ledger ?? self.ledger.string) != self.ledger.string
            if !isReset { return (range(from: seq + 1), false) }
        case .backlog(let wanted):
            count = wanted ?? count
        }
        let first = memory.lastSeq + 1 - min(UInt64(count), memory.lastSeq)
        return (range(from: first), isReset)
    }

    private func range(from seq: UInt64) -> ClosedRange<UInt64>? {
        let first = max(seq, oldestSeq)
        return first <= memory.lastSeq ? first...memory.lastSeq : nil
    }

    /// The first number still kept; the last one said + 1 when none is.
    var oldestSeq: UInt64 { oldestOnDisk ?? memory.oldestSeq }

    /// Takes note that the disk keeps nothing before that number any more.
    package mutating func forgetOnDisk(before seq: UInt64) {
        oldestOnDisk = seq
    }

    func presence(_ member: Member, _ now: Moment) -> Presence {
        Presence(time: now.wall, speaker: member.speaker, session: member.session)
    }
}
