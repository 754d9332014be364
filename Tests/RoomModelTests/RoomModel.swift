/// The room as talkroom(7) has it: who is there, what was said, and what each session is to be sent.
///
/// Written from the manual, not from the sources. That texts are made safe as they should be is tested elsewhere.
struct RoomModel {
    typealias Person = RoomNames.Person

    struct Session {
        let number: Int
        let person: Person
        let isOperator: Bool
        /// Nil until the first byte has decided it.
        var isPlain: Bool?
        var isInRoom = false
        var isPresent = false
        var name = ""
        /// How often a name was refused it.
        var refusals = 0
    }

    struct Said {
        let seq: Int
        let person: Person
        /// As a person reads who said it.
        let who: String
        private(set) var keys: [(String, Meant.Value?)]
        private(set) var lines: [String]
        /// What must be the same when it is said again with the same id.
        let text: String
        let style: String?
        private(set) var isRedacted = false
        /// Whether this daemon never knew the text that was taken away.
        var isForgotten = false

        func meant(_ event: String) -> Meant {
            var meant = Meant(event, keys, plain: lines)
            meant.seq = seq
            return meant
        }

        /// Its text is gone; its number and its id stay.
        mutating func redact() {
            isRedacted = true
            keys = keys.map { key, value in
                key == "text"
                    ? (key, .string(""))
                    : key == "style" ? (key, .string("redacted")) : (key, value)
            }
            lines = ["-- what \(who) said (\(seq)) was taken away by an operator"]
        }
    }

    /// An account's id of something said.
    struct ID: Hashable {
        let uid: Int
        let id: String
    }

    struct Pair: Hashable {
        let caller: Int
        let called: Int
    }

    struct Wishes {
        var takesMessages = true
        var ignored: Set<String> = []
    }

    // The limits of talkroom(7) that come into it.
    static let backlog = 20
    static let mostHistory = 1000
    static let rememberedIDs = 16_384
    static let refusalsOfName = 10
    static let ringsAtOnce = 10

    /// As the first greeting and the first welcome have it.
    var host = ""
    var ledger = ""
    var names = RoomNames()
    var sessions: [Int: Session] = [:]
    var saids: [Said] = []
    var ids: [ID: Int] = [:]
    var wishes: [Int: Wishes] = [:]
    var rings: [Pair: Int] = [:]
    var book = RoomBook()
    /// Who is an operator when they connect, by uid.
    var operators: Set<Int> = []
    /// Whether operators may say something to everybody, or to a group.
    var wallsAreOn = false
    /// Whose members are those, by uid.
    var groups: [String: Set<Int>] = [:]
    /// Who was dismissed, was present, and is yet to leave.
    var leaving: [Session] = []
    /// What became due, and to whom, since it was last taken.
    var due: [(session: Int, meant: Meant)] = []
    /// Whose connections the daemon closes once they have that.
    private(set) var ended: Set<Int> = []

    var lastSeq: Int { saids.count }
    var inRoom: [Session] {
        sessions.values.filter(\.isInRoom).sorted { $0.number < $1.number }
    }
    var present: [Session] { inRoom.filter(\.isPresent) }

    mutating func takeDue() -> [(session: Int, meant: Meant)] {
        defer { due = [] }
        return due
    }

    // MARK: Coming and going

    /// Somebody connects.
    mutating func connect(_ number: Int, _ person: Person) {
        // A new daemon counts from the beginning.
        ended.remove(number)
        if let ban = book.ban(on: person.uid) {
            ended.insert(number)
            return tell(number, Meant(line: "talkroom 1 \(host): error banned \(ban.notice)"))
        }
        sessions[number] = Session(
            number: number, person: person, isOperator: operators.contains(person.uid))
        greet(number)
    }

    mutating func greet(_ number: Int) {
        let login = sessions[number]?.person.login ?? ""
        tell(number, Meant(line: "talkroom 1 \(host): choose a username [\(login)]"))
    }

    /// The daemon ends, and everybody is told so; or is killed. What was said stays, and what accounts chose.
    mutating func restart(isTold: Bool) {
        for number in sessions.keys.sorted() where isTold {
            refuse(number, "stopping", isFatal: true)
        }
        ended.formUnion(sessions.keys)
        sessions = [:]
        rings = [:]
        for index in saids.indices { saids[index].isForgotten = saids[index].isRedacted }
    }

    /// A session is no more, and its connection closed once it has what is due to it.
    mutating func end(_ number: Int) {
        sessions[number] = nil
        ended.insert(number)
    }

    mutating func depart(_ session: Session, _ reason: String) {
        end(session.number)
        guard session.isPresent else { return }
        let why = reason == "quit" ? "left" : "left (the connection went away)"
        announce(presence("left", session, [("reason", .string(reason))], why))
    }

    mutating func enter(_ session: Session, _ hello: RoomDeed.Hello) {
        let name = hello.name ?? session.person.login
        let isRefused = isMuted(session) && name != session.person.login
        let code = makeWay(for: name, of: session)
        if isRefused || code != nil {
            // Which comes first is not said.
            return refuseName(
                Set([isRefused ? "muted" : nil, code].compactMap(\.self)), session)
        }
        reclaimLogin(of: session.person)
        var session = session
        session.isPresent = hello.isPresent
        session.name = Self.composed(name)
        if session.isPresent { announce(presence("joined", session, [], "joined")) }
        session.isInRoom = true
        sessions[session.number] = session
        welcome(session, hello)
    }

    /// What was to be a name is none: who types is asked again.
    mutating func refuseName(_ codes: Set<String>, _ session: Session) {
        let isFatal = session.refusals >= Self.refusalsOfName
        sessions[session.number]?.refusals += 1
        refuse(session.number, anyOf: codes, isFatal: isFatal)
        if isFatal {
            end(session.number)
        } else if session.isPlain == true {
            greet(session.number)
        }
    }

    private mutating func welcome(_ session: Session, _ hello: RoomDeed.Hello) {
        let isReset =
            hello.after.map { $0 > lastSeq || hello.ledger.map { $0 != ledger } == true } == true
        let here = present.count
        let others =
            here == 1 ? "nobody else is" : here == 2 ? "1 other is" : "\(here - 1) others are"
        tell(
            session.number,
            Meant(
                "welcome",
                [
                    ("seq", .integer(lastSeq)), ("version", .integer(1)), ("host", .string(host)),
                    ("ledger", .string(ledger)), ("oldest", .integer(1)),
                ] + speaker(session) + [
                    ("session", .integer(session.number)), ("here", .integer(here)),
                    ("reset", isReset ? .boolean(true) : nil),
                    ("topic", book.topic.map { .string($0.text) }),
                ],
                plain: [
                    "-- you are \(shown(session)); \(others) here; sair or /quit leaves, /help says more"
                ] + (book.topic.map { ["-- the topic: \($0.text)"] } ?? [])))
        let replayed: ArraySlice<Said> =
            if let after = hello.after, !isReset {
                saids.dropFirst(after)
            } else {
                saids.suffix(isReset ? Self.backlog : hello.backlog ?? Self.backlog)
            }
        for said in replayed { tell(session.number, said.meant("said")) }
    }
}
