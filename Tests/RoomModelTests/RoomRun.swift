import Foundation
import TestSupport

/// A daemon, sessions of several accounts that do this and that, and beside them the model of the room: each event of
/// each session is compared.
///
/// One deed at a time: it is followed by a `ping`, or by `/help`, and is over when that is answered and all that it
/// means for its session has come. The others read later, so that the daemon has more to send to them at once.
final class RoomRun {
    typealias Person = RoomNames.Person

    /// How a daemon ends in the midst of it.
    enum Ending { case killed, stopped }

    private static let mostGuests = 10
    private static let stepsUnread = 40
    /// More than is said in some 200,000 steps; an eighth is a file of the ledger, so that there are several and a
    /// text is soon taken out of one.
    private static let mostBytes = 16 << 20

    var dice: RoomDice
    var model = RoomModel()
    var diary = RoomDiary()
    private let directory: TemporaryDirectory
    /// What operators do is told to be kept only if the disk takes it within a second.
    private let memory: TemporaryDirectory
    private(set) var daemon: Daemon
    private var doormen: [Int: Doorman] = [:]
    var guests: [Int: RoomGuest] = [:]
    private var lastNumber = 0
    /// How many daemons there were.
    private var daemons = 1
    /// Who hung up at the door, of which nobody is told.
    var goneUnseen: Set<Int> = []
    /// Never leaves, so that somebody sees who does.
    var witness = 0
    private(set) var step = 0
    /// What was done last.
    private(set) var deeds: [(step: Int, guest: RoomGuest, deed: RoomDeed)] = []
    /// Logins that somebody may have for a name before there is an account of that login.
    private var unmade: [String] = []
    var hasChosen: Set<Person> = []
    let seed: UInt64

    init(_ generator: SeededGenerator) throws {
        seed = generator.seed
        directory = try TemporaryDirectory()
        try directory.giveToKeeper()
        memory = try TemporaryDirectory(isInMemory: true)
        var people = [Person(login: Account.own.login, uid: Int(Account.own.uid))]
        if Programs.isRoot {
            for _ in 1...2 {
                let account = try Accounts.make()
                // Each has a group of its own.
                model.groups[account.login] = [Int(account.uid)]
                people.append(
                    Person(
                        login: account.login, uid: Int(account.uid), gid: Int(account.gid)))
            }
            let uid =
                (61_000..<65_000).first { NameService.login(ofUID: uid_t($0)) == nil } ?? 64_999
            people.append(Person(login: "\(uid)", uid: uid))
            unmade = [Accounts.freshLogin(), Accounts.freshLogin()]
        }
        model.names.people = people
        dice = RoomDice(generator, logins: people.map(\.login) + unmade)
        daemon = try Self.start(1, in: (directory, memory), people)
        try begin()
    }

    /// Starts the next daemon. Of every other one somebody besides root is an operator.
    private static func start(
        _ count: Int, in directories: (sockets: TemporaryDirectory, ledger: TemporaryDirectory),
        _ people: [Person]
    ) throws -> Daemon {
        let operators = Programs.isRoot ? ["operators=\(people[1].login)"] : Operator.settings
        return try Daemon(
            Daemon.roomy + ["history=disk", "ring=everyone", "retention_bytes=\(mostBytes)"]
                + (count % 2 == 1 ? operators + ["wall=operators"] : ["wall=off"]),
            settings: Daemon.Settings(
                socket: directories.sockets.file("chat.sock"),
                ledger: directories.ledger.file("ledger")))
    }

    /// Finds out what a new daemon calls itself and how far it has counted, and has the witness come.
    private func begin() throws {
        let more = daemons % 2 == 1 ? [model.names.people[Programs.isRoot ? 1 : 0].uid] : []
        model.operators = Set([0] + more)
        model.wallsAreOn = daemons % 2 == 1
        let scout = try daemon.json()
        let welcome = try scout.hello(extra: #""present":false,"backlog":0"#)
        try scout.send(#"{"do":"leave"}"#)
        guard try scout.eventsToEnd().isEmpty, let number = welcome[integer: "session"] else {
            throw Unmet("no good-bye for the scout")
        }
        if model.lastSeq > 0, welcome["ledger"] != model.ledger { throw Unmet("another ledger") }
        model.host = welcome["host"] ?? ""
        model.ledger = welcome["ledger"] ?? ""
        lastNumber = number
        witness = try enterUnseen(model.names.people[0]).number
    }

    // MARK: Steps

    func next() throws {
        step += 1
        if guests.count < 4 || (guests.count < Self.mostGuests && dice.isOne(in: 12)) {
            let guest = try connect(dice.one(of: model.names.people))
            guest.isMeantPlain = dice.isOne(in: 3)
            guest.isStubborn = dice.isOne(in: 8)
        } else {
            let guest = dice.one(of: guests.values.sorted { $0.number < $1.number })
            let isWitness = guest.number == witness
            try act(dice.deed(of: guest, in: model, isWitness: isWitness), by: guest)
        }
        if step.isMultiple(of: Self.stepsUnread) { try settle() }
    }

    func act(_ deed: RoomDeed, by guest: RoomGuest) throws {
        deeds.append((step, guest, deed))
        if deeds.count > 100 { deeds.removeFirst(50) }
        let begun = ContinuousClock.now
        try prepare(for: deed, by: guest)
        if case .act = deed { diary.begin(model.book.lastNumber + 1, at: begun) }
        defer { diary.endAct(model.book.lastNumber) }
        var bytes = take(deed, from: guest)
        if case .hangUp = deed {
            guest.stream.close()
            guests[guest.number] = nil
            // Who hangs up gets no answer: it has gone when another is told so.
            return try guests[witness]?.read(&diary) ?? ()
        }
        if guests.keys.contains(where: { $0 != guest.number && model.ended.contains($0) }) {
            try guest.stream.send(bytes)
            bytes = []
            try seeOff(but: guest)
        }
        if let question = closing(guest) { bytes += take(question, from: guest) }
        if !bytes.isEmpty { try guest.stream.send(bytes) }
        if case .endInput = deed { guest.stream.finishSending() }
        if model.ended.contains(guest.number) {
            guests[guest.number] = nil
            return try guest.readToEnd(&diary)
        }
        try read(guest, after: deed, since: begun)
        if case .mesg = deed { hasChosen.insert(guest.person) }
        if case .ignore = deed { hasChosen.insert(guest.person) }
    }

    /// Has the model do it too.
    ///
    /// - Returns: What is to be sent.
    func take(_ deed: RoomDeed, from guest: RoomGuest) -> [UInt8] {
        let isPlain = guest.isPlain ?? guest.isMeantPlain
        guest.isPlain = isPlain
        model.take(deed, from: guest.number, inPlain: isPlain)
        deliver()
        return deed.bytes(inPlain: isPlain)
    }

    /// What is answered once all before it was taken; nil where each line has an answer.
    func closing(_ guest: RoomGuest) -> RoomDeed? {
        guard let session = model.sessions[guest.number] else { return nil }
        if guest.isPlain == true {
            return session.isInRoom ? .plain("/help", isAnswered: true) : nil
        }
        return .ping(id: "after-\(step)")
    }

    func deliver() {
        for (number, meant) in model.takeDue() { guests[number]?.await(meant, since: step) }
    }

    /// Everybody reads all there is, and nothing else comes.
    func settle() throws {
        for guest in guests.values.sorted(by: { $0.number < $1.number }) where guest.isPlain != nil
        {
            if let question = closing(guest) {
                let begun = ContinuousClock.now
                try guest.stream.send(take(question, from: guest))
                try guest.read(&diary) { ContinuousClock.now - begun > .milliseconds(90) }
            }
        }
    }

    // MARK: Coming

    private func connect(_ person: Person) throws -> RoomGuest {
        let stream: LineStream
        if person.uid == Int(Account.own.uid) {
            stream = try LineStream(connecting: daemon.socket)
        } else {
            let doorman =
                try doormen[person.uid]
                ?? Doorman(to: daemon.socket, uid: person.uid, gid: person.gid)
            doormen[person.uid] = doorman
            stream = try doorman.connect()
        }
        daemon.watch(stream)
        lastNumber += 1
        let guest = RoomGuest(lastNumber, person, stream)
        guests[lastNumber] = guest
        model.connect(lastNumber, person)
        deliver()
        if model.ended.contains(lastNumber) {
            guests[lastNumber] = nil
            // Who may not come in is no session.
            lastNumber -= 1
            try guest.readToEnd(&diary)
        } else {
            try guest.read(&diary)
        }
        return guest
    }

    func enterUnseen(_ person: Person) throws -> RoomGuest {
        let guest = try connect(person)
        try act(.hello(RoomDeed.Hello(isPresent: false, backlog: 0)), by: guest)
        return guest
    }

    /// An account is made whose login somebody may have for a name already.
    func makeAccount() throws {
        guard let login = unmade.popLast() else { return }
        let account = try Accounts.make(login)
        let person = Person(login: login, uid: Int(account.uid))
        model.names.people.append(person)
        model.groups[login] = [person.uid]
        try connect(person).isMeantPlain = dice.isOne(in: 3)
    }

    // MARK: The daemon's end

    /// Ends the daemon and starts another one, which remembers all that was said, and all that was chosen.
    func restart(_ ending: Ending) throws {
        try settle()
        try awaitChoices()
        try awaitActs()
        switch ending {
        case .stopped:
            guard try daemon.terminate() == 0 else {
                throw Unmet("a bad end", seen: daemon.printed)
            }
        case .killed: daemon.child.killAndReap()
        }
        model.restart(isTold: ending == .stopped)
        deliver()
        for guest in guests.values.sorted(by: { $0.number < $1.number }) {
            try guest.readToEnd(&diary)
        }
        guests = [:]
        goneUnseen = []
        daemons += 1
        daemon = try Self.start(daemons, in: (directory, memory), model.names.people)
        try begin()
    }

    /// All that is due comes, and the daemon ends in order.
    func end() throws {
        try restart(.stopped)
        try settle()
        daemon.end()
    }
}
