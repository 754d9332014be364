import Posix
import TalkProtocol
import TalkRoom
import TalkText

/// What may be asked about operators' acts, and what only operators may ask.
extension ActHandler {
    private static let actsInOnePiece = 64
    private static let peopleInOnePiece = 256

    /// The last acts and all that still hold, the oldest first.
    func acts(count: Int?) -> [Act] {
        let count = min(count ?? Limits.defaultActs, Limits.maxActs)
        return hall.change { $0.acts.last(count, at: hall.now.wall) }
    }

    /// The act that set what the room is about; none when nobody has.
    func topic() -> [Act] {
        [hall.change { $0.acts.topicAct(at: hall.now.wall) }].compactMap(\.self)
    }

    /// Acts as an answer, made as the client reads it.
    func answer(_ acts: [Act]) -> RequestHandler.Answer {
        var rest = acts[...]
        var hasEnded = false
        return .series {
            if hasEnded { return nil }
            let some = rest.prefix(Self.actsInOnePiece)
            rest = rest.dropFirst(Self.actsInOnePiece)
            hasEnded = rest.isEmpty
            return some.map { Event.act($0) } + (hasEnded ? [.end] : [])
        }
    }

    /// Every session that is connected and has not left.
    ///
    /// - Throws: `operators-only`.
    func everybody() throws(ErrorCode) -> RequestHandler.Answer {
        guard hall.isOperator(connection) else { throw .operatorsOnly }
        var rest = hall.allConnections.filter { !$0.isVisit }.map(\.session).sorted()[...]
        var logins: [UInt32: SafeText] = [:]
        var hasEnded = false
        return .series { [hall] in
            if hasEnded { return nil }
            let connections = hall.connections(of: rest.prefix(Self.peopleInOnePiece))
            rest = rest.dropFirst(Self.peopleInOnePiece)
            hasEnded = rest.isEmpty
            let known = hall.change {
                $0.details(of: connections.map(\.session), now: hall.now)
            }
            let people = connections.compactMap { connection -> Event? in
                if known[connection.session] == nil, connection.hasLeft { return nil }
                var person =
                    known[connection.session] ?? hall.entering(connection, &logins)
                person.details?.isOperator = hall.isOperator(connection)
                return Event.person(person)
            }
            return people + (hasEnded ? [.end] : [])
        }
    }
}

extension Hall {
    /// Somebody who has no name yet.
    ///
    /// - Parameter logins: Those that were looked up already.
    fileprivate func entering(_ connection: Connection, _ logins: inout [UInt32: SafeText])
        -> Person
    {
        let uid = connection.uid
        let login = logins[uid] ?? login(of: uid)
        logins[uid] = login
        let now = now
        let idle = max(0, now.milliseconds - connection.acceptedAt)
        let isMuted = change { $0.acts.isMuted(uid, at: now.wall) }
        return Person(
            speaker: Speaker(name: login, account: login, uid: uid, isSaidOften: false),
            session: connection.session,
            since: Timestamp(milliseconds: now.wall.milliseconds - idle),
            idleSeconds: Int(idle / 1000),
            details: PersonDetails(
                state: .entering, client: .empty, terminal: .empty, undeliveredBytes: 0,
                isMuted: isMuted, isOperator: false))
    }
}
