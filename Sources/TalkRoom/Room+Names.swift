package import TalkProtocol
package import TalkText

/// Names belong to sessions; a login belongs to its owner.
extension Room {
    /// Takes another name for a session; who has it already is told so, and nobody else is.
    ///
    /// - Throws: `muted` or `name-taken`.
    package mutating func rename(
        _ session: SessionID, to name: Name, now: Moment
    ) throws(ErrorCode) {
        guard let member = roster.members[session] else { return }
        try permitSpeech(of: member.account.uid, now.wall)
        try makeWay(for: name, of: member.account, now: now)
        roster.touch(session, at: now.milliseconds)
        rename(member, to: name, now: now)
    }

    /// Keeps a name that looks like another account's; a login is its owner's.
    mutating func makeWay(
        for name: Name, of account: Account, now: Moment
    ) throws(ErrorCode) {
        guard name != account.defaultName else { return reclaimLogin(of: account, now: now) }
        let others = roster.others(resembling: Likeness(of: name), thanUID: account.uid)
        guard others.isEmpty else { throw .nameTaken }
    }

    /// Others who hold an account's login, because it is new, or what looks like it, give it up.
    mutating func reclaimLogin(of account: Account, now: Moment) {
        let likeness = Likeness(of: account.defaultName)
        // Two logins that look alike are both their owners'.
        for other in roster.others(resembling: likeness, thanUID: account.uid)
        where other.name != other.account.defaultName {
            rename(other, to: other.account.defaultName, now: now)
        }
    }

    private mutating func rename(_ member: Member, to name: Name, now: Moment) {
        let was = member.speaker.name
        roster.rename(member.session, to: name)
        let presence = Presence(
            time: now.wall, speaker: member.account.speaker(named: name), session: member.session)
        let event = Event.renamed(presence, was: was)
        if member.isPresent, name != member.name {
            delivery.announce(event)
        } else {
            delivery.whisper(event, to: [member.session])
        }
    }
}
