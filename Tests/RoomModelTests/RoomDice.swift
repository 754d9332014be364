import TestSupport

/// What happens next in the room's model: few names, ids and texts, so that they meet.
struct RoomDice {
    var generator: SeededGenerator
    /// The logins that there are, and those that are yet to be made.
    var logins: [String]
    private var lastID = 0
    /// What accounts said with an id, to be said again.
    private var marked: [Int: [RoomDeed]] = [:]

    init(_ generator: SeededGenerator, logins: [String]) {
        self.generator = generator
        self.logins = logins
    }

    private static let texts = [
        "oi", "oi", "oi, tudo bem?", "/oi", "olá\ttu", "two\nlines\n\n", "{}",
    ]
    private static let edges = [
        "", " ", "\t \u{3000}", "\u{200B}", "\n", String(repeating: "é", count: 4096),
        String(repeating: "é", count: 4096) + "x", String(repeating: "x\n", count: 2047) + "y",
        String(repeating: "x\n", count: 2048) + "y",
    ]
    private static let unanswered = ["", " ", "\t"]
    private static let answered = [
        "/me", "/msg", "/msg x", "/nick", "/nosuch", "/ignore x", "/ring",
    ]

    mutating func number(_ range: Range<Int>) -> Int {
        .random(in: range, using: &generator)
    }

    mutating func isOne(in count: Int) -> Bool { number(0..<count) == 0 }

    mutating func one<Element>(of all: some RandomAccessCollection<Element>) -> Element {
        all[all.index(all.startIndex, offsetBy: number(0..<all.count))]
    }

    // MARK: Deeds

    /// Something that this session can do, and of which is known what it leads to.
    mutating func deed(
        of guest: RoomGuest, in model: RoomModel, isWitness: Bool
    ) -> RoomDeed {
        let session = model.sessions[guest.number]
        let isInRoom = session?.isInRoom == true
        let isGoverning = session?.isOperator == true && isOne(in: 10)
        let drawn =
            !isInRoom
            ? deedAtDoor(model, guest.isStubborn)
            : isGoverning
                ? governing(model, guest.person) : deed(model, guest.person)
        let deed = guest.isMeantPlain ? plain(drawn, isInRoom: isInRoom) : drawn
        switch deed {
        case .say(_, _, _?) where isInRoom: return sayAgain(deed, guest.person.uid)
        case .plain where !guest.isMeantPlain: return .ping(id: nil)
        // The first byte decides.
        case .broken(let bytes, _)
        where guest.isPlain == nil
            && (guest.isMeantPlain || bytes.first != UInt8(ascii: "{")):
            return .hello(RoomDeed.Hello())
        case .ring(let to, _, _)
        where model.isDoubtful(ringTo: to, from: guest.number, own: model.names.people[0]):
            return .say(to)
        case .leave where isWitness, .endInput where isWitness,
            .hangUp where isWitness:
            return .ping(id: nil)
        case .wall(_, nil, _) where session?.isOperator == true && model.wallsAreOn:
            return .who
        // Nobody would see who leaves.
        case .act(let act) where act.kind == "dismiss" && !isWitness:
            let own = model.names.people[0]
            return own.uid != 0 && model.subject(of: act) == own ? .ping(id: nil) : deed
        // Nobody would be told when it has gone.
        case .hangUp where isInRoom && session?.isPresent == false: return .leave
        default: return deed
        }
    }

    private func plain(_ drawn: RoomDeed, isInRoom: Bool) -> RoomDeed {
        switch drawn.inPlain {
        case .hello? where isInRoom: .say("hello")
        case let deed? where isInRoom: deed
        case .hello(let hello)?: .hello(hello)
        case .endInput?: .endInput("unfinished")
        case .hangUp?: .hangUp
        case .leave?: .leave
        case let deed?: if case .broken = deed { deed } else { .hello(RoomDeed.Hello()) }
        case nil: isInRoom ? .say("oi") : .hello(RoomDeed.Hello())
        }
    }

    /// What somebody does who is not in the room yet.
    private mutating func deedAtDoor(_ model: RoomModel, _ isStubborn: Bool) -> RoomDeed {
        switch number(0..<20) {
        case 0: .unknown("whisper", id: id())
        case 1: .say(text(), id: id())
        case 2: isOne(in: 2) ? .hangUp : .endInput(isOne(in: 2) ? "" : #"{"do":"hello"}"#)
        case 3: broken()
        case 4: isOne(in: 2) ? .who : .leave
        default:
            .hello(isStubborn ? RoomDeed.Hello(name: one(of: RoomNames.reserved)) : hello(model))
        }
    }

    /// What somebody does in the room.
    private mutating func deed(_ model: RoomModel, _ own: RoomModel.Person) -> RoomDeed {
        switch number(0..<105) {
        case 0..<30: .say(text(), style: isOne(in: 6) ? "action" : nil)
        case 30..<48: .say(text(), style: isOne(in: 6) ? "action" : nil, id: id())
        case 48..<56: .tell(to: called(model), text(), id: isOne(in: 2) ? id() : nil)
        case 56..<65: .name(name())
        case 65..<68: .who
        case 68..<72: history(model)
        case 72..<74: .ping(id: isOne(in: 3) ? nil : id())
        case 74..<79:
            .ring(to: called(model), isOne(in: 3) ? nil : text(), id: isOne(in: 2) ? id() : nil)
        case 79: .wall(text(), id: id())
        case 80..<82: .mesg(one(of: [nil, true, true, false]), id: isOne(in: 2) ? id() : nil)
        case 82: .ignore(logins.filter { _ in isOne(in: 4) })
        case 83..<86: broken()
        case 86: .unknown(one(of: ["shout", "Who", "", "joined"]), id: isOne(in: 2) ? id() : nil)
        case 87: .hello(hello(model))
        case 88..<90: .plain(one(of: Self.answered), isAnswered: true)
        case 90: .plain(one(of: Self.unanswered), isAnswered: false)
        case 91..<94: .leave
        case 94..<97: .endInput(isOne(in: 2) ? "" : "unfinished")
        case 97..<100: .hangUp
        default: governing(model, own)
        }
    }

    mutating func text() -> String {
        switch number(0..<40) {
        case 0: one(of: Self.edges)
        case 1..<12: one(of: HostileCorpus.texts)
        default: one(of: Self.texts)
        }
    }

    private mutating func broken() -> RoomDeed {
        let line = one(of: MalformedLine.all)
        return .broken(line.bytes, line.codes)
    }

    private mutating func hello(_ model: RoomModel) -> RoomDeed.Hello {
        var hello = RoomDeed.Hello(name: isOne(in: 6) ? nil : name(), isPresent: !isOne(in: 5))
        switch number(0..<8) {
        case 0: hello.backlog = number(0..<60)
        case 1..<5:
            hello.after = isOne(in: 300) ? 0 : max(0, model.lastSeq + 3 - number(0..<50))
            if isOne(in: 2) { hello.ledger = isOne(in: 8) ? "another" : model.ledger }
        case 5: hello.backlog = 0
        default: break
        }
        return hello
    }

    private mutating func history(_ model: RoomModel) -> RoomDeed {
        let near = number(0..<max(2, model.lastSeq + 30))
        let count = isOne(in: 50) ? 2000 : number(0..<30)
        return .history(
            before: isOne(in: 2) ? near : nil, count: isOne(in: 5) ? nil : count)
    }

    /// What was said before with an id, of late or long ago, as often as something new.
    private mutating func sayAgain(_ deed: RoomDeed, _ uid: Int) -> RoomDeed {
        if let before = marked[uid], isOne(in: 2) {
            return one(of: before.suffix(isOne(in: 3) ? before.count : 10))
        }
        marked[uid, default: []].append(deed)
        return deed
    }

    // MARK: Names and ids

    private mutating func name() -> String {
        switch number(0..<20) {
        case 0: one(of: RoomNames.invalid)
        case 1: one(of: RoomNames.reserved)
        case 2..<7: login()
        default: one(of: one(of: Array(RoomNames.groups.prefix(isOne(in: 2) ? 3 : 20))))
        }
    }

    mutating func login() -> String {
        let login = one(of: logins)
        return isOne(in: 3) ? login.uppercased() : login
    }

    /// Whom somebody rings or tells something.
    mutating func called(_ model: RoomModel) -> String {
        if isOne(in: 2), !model.present.isEmpty { return one(of: model.present).name }
        return isOne(in: 3) ? login() : one(of: one(of: Array(RoomNames.groups.prefix(4))))
    }

    /// A new one, one of late, or one that may be forgotten by now.
    mutating func id() -> String {
        switch number(0..<10) {
        case 0..<5:
            lastID += 1
            return "i\(lastID)"
        case 5..<9: return "i\(max(0, lastID - number(0..<12)))"
        default: return "i\(number(0..<max(1, lastID)))"
        }
    }
}
