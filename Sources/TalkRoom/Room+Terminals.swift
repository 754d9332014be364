package import TalkProtocol
package import TalkText

/// Terminals, as clients named those that they are at.
package struct ClaimedTerminals: Sendable {
    private struct Claim: Hashable, Sendable {
        let uid: UInt32
        let name: String
    }

    private let claims: Set<Claim>

    fileprivate init(of members: [Member]) {
        claims = Set(
            members.compactMap { member in
                member.terminal.map { Claim(uid: member.account.uid, name: $0) }
            })
    }

    /// Whether its owner is said to be at it; or root, who after su(1) or sudo(8) is at a terminal of somebody else's.
    package func contains(owner: UInt32, name: String) -> Bool {
        claims.contains(Claim(uid: owner, name: name)) || claims.contains(Claim(uid: 0, name: name))
    }
}

/// Rings and walls, as far as the room itself has to do with them: who is attached, and what they wish.
extension Room {
    /// Rings somebody who is attached, under that name or else of that login.
    ///
    /// - Returns: Whom it reached; nil when nobody called so is here.
    /// - Throws: `muted` or `rings-too-often`.
    package mutating func ring(
        _ to: Name, text: SafeText, from session: SessionID, now: Moment
    ) throws(ErrorCode) -> Reached? {
        guard let caller = roster.members[session] else { return nil }
        try permitSpeech(of: caller.account.uid, now.wall)
        let called = roster.present(called: to)
        guard let uid = called.first?.account.uid else { return nil }
        var reached = Reached(to: SafeText(sanitizing: to.string))
        reached.allSessions = called.count
        roster.touch(session, at: now.milliseconds)
        guard wishes[uid].welcome(caller.account) else {
            reached.off = called.count
            return reached
        }
        try admitRing(from: caller.account, to: uid, now: now)
        reached.sessions = called.count
        let rang = Rang(
            time: now.wall, speaker: caller.speaker, to: SafeText(sanitizing: to.string), text: text
        )
        delivery.whisper(.rang(rang), to: called.map(\.session))
        return reached
    }

    /// Counts a ring, before it is tried: of several at once none is for nothing.
    ///
    /// - Throws: `rings-too-often`.
    package mutating func admitRing(
        from account: Account, to uid: UInt32, now: Moment
    ) throws(ErrorCode) {
        let isAdmitted = rings.admit(
            account.uid, to: uid, allowance: rank(of: account.uid).allowance, at: now.milliseconds)
        guard isAdmitted else { throw .ringsTooOften }
    }

    /// Takes note of how somebody was rung at their terminals: when they come, who rang them is told; at once, if they
    /// came while the last of these terminals was still being written to.
    ///
    /// - Parameters:
    ///   - isHeard: Whether any terminal of theirs was to hear it; else it is as if nobody had rung.
    ///   - begun: When it was begun, on the clock that only goes forward.
    /// - Returns: Who has come, and those of their callers who are not here themselves.
    @discardableResult
    package mutating func rangAtTerminal(
        from account: Account, to uid: UInt32, isHeard: Bool, since begun: Int64, now: Moment
    ) -> (comer: Account, callers: [UInt32])? {
        guard isHeard else {
            let allowance = rank(of: account.uid).allowance
            rings.takeBack(account.uid, to: uid, allowance: allowance)
            return nil
        }
        let here = roster.present(ofUID: uid).compactMap { roster.members[$0] }
        guard here.allSatisfy({ $0.enteredAt >= begun }) else { return nil }
        rings.awaitAnswer(to: account.uid, from: uid, at: now.milliseconds)
        return here.first.map { ($0.account, answerRings(to: $0, now: now)) }
    }

    /// Whether a wall with this id is a new one of that account; true once.
    package mutating func beginWall(_ id: MessageID, uid: UInt32) -> Bool {
        let key = RememberedIDs.Key(uid: uid, id: id)
        guard !walls.contains(key) else { return false }
        if walls.count >= Limits.maxRememberedWalls { walls.removeFirst() }
        walls.append(key)
        return true
    }

    /// Takes note that a wall which was begun is written to no terminal after all.
    package mutating func forgetWall(_ id: MessageID, uid: UInt32) {
        walls.removeAll { $0 == RememberedIDs.Key(uid: uid, id: id) }
    }

    /// Tells those who rang somebody that they are here now.
    ///
    /// - Returns: Those of them who are not here themselves.
    mutating func answerRings(to member: Member, now: Moment) -> [UInt32] {
        rings.answer(by: member.account.uid, at: now.milliseconds).filter { caller in
            let sessions = roster.present(ofUID: caller)
            delivery.whisper(.answered(presence(member, now)), to: sessions)
            return sessions.isEmpty
        }
    }

    /// Whether an account wants to be rung by another.
    package func welcomes(_ caller: Account, uid: UInt32) -> Bool { wishes[uid].welcome(caller) }

    /// Where the room is shown to those who are present, and where a session itself is, as their clients say.
    package func attachedTerminals(and session: SessionID?) -> ClaimedTerminals {
        ClaimedTerminals(
            of: roster.members.values.filter { $0.isPresent || $0.session == session })
    }

    /// The terminal that a session says it is at.
    package func terminal(of session: SessionID) -> String? {
        roster.members[session]?.terminal
    }

    /// How many sessions hear what is said, besides that of who says it.
    package func listenerCount(besides session: SessionID) -> Int {
        let isPresent = roster.members[session]?.isPresent == true
        return roster.presentCount - (isPresent ? 1 : 0)
    }

    /// The receipt of what that account said before with this id; nil when it said nothing.
    ///
    /// - Throws: `id-in-use`.
    package func receipt(
        for id: MessageID, uid: UInt32, text: SafeText, style: Request.Style
    ) throws(ErrorCode) -> Receipt? {
        try rememberedIDs.receipt(for: id, uid: uid, text: text.string, style: style)
    }

    /// The accounts that are present.
    package var presentUIDs: Set<UInt32> {
        Set(roster.members.values.filter(\.isPresent).map(\.account.uid))
    }

    /// Tells something to those present of some accounts, as to one person; who tells it hears it, too.
    ///
    /// - Parameter group: What they are together.
    /// - Returns: How many sessions that is, that of who tells it not counted.
    /// - Throws: `muted`.
    package mutating func tell(
        _ text: SafeText, toAccounts uids: Set<UInt32>, group: String, from session: SessionID,
        now: Moment
    ) throws(ErrorCode) -> Int {
        guard let member = roster.members[session] else { return 0 }
        try permitSpeech(of: member.account.uid, now.wall)
        let receivers = roster.members.values.filter {
            $0.isPresent && uids.contains($0.account.uid) && $0.session != session
        }.map(\.session)
        let told = Told(
            time: now.wall, speaker: member.speaker, to: SafeText(sanitizing: group), text: text,
            id: nil)
        delivery.whisper(.told(told), to: receivers + (member.isPresent ? [session] : []))
        return receivers.count
    }
}
