import TalkProtocol
import TalkText

/// Names a session: counted from 1, never used again while the daemon lives.
package typealias SessionID = UInt64

/// A session that has entered the room.
struct Member: Sendable {
    let session: SessionID
    let account: Account
    private(set) var name: Name
    /// That of the name's likeness, which is itself too large to be kept for everybody.
    private(set) var likenessKey: String
    /// How events show it.
    private(set) var speaker: Speaker
    /// False: not announced and not listed.
    let isPresent: Bool
    let since: Timestamp
    /// The same on the clock that only goes forward.
    let enteredAt: Int64
    /// Where the client shows the room, as it says.
    let terminal: String?
    /// What the client calls itself.
    let client: SafeText

    init(
        session: SessionID, account: Account, name: Name, isPresent: Bool, since: Timestamp,
        enteredAt: Int64 = 0, terminal: String? = nil, client: SafeText = .empty
    ) {
        self.session = session
        self.account = account
        self.name = name
        likenessKey = Likeness(of: name).key
        speaker = account.speaker(named: name)
        self.isPresent = isPresent
        self.since = since
        self.enteredAt = enteredAt
        self.terminal = terminal
        self.client = client
    }

    mutating func rename(to name: Name) {
        self.name = name
        likenessKey = Likeness(of: name).key
        speaker = account.speaker(named: name)
    }
}

/// Who is in the room, and under which names.
struct Roster: Sendable {
    private(set) var members: [SessionID: Member] = [:]
    /// When each last asked for anything that others notice; on the clock that only goes forward.
    private var lastActive: [SessionID: Int64] = [:]
    /// A list, because nearly every name has one session.
    private var sessionsOfKey: [String: [SessionID]] = [:]
    private var sessionsOfAccount: [Name: Set<SessionID>] = [:]
    /// Those who are present, in the order of their coming.
    private(set) var presentSessions: [SessionID] = []

    var presentCount: Int { presentSessions.count }

    mutating func add(_ member: Member, at milliseconds: Int64) {
        members[member.session] = member
        lastActive[member.session] = milliseconds
        sessionsOfKey[member.likenessKey, default: []].append(member.session)
        sessionsOfAccount[member.account.defaultName, default: []].insert(member.session)
        if member.isPresent {
            presentSessions.insert(
                member.session, at: placeAmongPresent(of: member.session))
        }
    }

    mutating func remove(_ session: SessionID) -> Member? {
        guard let member = members.removeValue(forKey: session) else { return nil }
        lastActive[session] = nil
        sessionsOfKey.drop(session, from: member.likenessKey)
        sessionsOfAccount.drop(session, from: member.account.defaultName)
        if member.isPresent { presentSessions.remove(at: placeAmongPresent(of: session)) }
        return member
    }

    mutating func rename(_ session: SessionID, to name: Name) {
        guard var member = members[session] else { return }
        sessionsOfKey.drop(session, from: member.likenessKey)
        member.rename(to: name)
        members[session] = member
        sessionsOfKey[member.likenessKey, default: []].append(session)
    }

    /// Where a session stands among those who are present, or would.
    func placeAmongPresent(of session: SessionID) -> Int {
        var low = 0
        var high = presentSessions.count
        // Who comes stands last, nearly always.
        if let last = presentSessions.last, last < session { return high }
        while low < high {
            let middle = (low + high) / 2
            if presentSessions[middle] < session { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func touch(_ session: SessionID, at milliseconds: Int64) {
        lastActive[session] = milliseconds
    }

    /// How long a member has been idle.
    func idleMilliseconds(_ session: SessionID, at milliseconds: Int64) -> Int64 {
        lastActive[session].map { milliseconds - $0 } ?? 0
    }

    /// Sessions of other accounts whose name is, or looks like, this one.
    func others(resembling likeness: Likeness, thanUID uid: UInt32) -> [Member] {
        sessionsOfKey[likeness.key, default: []].compactMap { members[$0] }
            .filter { $0.account.uid != uid && Likeness(of: $0.name).resembles(likeness) }
    }

    /// Who is meant by `to`: those present under that name; if there are none, of that login.
    func present(called to: Name) -> [Member] {
        let named = present(sessionsOfKey[Likeness(of: to).key] ?? []).filter { $0.name == to }
        return named.isEmpty ? present(sessionsOfAccount[to] ?? []) : named
    }

    /// The sessions of an account that are present.
    func present(ofUID uid: UInt32) -> [SessionID] {
        members.values.filter { $0.account.uid == uid && $0.isPresent }.map(\.session)
    }

    private func present(_ sessions: some Sequence<SessionID>) -> [Member] {
        sessions.compactMap { members[$0] }.filter(\.isPresent)
    }
}

extension Dictionary where Value == Set<SessionID> {
    /// Takes a session out of the set of `key`; a set without sessions goes.
    fileprivate mutating func drop(_ session: SessionID, from key: Key) {
        self[key]?.remove(session)
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}

extension Dictionary where Value == [SessionID] {
    /// Takes a session out of the list of `key`; a list without sessions goes.
    fileprivate mutating func drop(_ session: SessionID, from key: Key) {
        self[key]?.removeAll { $0 == session }
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}
