package import TalkProtocol
package import TalkText

/// The room: who is in it, what was said, and what is due to whom.
///
/// A value without lock, clock or socket: whoever owns it calls it from one thread at a time, hands the
/// moment in, and sends what ``delivery`` says is due. What happens here happens in one order for all.
package struct Room: Sendable {
    let settings: RoomSettings
    let host: SafeText
    let ledger: SafeText
    /// The first number that the disk still keeps; nil when it keeps nothing.
    private(set) var oldestOnDisk: UInt64?
    var queue = SpeechQueue()
    private var door: Door
    var pace: Pace?
    var roster = Roster()
    var memory: Memory
    var rememberedIDs: RememberedIDs
    /// The line that was said last; kept for its storage.
    var line: [UInt8] = []
    private var lastSession: SessionID = 0
    package var delivery: Delivery

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
        pace = settings.pace.map { Pace(perSecond: $0, burst: settings.burst) }
        memory = Memory(
            maxMessages: settings.remembers ? Limits.maxRememberedMessages : 0,
            maxBytes: Limits.maxRememberedBytes, after: past.lastSeq)
        delivery = Delivery(encodePlain: encodePlain)
    }

    // MARK: Coming and going

    /// Counts a new connection of an account.
    ///
    /// - Throws: `full` or `too-many-sessions`.
    package mutating func admit(uid: UInt32) throws(ErrorCode) -> SessionID {
        try door.admit(uid: uid)
        lastSession += 1
        return lastSession
    }

    /// Takes note that a connection which was admitted is closed.
    package mutating func release(uid: UInt32, now: Moment) {
        if door.release(uid: uid) { pace?.forgetSettled(now: now.milliseconds) }
    }

    /// What somebody who entered is to be told first.
    package struct Entrance: Sendable {
        package let welcome: Welcome
        /// The numbers to be replayed, as ``lines(from:through:)`` gives them; then comes the live stream.
        package let replay: ClosedRange<UInt64>?
    }

    /// Lets a session into the room, under a name that nobody else has.
    ///
    /// The claim of its stream is the caller's, who sends welcome and replay first.
    /// - Throws: `name-taken`.
    package mutating func enter(
        _ session: SessionID, as account: Account, named name: Name, dialect: Dialect,
        hello: Request.Hello, now: Moment
    ) throws(ErrorCode) -> Entrance {
        try makeWay(for: name, of: account, now: now)
        // Under whatever name they come, what is told to their login must not reach another.
        reclaimLogin(of: account, now: now)
        let member = Member(
            session: session, account: account, name: name, isPresent: hello.present,
            since: now.wall)
        roster.add(member, at: now.milliseconds)
        if member.isPresent { delivery.announce(.joined(presence(member, now))) }
        delivery.open(session, dialect: dialect)
        let (replay, isReset) = replay(for: hello.replay)
        let welcome = Welcome(
            host: host, ledger: ledger, seq: memory.lastSeq, oldest: oldestSeq,
            speaker: member.speaker, session: session, here: roster.presentCount, reset: isReset)
        return Entrance(welcome: welcome, replay: replay)
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
