import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

/// A room with people in it, and what each of them was sent.
struct RoomBench {
    var room: Room
    var milliseconds: Int64 = 0

    init(
        past: Past? = nil, _ change: (inout RoomSettings) -> Void = { _ in }
    ) {
        var settings = RoomSettings()
        change(&settings)
        var fresh = Past()
        fresh.ledger = SafeText(sanitizing: "ledger")
        room = Room(
            settings: settings, host: SafeText(sanitizing: "host"), past: past ?? fresh,
            encodePlain: { Array("plain \($0)\n".utf8) })
    }

    var now: Moment {
        Moment(wall: Timestamp(milliseconds: milliseconds), milliseconds: milliseconds)
    }

    var people: [Person] {
        room.people(after: 0, through: room.lastPresentSession, count: .max, now: now)
    }

    mutating func enter(
        uid: UInt32, login: String, as name: String? = nil, _ hello: Request.Hello = .init()
    ) throws -> (session: SessionID, entrance: Room.Entrance) {
        let session = try room.admit(uid: uid)
        let account = Account(uid: uid, login: login)
        let entrance = try room.enter(
            session, as: account, named: name.flatMap { Name($0) } ?? account.defaultName,
            dialect: .json, hello: hello, now: now)
        room.delivery.release(session)
        return (session, entrance)
    }

    /// - Returns: Why it was not said; nil when it was.
    @discardableResult
    mutating func say(
        _ text: String, from session: SessionID, id: String? = nil
    ) -> SpeechOutcome.Halt? {
        var speeches = [
            Speech(
                text: SafeText(sanitizing: text), style: .plain, id: id.flatMap { MessageID($0) })
        ][...]
        return room.say(&speeches, from: session, now: now).halt
    }

    /// All that is due to a session, taken.
    mutating func take(_ session: SessionID) throws -> [Event] {
        guard room.delivery.claim(session) else { return [] }
        var bytes: [UInt8] = []
        while true {
            let due = room.delivery.dueBytes(of: session)
            if due.isEmpty { break }
            bytes += due
            room.delivery.advance(session, by: due.count, outcome: .sent)
        }
        room.delivery.release(session)
        return try bytes.split(separator: 0x0A).map { try Event(jsonLine: Array($0)) }
    }
}

@Suite struct RoomTests {
    @Test func `who is there is told of who comes and goes, and those are not`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        let bob = try bench.enter(uid: 2, login: "bob")
        #expect(bob.entrance.welcome.here == 2)
        bench.room.leave(bob.session, reason: .hungUp, now: bench.now)
        let seen = try bench.take(ada.session)
        #expect(seen.count == 2)
        guard case .joined(let joined) = seen.first, case .left(let left, .hungUp) = seen.last
        else {
            Issue.record("not joined and left")
            return
        }
        #expect(joined.session == bob.session && left.speaker.name.string == "bob")
        #expect(try bench.take(bob.session).isEmpty)
    }

    @Test
    func `who is here is told in the order of coming, in pieces, whoever comes and goes meanwhile`()
        throws
    {
        var bench = RoomBench()
        // Who connects first may enter last.
        let early = try bench.room.admit(uid: 9)
        let sessions = try (1...5).map { try bench.enter(uid: $0, login: "guest\($0)").session }
        _ = try bench.room.enter(
            early, as: Account(uid: 9, login: "zoe"),
            named: Account(uid: 9, login: "zoe").defaultName,
            dialect: .json, hello: .init(), now: bench.now)
        let last = bench.room.lastPresentSession
        func piece(after session: SessionID) -> [SessionID] {
            bench.room.people(after: session, through: last, count: 2, now: bench.now)
                .map(\.session)
        }
        #expect(piece(after: 0) == [early, sessions[0]])
        bench.room.leave(sessions[1], reason: .quit, now: bench.now)
        _ = try bench.enter(uid: 7, login: "late")
        #expect(piece(after: sessions[0]) == [sessions[2], sessions[3]])
        #expect(piece(after: sessions[3]) == [sessions[4]])
        #expect(piece(after: sessions[4]).isEmpty)
    }

    @Test func `a session that is not present is neither announced nor listed, but speaks`() throws
    {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        let bot = try bench.enter(uid: 2, login: "bob", .init(present: false))
        bench.say("oi", from: bot.session)
        bench.room.leave(bot.session, reason: .quit, now: bench.now)
        #expect(bot.entrance.welcome.here == 1)
        #expect(bench.people.map(\.session) == [ada.session])
        let seen = try bench.take(ada.session)
        #expect(seen.count == 1)
        #expect(try bench.take(bot.session).count == 1)
    }

    @Test func `numbers count from 1 without a gap and the echo comes to all`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        let bob = try bench.enter(uid: 2, login: "bob")
        for index in 0..<50 {
            bench.say("\(index)", from: index % 2 == 0 ? ada.session : bob.session)
        }
        for session in [ada.session, bob.session] {
            let numbers = try bench.take(session).compactMap {
                if case .said(let said) = $0 { said.seq } else { nil }
            }
            #expect(numbers == Array(1...50))
        }
    }

    @Test func `an id is said once by an account, and another text with it is refused`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        let again = try bench.enter(uid: 1, login: "ada")
        let bob = try bench.enter(uid: 2, login: "bob")
        bench.say("oi", from: ada.session, id: "x")
        guard case .before(let receipt) = bench.say("oi", from: again.session, id: "x") else {
            Issue.record("no receipt")
            return
        }
        #expect(receipt.seq == 1)
        let inUse = bench.say("olá", from: ada.session, id: "x")
        #expect(inUse == .refused(.idInUse, id: MessageID("x")))
        guard bench.say("olá", from: bob.session, id: "x") == nil else {
            Issue.record("another account's id counts for itself")
            return
        }
    }

    @Test func `ids of the last so many messages are remembered and those before are not`() throws {
        var ids = RememberedIDs(window: 3)
        for seq in UInt64(1)...4 {
            ids.remember(
                Said(
                    seq: seq, time: Timestamp(milliseconds: 0),
                    speaker: Account(uid: 1, login: "a").speaker(named: Name(login: "a")),
                    text: SafeText(sanitizing: "t"), style: .plain, id: MessageID("i\(seq)")))
        }
        #expect(try ids.receipt(for: MessageID("i1")!, uid: 1, text: "t", style: .plain) == nil)
        for seq in UInt64(2)...4 {
            let id = MessageID("i\(seq)")!
            #expect(try ids.receipt(for: id, uid: 1, text: "t", style: .plain)?.seq == seq)
        }
        #expect(throws: ErrorCode.idInUse) {
            try ids.receipt(for: MessageID("i4")!, uid: 1, text: "t", style: .action)
        }
    }

    @Test func `a private message reaches both ends and nobody else`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        let bob = try bench.enter(uid: 2, login: "bob", as: "wren")
        let bobAgain = try bench.enter(uid: 2, login: "bob", as: "wren")
        let eve = try bench.enter(uid: 3, login: "eve")
        for session in [ada.session, bob.session, bobAgain.session, eve.session] {
            _ = try bench.take(session)
        }
        for to in ["wren", "bob"] {
            try bench.room.tell(
                SafeText(sanitizing: "psst"), to: to, id: nil, from: ada.session, now: bench.now)
        }
        for (session, count) in [
            (ada.session, 2), (bob.session, 2), (bobAgain.session, 2), (eve.session, 0),
        ] {
            #expect(try bench.take(session).count == count)
        }
        #expect(throws: ErrorCode.nobodyThere) {
            try bench.room.tell(
                SafeText(sanitizing: "x"), to: "nobody", id: nil, from: ada.session, now: bench.now)
        }
    }

    @Test func `what was said is replayed as asked, and a foreign ledger resets`() throws {
        var bench = RoomBench { $0.backlog = 2 }
        let ada = try bench.enter(uid: 1, login: "ada")
        for index in 1...5 { bench.say("\(index)", from: ada.session) }
        func replay(_ replay: Request.Replay) throws -> (ClosedRange<UInt64>?, Bool) {
            let entrance = try bench.enter(uid: 2, login: "bob", .init(replay: replay)).entrance
            return (entrance.replay, entrance.welcome.reset)
        }
        #expect(try replay(.backlog(nil)) == (4...5, false))
        #expect(try replay(.backlog(0)) == (nil, false))
        #expect(try replay(.backlog(99)) == (1...5, false))
        #expect(try replay(.after(3, ledger: "ledger")) == (4...5, false))
        #expect(try replay(.after(5, ledger: "ledger")) == (nil, false))
        #expect(try replay(.after(6, ledger: "ledger")) == (4...5, true))
        #expect(try replay(.after(1, ledger: "other")) == (4...5, true))
        #expect(try replay(.after(UInt64(Int64.max), ledger: nil)) == (4...5, true))
        guard case .lines(let lines, let next) = bench.room.lines(from: 2, through: 4) else {
            Issue.record("not remembered")
            return
        }
        let numbers = try lines.split(separator: 0x0A).map { line -> UInt64 in
            guard case .said(let said) = try Event(jsonLine: Array(line)) else { return 0 }
            return said.seq
        }
        #expect(numbers == [2, 3, 4] && next == 5)
        #expect(bench.room.history(before: 4, count: 2) == 2...3)
        #expect(bench.room.history(before: nil, count: nil) == 4...5)
        #expect(bench.room.history(before: 1, count: 5) == nil)
        #expect(bench.room.history(before: 0, count: 5) == nil)
        #expect(bench.room.history(before: nil, count: 0) == nil)
    }

    @Test func `a room that remembers nothing replays nothing and still counts`() throws {
        var bench = RoomBench { $0.remembers = false }
        let ada = try bench.enter(uid: 1, login: "ada")
        for index in 1...5 { bench.say("\(index)", from: ada.session) }
        let bob = try bench.enter(uid: 2, login: "bob", .init(replay: .backlog(9)))
        #expect(bob.entrance.welcome.seq == 5 && bob.entrance.welcome.oldest == 6)
        #expect(bob.entrance.replay == nil)
    }

    @Test func `memory forgets the oldest by number and by size`() throws {
        var byCount = Memory(maxMessages: 3, maxBytes: .max, after: 0)
        var bySize = Memory(maxMessages: .max, maxBytes: 10, after: 0)
        for seq in 1...500 {
            byCount.append(Array("\(seq % 10)234\n".utf8)[...])
            bySize.append(Array("\(seq % 10)234\n".utf8)[...])
        }
        #expect(byCount.oldestSeq == 498 && byCount.lastSeq == 500)
        #expect(bySize.oldestSeq == 499)
        let kept = try #require(byCount.lines(from: 1, through: 499, maxBytes: .max))
        #expect(Array(kept.bytes) == Array("8234\n9234\n".utf8) && kept.next == 500)
    }

    @Test func `what is remembered is given back whole, whatever it is cut into`() throws {
        var memory = Memory(maxMessages: 3000, maxBytes: .max, after: 0)
        func line(_ seq: Int) -> [UInt8] {
            Array("\(seq) \(String(repeating: "x", count: seq % 300))\n".utf8)
        }
        for seq in 1...5000 { memory.append(line(seq)[...]) }
        #expect(memory.oldestSeq == 2001)
        for maxBytes in [1, 500, 100_000] {
            var bytes: [UInt8] = []
            var next: UInt64 = 1
            while let found = memory.lines(from: next, through: 4999, maxBytes: maxBytes) {
                bytes += found.bytes
                next = found.next
            }
            #expect(bytes == (2001...4999).flatMap(line) && next == 5000)
        }
    }

    @Test func `idle counts from what a session last did`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        bench.milliseconds = 5_500
        #expect(bench.people.first?.idleSeconds == 5)
        bench.say("oi", from: ada.session)
        bench.milliseconds = 7_000
        #expect(bench.people.first?.idleSeconds == 1)
    }
}
