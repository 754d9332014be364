import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// Carries out what operators do, and what everybody may ask about it.
///
/// An act holds at once, then waits a while for the disk, and then everybody is told.
struct ActHandler {
    let connection: Connection
    let hall: Hall
    let account: Account

    /// Carries an act out.
    ///
    /// - Returns: Whether it is kept.
    /// - Throws: Why it is not done: `operators-only`, `text-too-long`, `no-such-account`, `not-on-root`,
    ///   `not-on-yourself`, `nobody-there`, `nothing-to-lift`, `muted`, `no-such-message`, `not-kept`.
    func carryOut(_ wish: Request.Act, id: MessageID?) throws(ErrorCode) -> Bool {
        try permit()
        var text = try SafeText(row: wish.text ?? "")
        // A reason is told to everybody, too.
        if wish.kind != .topic, isMuted { text = .empty }
        guard let speaker = hall.change({ $0.speaker(of: connection.session) }) else {
            return true
        }
        var act = Act(time: hall.now.wall, speaker: speaker, kind: wish.kind, text: text, id: id)
        switch wish.kind {
        case .topic:
            let number = try hall.change { room throws(ErrorCode) in
                try room.permitSpeech(of: account.uid, act.time)
                return room.acts.record(act, isUntold: true)
            }
            return announce(act, number)
        case .redact: return try redact(wish.seq ?? 0, act)
        case .dismiss, .mute, .ban, .lift: break
        }
        let to = try subject(of: wish)
        act.to = to
        act.until = wish.seconds.map {
            Timestamp(milliseconds: act.time.milliseconds + Int64($0) * 1000)
        }
        if wish.kind == .dismiss, sessions(of: to.uid).isEmpty { throw .nobodyThere }
        let number = try hall.change { room throws(ErrorCode) in
            wish.kind == .lift ? try room.lift(act) : room.acts.record(act, isUntold: true)
        }
        let isKept = announce(act, number)
        // A ban may have been lifted while it waited for the disk.
        let isBanned = hall.change { $0.acts.ban(on: to.uid, at: hall.now.wall) } != nil
        if wish.kind == .dismiss || wish.kind == .ban && isBanned { dismiss(to.uid) }
        return isKept
    }

    private var isMuted: Bool {
        hall.change { $0.acts.isMuted(account.uid, at: hall.now.wall) }
    }

    /// - Throws: `operators-only`.
    private func permit() throws(ErrorCode) {
        guard hall.isOperator(connection) else { throw .operatorsOnly }
    }

    /// Waits a while for the disk, then tells everybody, and the operator's log.
    private func announce(_ act: Act, _ number: UInt64) -> Bool {
        var act = act
        act.isKept = hall.keepsAct(number)
        hall.awaitTurn(of: number)
        hall.change { room in
            for due in room.acts.takeUntold(through: number, as: act) { room.announce(due) }
        }
        hall.wakeWaiters()
        hall.log.note(LogLine(act, isKept: act.isKept))
        return act.isKept
    }

    // MARK: On whom

    /// Whom it is about.
    private func subject(of wish: Request.Act) throws(ErrorCode) -> Act.Subject {
        let subject = try hall.account(called: wish.to ?? "")
        if subject.uid == 0 { throw wish.kind == .lift ? .nothingToLift : .notOnRoot }
        // Who dismisses themselves ends their other sessions.
        if subject.uid == account.uid, wish.kind != .dismiss { throw .notOnYourself }
        return subject
    }

    private func sessions(of uid: UInt32) -> [Connection] {
        hall.allConnections.filter {
            $0.uid == uid && !$0.isVisit && !$0.hasLeft && $0.session != connection.session
        }
    }

    /// Ends an account's sessions, after they were told of the act.
    private func dismiss(_ uid: UInt32) {
        for connection in sessions(of: uid) { connection.dismiss(.dismissed) }
        // They may wait for their claim, or for the flusher.
        hall.wakeWaiters()
    }

    // MARK: Taking a text away

    private func redact(_ seq: UInt64, _ act: Act) throws(ErrorCode) -> Bool {
        let replay = Replay(seq...seq, hall: hall)
        guard let line = replay.nextLines().map(Array.init), let said = Replay.said(line),
            said.seq == seq, said.style != .redacted
        else { throw replay.hasFailed ? .notKept : .noSuchMessage }
        if said.speaker.uid == 0, connection.uid != 0 { throw .notOnRoot }
        var act = act
        act.seq = seq
        act.ledger = hall.change { $0.ledger }
        act.to = Act.Subject(account: said.speaker.account, uid: said.speaker.uid)
        let redacted = act
        let isInLedger = hall.archive != nil
        let number = hall.change { $0.acts.record(redacted, isPending: true) }
        // First of all it is kept that it is to be done: who begins anew does it then.
        let isKept = hall.keepsAct(number)
        let redaction = Redaction(number: number, act: act, said: said, line: line)
        guard isInLedger else {
            let isGone = hall.isRedacted(seq)
            hall.settle(redaction, isGone ? .gone : .done)
            if isGone { throw .noSuchMessage }
            return isKept
        }
        guard isKept || hall.actKeeper == nil else {
            hall.takeBack(number)
            throw .notKept
        }
        try awaitScribe(redaction)
        return isKept
    }

    private func awaitScribe(_ redaction: Redaction) throws(ErrorCode) {
        let (redactions, number) = (hall.redactions, redaction.number)
        redactions.add(redaction)
        hall.callScribe()
        switch redactions.outcome(of: number, milliseconds: hall.settings.diskMilliseconds) {
        case .done: return
        case .gone: throw .noSuchMessage
        case .notKept: throw .notKept
        case nil: break
        }
        switch redactions.cancel(number) {
        case .begun(.done): return
        case .begun(.gone): throw .noSuchMessage
        case .begun: throw .notKept
        case .takenBack:
            hall.takeBack(number)
            throw .notKept
        }
    }
}

extension Hall {
    /// Root is an operator, and the members of some groups, as the kernel had it when they connected.
    func isOperator(_ connection: Connection) -> Bool {
        rank(of: connection.uid, at: connection.socket) > .ordinary
    }

    /// Waits a while for the disk to take an act.
    ///
    /// - Returns: Whether it outlives the daemon.
    func keepsAct(_ number: UInt64) -> Bool {
        guard let actKeeper else { return false }
        let tries = change { $0.acts.tries }
        actKeeper.call()
        return self.await(milliseconds: settings.diskMilliseconds) {
            $0.acts.isKept(number, since: tries)
        } ?? false
    }

    /// Waits until the acts before one have been told, so that all are told in the order in which they hold.
    ///
    /// Each of them waits for the disk no longer than this one did; one that is later still is told with this one.
    fileprivate func awaitTurn(of number: UInt64) {
        _ = self.await(milliseconds: settings.diskMilliseconds) {
            $0.acts.isNextToTell(number) ? true : nil
        }
    }

    /// An act that was to be done is not; waits a while for the disk to forget it.
    fileprivate func takeBack(_ number: UInt64) {
        let change = change { $0.acts.settle(number, isDone: false) }
        _ = change.map { keepsAct($0) }
    }

    /// Whether what was said has lost its text meanwhile.
    fileprivate func isRedacted(_ seq: UInt64) -> Bool {
        Replay(seq...seq, hall: self).next()?.first?.style == .redacted
    }
}

extension Keeper {
    /// Keeps what operators did.
    static func ofActs(_ file: ActsFile) -> Keeper {
        Keeper("acts") { hall throws(SystemError) in
            guard let draft = hall.change({ $0.acts.draft() }) else { return }
            var isKept = false
            defer { hall.change { $0.acts.tried(draft, isKept: isKept) } }
            try file.write(draft.all)
            isKept = true
        }
    }
}

extension LogLine {
    /// An act, for the operator.
    init(_ act: Act, isKept: Bool) {
        var line = LogLine("act").with("kind", act.kind.rawValue)
        if let to = act.to { line = line.with("uid", to.uid).with("account", to.account) }
        line = line.with("by", act.speaker.account).with("by-uid", act.speaker.uid)
        if let seq = act.seq { line = line.with("seq", seq) }
        if let until = act.until { line = line.with("until", until) }
        self = line.with("reason", act.text).with("kept", isKept ? "yes" : "no").at(.notable)
    }
}
