import TalkProtocol

/// Counts who is connected, in all and by account, and keeps more than may be from coming in.
struct Door: Sendable {
    private let maxSessions: Int
    private let maxSessionsPerAccount: Int
    private var sessions = 0
    private var sessionsOfAccount: [UInt32: Int] = [:]

    init(maxSessions: Int, maxSessionsPerAccount: Int) {
        self.maxSessions = maxSessions
        self.maxSessionsPerAccount = maxSessionsPerAccount
    }

    /// Lets one more session of an account in.
    ///
    /// - Throws: `full` or `too-many-sessions`.
    mutating func admit(uid: UInt32) throws(ErrorCode) {
        guard sessions < maxSessions else { throw .full }
        guard sessionsOfAccount[uid, default: 0] < maxSessionsPerAccount else {
            throw .tooManySessions
        }
        sessions += 1
        sessionsOfAccount[uid, default: 0] += 1
    }

    /// Takes note that a session which was let in has gone.
    ///
    /// - Returns: Whether it was the account's last.
    mutating func release(uid: UInt32) -> Bool {
        sessions -= 1
        let left = sessionsOfAccount[uid, default: 1] - 1
        sessionsOfAccount[uid] = left == 0 ? nil : left
        return left == 0
    }
}
