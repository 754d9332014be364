import TalkProtocol

/// Counts who is connected, in all and by account, and keeps more than may be from coming in.
struct Door: Sendable {
    private struct Guest: Sendable {
        var sessions = 0
        /// The highest one that any of its sessions had.
        var rank = Rank.ordinary
    }

    var maxSessions: Int
    var maxSessionsPerAccount: Int
    private var sessions = 0
    private var guests: [UInt32: Guest] = [:]

    init(maxSessions: Int, maxSessionsPerAccount: Int) {
        self.maxSessions = maxSessions
        self.maxSessionsPerAccount = maxSessionsPerAccount
    }

    /// The accounts that have sessions.
    var uids: some Collection<UInt32> { guests.keys }

    /// What an account is; ordinary when it has no session.
    func rank(of uid: UInt32) -> Rank { guests[uid]?.rank ?? .ordinary }

    /// Takes what accounts are from now on; those that are not named are ordinary.
    mutating func rerank(_ ranks: [(uid: UInt32, rank: Rank)]) {
        let highest = Dictionary(ranks.map { ($0.uid, $0.rank) }, uniquingKeysWith: max)
        for uid in guests.keys { guests[uid]?.rank = highest[uid] ?? .ordinary }
    }

    /// Lets one more session of an account in.
    ///
    /// - Throws: `full` or `too-many-sessions`.
    mutating func admit(uid: UInt32, rank: Rank = .ordinary) throws(ErrorCode) {
        var guest = guests[uid] ?? Guest()
        guard sessions < maxSessions + reserve(for: rank, ofWhoHas: guest.sessions) else {
            throw .full
        }
        guard guest.sessions < maxSessionsPerAccount else { throw .tooManySessions }
        sessions += 1
        guest.sessions += 1
        guest.rank = max(guest.rank, rank)
        guests[uid] = guest
    }

    /// A full house is still to be governed; not by who has filled it, who can end a session of their own.
    private func reserve(for rank: Rank, ofWhoHas own: Int) -> Int {
        2 * own < max(sessions, 1) ? rank.reserve : 0
    }

    /// Takes note that a session which was let in has gone.
    ///
    /// - Returns: Whether it was the account's last.
    mutating func release(uid: UInt32) -> Bool {
        sessions -= 1
        let left = (guests[uid]?.sessions ?? 1) - 1
        guests[uid]?.sessions = left
        if left == 0 { guests[uid] = nil }
        return left == 0
    }
}
