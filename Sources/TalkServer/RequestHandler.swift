import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// Carries a session's requests out.
struct RequestHandler {
    /// Fewer bytes than a piece of an answer has, whatever they are called.
    private static let peopleInOnePiece = 128

    let connection: Connection
    let hall: Hall
    let account: Account
    let dialect: Dialect

    /// What is to be sent in answer.
    enum Answer {
        /// Nothing: what others see, too, is the answer.
        case none
        case event(Event)
        /// Several events, made as the client reads them: some at a time, nil when there are no more.
        case series(() -> [Event]?)
    }

    /// Lets the session into the room.
    ///
    /// - Throws: `name-invalid`, `name-reserved`, `name-taken`, `muted` or `banned`.
    func enter(_ hello: Request.Hello) throws(ErrorCode) -> Room.Entrance {
        let name = try name(hello.name ?? account.defaultName.string)
        let entrance = try hall.change { room throws(ErrorCode) in
            try room.enter(
                connection.session, as: account, named: name, dialect: dialect, hello: hello,
                now: hall.now)
        }
        let client = SafeText(ofClient: hello.client ?? "\(dialect)")
        hall.log.note(note("join").with("name", name).with("client", client))
        return entrance
    }

    /// Carries one request out.
    ///
    /// - Throws: The code of its refusal; the room is as it was before.
    func handle(_ request: Request) throws(ErrorCode) -> Answer {
        switch request {
        case .hello: throw .helloTwice
        // What is said is gathered by the session's thread.
        case .say: return .none
        case .tell(let to, let text, let id):
            let text = try SafeText(message: text)
            try tell(text, to: to, id: id)
            return .none
        case .name(let wanted):
            let name = try name(wanted)
            try hall.change { room throws(ErrorCode) in
                try room.rename(connection.session, to: name, now: hall.now)
            }
            hall.log.note(note("rename").with("name", name))
            return .none
        case .who(.verbose):
            return try ActHandler(connection: connection, hall: hall, account: account).everybody()
        case .who(let who): return people(andLodgers: who == .terminals)
        case .history(let before, let count):
            let now = hall.now
            return past(
                hall.change { room in
                    let range = room.history(before: before, count: count)
                    // What was asked for by its number is paid.
                    if count == nil {
                        room.charge(items: range?.count ?? 0, uid: account.uid, now: now)
                    }
                    return range
                })
        case .ping(let id): return .event(.pong(id: id))
        // What is the session's thread's own.
        case .ring, .wall, .mesg, .ignore, .act, .topic, .acts, .leave: return .none
        }
    }

    /// An operator's line about this session.
    func note(_ what: StaticString) -> LogLine {
        LogLine(what).with("session", connection.session).with("uid", account.uid)
            .with("account", account.defaultName)
    }

    /// The error event that tells of a refusal.
    func failure(_ code: ErrorCode, id: MessageID? = nil, fatal: Bool = false) -> Event {
        hall.failure(code, id: id, fatal: fatal)
    }

    /// Waits while more was told to people than is to be held for those who do not read.
    private func tell(_ text: SafeText, to: String, id: MessageID?) throws(ErrorCode) {
        while connection.fate == nil {
            let isTold = try hall.change { room throws(ErrorCode) in
                guard room.delivery.maySplice() else { return false }
                try room.tell(text, to: to, id: id, from: connection.session, now: hall.now)
                return true
            }
            if isTold { return }
            _ = hall.await(milliseconds: Connection.lookAgainMilliseconds) { room in
                room.delivery.maySplice() || connection.fate != nil ? true : nil
            }
        }
    }

    private func people(andLodgers: Bool) -> Answer {
        let now = hall.now
        let last = hall.change { room in
            room.charge(items: room.standing.here, uid: account.uid, now: now)
            return room.lastPresentSession
        }
        var session: SessionID = 0
        var hasEnded = false
        let terminals = TerminalHandler(connection: connection, hall: hall, account: account)
        return .series { [hall] in
            if hasEnded { return nil }
            let people = hall.change {
                $0.people(
                    after: session, through: last, count: Self.peopleInOnePiece, now: hall.now)
            }
            hasEnded = people.count < Self.peopleInOnePiece
            session = people.last?.session ?? last
            let events = people.map { Event.person($0) }
            guard hasEnded else { return events }
            let lodgers = andLodgers ? terminals.lodgers() : []
            return events + lodgers + [.end]
        }
    }

    private func past(_ range: ClosedRange<UInt64>?) -> Answer {
        let replay = Replay(range, hall: hall)
        var hasEnded = false
        return .series {
            if hasEnded { return nil }
            // What cannot be read now is left out, as the numbers show: it can be asked for again.
            guard let some = replay.next() else {
                hasEnded = true
                return [.end]
            }
            return some.map { Event.past($0) }
        }
    }

    /// A name that this account may have, as far as the host's logins are concerned.
    private func name(_ wanted: String) throws(ErrorCode) -> Name {
        // A login may break the rules of chosen names, and is its owner's all the same.
        if wanted == account.defaultName.string { return account.defaultName }
        guard let name = Name(wanted) else { throw .nameInvalid }
        if let code = hall.logins.objection(to: name, by: account) { throw code }
        return name
    }
}

extension SafeText {
    /// The text of a message, made safe.
    ///
    /// - Throws: `text-too-long` or `text-empty`.
    init(message text: String) throws(ErrorCode) {
        guard text.utf8.count <= Limits.maxTextBytes else { throw .textTooLong }
        self.init(sanitizing: text)
        if isBlank { throw .textEmpty }
        guard string.utf8.count > Limits.maxTextLines else { return }
        if lineCount > Limits.maxTextLines { throw .textTooLong }
    }

    /// A text that is one line, made safe; empty where there is nothing to see.
    ///
    /// - Throws: `text-too-long`.
    init(row text: String) throws(ErrorCode) {
        guard text.utf8.count <= Limits.maxRowBytes else { throw .textTooLong }
        let safe = SafeText(sanitizing: text)
        let row = safe.string.map { $0 == "\n" || $0 == "\t" ? " " : $0 }
        self.init(sanitizing: String(row).trimmingSpaces)
        if isBlank { self = .empty }
    }
}
