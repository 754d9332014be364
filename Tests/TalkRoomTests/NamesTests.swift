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
        #expect(pace.admit(Request.who.cost, uid: 1, now: 0).waitMilliseconds == 1000)
    }

    @Test
    func `a long message costs more lines, who is not announced less, and who leaves nothing`() {
        let text = Array(repeating: "a", count: 300).joined(separator: "\n")
        let long = Request.tell(to: "wren", text: text, id: nil).cost
        #expect(long.messages == 1 && long.lines == 1 + 2 * 299 + (599 + 299) / 100)
        #expect(Request.hello(.init(present: false)).cost == Cost())
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
