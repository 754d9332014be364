import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

@Suite struct NamesTests {
    @Test func `a name that another account has, or one that looks like it, is taken`() throws {
        var bench = RoomBench()
        _ = try bench.enter(uid: 1, login: "ada", as: "wren")
        for name in ["wren", "Wren", "wrén", "wr3n", "\u{FF57}ren"] {
            #expect(throws: ErrorCode.nameTaken) {
                try bench.enter(uid: 2, login: "bob", as: name)
            }
        }
        _ = try bench.enter(uid: 2, login: "bob", as: "robin")
    }

    @Test func `an account may have the same name in many sessions, and several names`() throws {
        var bench = RoomBench()
        for name in ["ada", "ada", "wren", "Wren"] {
            _ = try bench.enter(uid: 1, login: "ada", as: name)
        }
        #expect(bench.people.count == 4)
    }

    @Test func `who holds a login that is new gives it up to its owner and is told`() throws {
        var bench = RoomBench()
        let bob = try bench.enter(uid: 2, login: "bob", as: "carol")
        let carol = try bench.enter(uid: 3, login: "carol")
        let events = try bench.take(bob.session)
        guard case .renamed(let presence, let was) = events.first else {
            Issue.record("not told of the new name")
            return
        }
        #expect(was.string == "carol" && presence.speaker.name.string == "bob")
        #expect(carol.entrance.welcome.speaker.name.string == "carol")
    }

    @Test func `a login is its owner's under whatever name the owner comes`() throws {
        var bench = RoomBench()
        let bob = try bench.enter(uid: 2, login: "bob", as: "carol")
        _ = try bench.enter(uid: 3, login: "carol", as: "zulu")
        guard case .renamed(let presence, _) = try bench.take(bob.session).first else {
            Issue.record("not told of the new name")
            return
        }
        #expect(presence.speaker.name.string == "bob")
    }

    @Test func `who takes the name that they have is told so, and nobody else is`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada")
        let bob = try bench.enter(uid: 2, login: "bob")
        _ = try bench.take(ada.session)
        try bench.room.rename(ada.session, to: Name("ada")!, now: bench.now)
        #expect(try bench.take(ada.session).count == 1)
        #expect(try bench.take(bob.session).isEmpty)
    }

    @Test func `two logins that look alike are both their owners'`() throws {
        var bench = RoomBench()
        let one = try bench.enter(uid: 1, login: "team1")
        _ = try bench.enter(uid: 2, login: "teaml")
        #expect(try bench.take(one.session).count == 1)
        #expect(Set(bench.people.map(\.speaker.name.string)).count == 2)
    }

    @Test func `a name is free again when its last session has left or taken another`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada", as: "wren")
        try bench.room.rename(ada.session, to: Name("robin")!, now: bench.now)
        let bob = try bench.enter(uid: 2, login: "bob", as: "wren")
        #expect(throws: ErrorCode.nameTaken) {
            try bench.room.rename(ada.session, to: Name("wren")!, now: bench.now)
        }
        bench.room.leave(bob.session, reason: .quit, now: bench.now)
        try bench.room.rename(ada.session, to: Name("wren")!, now: bench.now)
    }

    @Test func `sessions are counted in all and by account`() throws {
        var door = Door(maxSessions: 3, maxSessionsPerAccount: 2)
        try door.admit(uid: 1)
        try door.admit(uid: 1)
        #expect(throws: ErrorCode.tooManySessions) { try door.admit(uid: 1) }
        try door.admit(uid: 2)
        #expect(throws: ErrorCode.full) { try door.admit(uid: 3) }
        let answer1 = door.release(uid: 2)
        #expect(answer1)
        let answer2 = door.release(uid: 1)
        #expect(!answer2)
        try door.admit(uid: 3)
    }

    @Test func `a full house lets operators in, and root when they have filled that, too`() throws {
        var door = Door(maxSessions: 4, maxSessionsPerAccount: 2)
        for uid: UInt32 in [1, 1, 2, 2] { try door.admit(uid: uid) }
        #expect(throws: ErrorCode.full) { try door.admit(uid: 3) }
        for uid in 0..<UInt32(Limits.operatorsSessions) {
            try door.admit(uid: 100 + uid, rank: .operator)
        }
        #expect(throws: ErrorCode.full) { try door.admit(uid: 99, rank: .operator) }
        for _ in 1...2 { try door.admit(uid: 0, rank: .root) }
        // Root's sessions are counted as well.
        #expect(throws: ErrorCode.tooManySessions) { try door.admit(uid: 0, rank: .root) }
        #expect(throws: ErrorCode.full) { try door.admit(uid: 3) }
        _ = door.release(uid: 1)
        #expect(throws: ErrorCode.full) { try door.admit(uid: 3) }
    }

    @Test func `nobody gets what is kept for operators by filling the house`() throws {
        var door = Door(maxSessions: 3, maxSessionsPerAccount: 9)
        for _ in 1...2 { try door.admit(uid: 0, rank: .root) }
        try door.admit(uid: 1)
        #expect(throws: ErrorCode.full) { try door.admit(uid: 0, rank: .root) }
        let isLast = door.release(uid: 0)
        #expect(!isLast)
        try door.admit(uid: 1)
        try door.admit(uid: 0, rank: .root)
    }

    @Test func `root and operators have several times the allowance, and no more`() {
        var bench = RoomBench {
            $0.pace = 1
            $0.burst = 2
        }
        let message = Request.say(text: "oi", style: .plain, id: nil).cost
        for (uid, rank) in [(0, Rank.root), (7, .operator), (8, .ordinary)] as [(UInt32, Rank)] {
            #expect(throws: Never.self) { try bench.room.admit(uid: uid, rank: rank) }
            let factor = rank == .ordinary ? 1 : Limits.operatorsAllowance
            let waits = (0...2 * factor).map { _ in
                bench.room.admit(message, uid: uid, now: bench.now).waitMilliseconds
            }
            #expect(waits.dropLast().allSatisfy { $0 == 0 })
            #expect(waits.last == 1000 / Int64(factor))
        }
    }

    @Test func `one session that is an operator's makes its account one, as long as it is there`()
        throws
    {
        var door = Door(maxSessions: 9, maxSessionsPerAccount: 9)
        try door.admit(uid: 1, rank: .operator)
        try door.admit(uid: 1)
        #expect(door.rank(of: 1) == .operator)
        door.rerank([(1, .ordinary), (1, .operator), (2, .root)])
        #expect(door.rank(of: 1) == .operator && door.rank(of: 2) == .ordinary)
        door.rerank([(1, .ordinary)])
        #expect(door.rank(of: 1) == .ordinary)
        try door.admit(uid: 1, rank: .operator)
        for _ in 1...3 { _ = door.release(uid: 1) }
        #expect(door.rank(of: 1) == .ordinary)
    }

    @Test(arguments: [Rank.ordinary, .operator])
    func `who connects in a loop waits before long, however many messages may be said at once`(
        rank: Rank
    ) throws {
        var bench = RoomBench()
        if rank == .operator { _ = try bench.room.admit(uid: 1, rank: rank) }
        let times = rank == .operator ? Limits.operatorsAllowance : 1
        let free = (0...10_000).first { _ in bench.room.knock(uid: 1, now: bench.now) > 0 }
        #expect(free == Limits.defaultSessionsPerAccount * times)
        // In turn, not all together after a while.
        let perSecond = Limits.defaultPace * Limits.connectionsPerMessage * times
        for _ in 1..<perSecond { _ = bench.room.knock(uid: 1, now: bench.now) }
        #expect(bench.room.knock(uid: 1, now: bench.now) >= 1000)
        #expect(bench.room.knock(uid: 2, now: bench.now) == 0)
    }

    @Test func `connecting and long answers are paid for by what is asked next`() {
        var bench = RoomBench {
            $0.pace = 1
            $0.burst = 2
        }
        let each = 1000 / Int64(Limits.connectionsPerMessage)
        for _ in 1...2 * Limits.connectionsPerMessage {
            #expect(bench.room.knock(uid: 1, now: bench.now) == 0)
        }
        for wait in [each, 2 * each] {
            #expect(bench.room.knock(uid: 1, now: bench.now) == wait)
        }
        // Told to nobody then, it is told when there is somebody to tell.
        let who = bench.room.admit(Request.who().cost, uid: 1, now: bench.now)
        #expect(who == Pace.Verdict(waitMilliseconds: 2 * each, isNews: true))
        bench.room.charge(items: Limits.itemsPerRequest - 1, uid: 2, now: bench.now)
        #expect(bench.room.admit(Request.who().cost, uid: 2, now: bench.now).waitMilliseconds == 0)
        bench.room.charge(items: 2 * Limits.itemsPerRequest, uid: 2, now: bench.now)
        #expect(
            bench.room.admit(Request.who().cost, uid: 2, now: bench.now).waitMilliseconds == 2000)
        #expect(Request.history(before: nil, count: 1000).cost.requests == 11)
        #expect(Request.history(before: nil, count: .max).cost.requests == 11)
        #expect(Request.history(before: nil, count: nil).cost.requests == 1)
    }

    @Test func `an account over its allowance waits, once told, and another does not`() {
        var pace = Pace(perSecond: 10, burst: 3)
        let message = Request.say(text: "oi", style: .plain, id: nil).cost
        let waits = (0..<5).map { _ in pace.admit(message, uid: 1, now: 1000) }
        #expect(waits.map(\.waitMilliseconds) == [0, 0, 0, 100, 200])
        #expect(waits.map(\.isNews) == [false, false, false, true, false])
        #expect(pace.admit(message, uid: 2, now: 1000).waitMilliseconds == 0)
        #expect(pace.admit(message, uid: 1, now: 1500).waitMilliseconds == 0)
        #expect((0..<4).map { _ in pace.admit(message, uid: 1, now: 9000).isNews }.last == true)
    }

    @Test func `messages, other requests and lines use up nothing of each other's allowance`() {
        var pace = Pace(perSecond: 1, burst: 1)
        let waits = [Request.hello(.init()), .say(text: "oi", style: .plain, id: nil)].map {
            pace.admit($0.cost, uid: 1, now: 0).waitMilliseconds
        }
        #expect(waits == [0, 0])
        let lines = (3...21).map { _ in pace.admit(Cost(), uid: 1, now: 0).waitMilliseconds }
        #expect(lines == Array(repeating: 0, count: 18) + [50])
        #expect(pace.admit(Request.who().cost, uid: 1, now: 0).waitMilliseconds == 1000)
    }

    @Test
    func `a long message costs more lines, who is not announced less, and who leaves nothing`() {
        let text = Array(repeating: "a", count: 300).joined(separator: "\n")
        let long = Request.tell(to: "wren", text: text, id: nil).cost
        #expect(long.messages == 1 && long.lines == 1 + 2 * 299 + (599 + 299) / 100)
        #expect(Request.hello(.init(present: false)).cost == Cost())
        #expect(Request.leave.cost.reading(bytes: 0) == Cost())
        #expect(Request.ping(id: nil).cost.reading(bytes: 10 * 1024).lines == 11)
        #expect(long.reading(bytes: 10) == long)
        #expect(Cost(skippedBytes: 1).lines == 1 && Cost(skippedBytes: 64 * 1024).lines == 64)
        #expect(Request.hello(.init()).cost.requests == 1)
        #expect(Request.leave.cost == .nothing)
    }

    @Test(arguments: ["x", "\"", "\\", "\t", "\u{1}", "\u{7F}", "\u{85}", "a\n", "\u{E000}", "é"])
    func `a burst of the longest messages stays within what a slow reader may be behind`(
        piece: String
    ) {
        var pace = Pace(perSecond: Limits.defaultPace, burst: Limits.defaultBurst)
        let text = String(repeating: piece, count: Limits.maxTextBytes / piece.utf8.count)
        let line = Event.error(
            Failure(code: SafeText(sanitizing: "x"), text: SafeText(sanitizing: text))
        ).jsonLine
        let cost = Request.say(text: text, style: .plain, id: nil).cost
        var bytes = 0
        while pace.admit(cost, uid: 1, now: 0).waitMilliseconds == 0 {
            bytes += line.count + 150
        }
        #expect(bytes <= Limits.maxOutboxBytes)
    }
}
