import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

@Suite struct RingTests {
    private static let nothing = SafeText(sanitizing: "")

    @Test func `who is attached is rung in each of their sessions, and nobody else`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada").session
        let first = try bench.enter(uid: 2, login: "bob").session
        let second = try bench.enter(uid: 2, login: "bob").session
        let lia = try bench.enter(uid: 3, login: "lia").session
        for session in [ada, first, second, lia] { _ = try bench.take(session) }
        let rung = try bench.room.ring(
            try #require(Name("bob")), text: SafeText(sanitizing: "lunch?"), from: ada,
            now: bench.now)
        let reached = try #require(rung)
        #expect((reached.sessions, reached.allSessions, reached.off) == (2, 2, 0))
        for session in [first, second] {
            guard case .rang(let rang) = try bench.take(session).first else {
                Issue.record("no ring")
                continue
            }
            #expect(rang.speaker.account.string == "ada")
            #expect(rang.text.string == "lunch?")
        }
        let result1 = try bench.take(ada)
        #expect(result1.isEmpty)
        let result2 = try bench.take(lia)
        #expect(result2.isEmpty)
    }

    @Test func `who is not here is not rung here`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada").session
        var hidden = Request.Hello()
        hidden.present = false
        _ = try bench.enter(uid: 2, login: "bob", hidden)
        let bob = try #require(Name("bob"))
        let rung = try bench.room.ring(bob, text: Self.nothing, from: ada, now: bench.now)
        #expect(rung == nil)
    }

    @Test func `who wants no messages, or not from that account, is not rung`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 1, login: "ada", as: "wren").session
        let bob = try bench.enter(uid: 2, login: "bob").session
        _ = try bench.take(bob)
        let name = try #require(Name("bob"))
        var wishes = Wishes()
        wishes.unwanted = ["ada"]
        for choice in [wishes, off] {
            bench.room.wishes.choose(choice, uid: 2)
            let rung = try bench.room.ring(name, text: Self.nothing, from: ada, now: bench.now)
            let reached = try #require(rung)
            #expect((reached.sessions, reached.allSessions, reached.off) == (0, 1, 1))
            let result3 = try bench.take(bob)
            #expect(result3.isEmpty)
        }
        // By account, whatever they call themselves.
        wishes.unwanted = ["wren"]
        bench.room.wishes.choose(wishes, uid: 2)
        let reached = try bench.room.ring(name, text: Self.nothing, from: ada, now: bench.now)
        #expect(reached?.sessions == 1)
    }

    private var off: Wishes {
        var wishes = Wishes()
        wishes.takesMessages = false
        return wishes
    }

    @Test func `rings of one account to another are paced, and those of others are not`() {
        var book = RingBook()
        let pause = Int64(Limits.ringSeconds) * 1000
        func admit(_ caller: UInt32, _ called: UInt32, at now: Int64) -> Bool {
            book.admit(caller, to: called, at: now)
        }
        let first = (0..<Limits.maxRings).map { _ in admit(1, 2, at: 0) }
        #expect(first.allSatisfy { $0 })
        let others = [admit(1, 2, at: 0), admit(1, 3, at: 0), admit(3, 2, at: 0)]
        #expect(others == [false, true, true])
        let later = [admit(1, 2, at: pause - 1), admit(1, 2, at: pause), admit(1, 2, at: pause)]
        #expect(later == [false, true, false])
        // One that nobody could hear is as good as none.
        book.takeBack(1, to: 2)
        let again = [admit(1, 2, at: pause), admit(1, 2, at: pause)]
        #expect(again == [true, false])
        // Once all is paid, it is as at the beginning.
        let end = pause * 100
        let anew = (0...Limits.maxRings).map { _ in admit(1, 2, at: end) }
        #expect(anew == Array(repeating: true, count: Limits.maxRings) + [false])
    }

    @Test func `root and operators may ring several times as often, and no more`() {
        var book = RingBook()
        let pause = Int64(Limits.ringSeconds) * 1000
        let most = 4 * Limits.maxRings
        let first = (0...most).map { _ in book.admit(1, to: 2, allowance: 4, at: 0) }
        #expect(first == Array(repeating: true, count: most) + [false])
        book.takeBack(1, to: 2, allowance: 4)
        let again = (0...1).map { _ in book.admit(1, to: 2, allowance: 4, at: 0) }
        #expect(again == [true, false])
        let later = (0...4).map { _ in book.admit(1, to: 2, allowance: 4, at: pause) }
        #expect(later == [true, true, true, true, false])
    }

    @Test func `a wall is begun once for each id of an account`() throws {
        var bench = RoomBench()
        let id = try #require(MessageID("w"))
        let begun = [1, 1, 2].map { bench.room.beginWall(id, uid: $0) }
        #expect(begun == [true, false, true])
    }

    @Test func `who rang is told once that the other came, if they came in time`() throws {
        var bench = RoomBench()
        let ada = Account(uid: 1, login: "ada")
        let session = try bench.enter(uid: 1, login: "ada").session
        _ = try bench.take(session)
        bench.room.rangAtTerminal(
            from: ada, to: 2, isHeard: true, since: bench.milliseconds, now: bench.now)
        // Who is not here is told elsewhere.
        bench.room.rangAtTerminal(
            from: Account(uid: 3, login: "lia"), to: 2, isHeard: true, since: bench.milliseconds,
            now: bench.now)
        let bob = try bench.enter(uid: 2, login: "bob")
        #expect(bob.entrance.callers == [3])
        let told = try bench.take(session)
        #expect(told.count == 2)
        guard case .answered(let presence) = told.last else {
            Issue.record("not told: \(told)")
            return
        }
        #expect(presence.speaker.account.string == "bob")
        let result4 = try bench.enter(uid: 2, login: "bob")
        #expect(result4.entrance.callers.isEmpty)
        bench.room.rangAtTerminal(
            from: Account(uid: 3, login: "lia"), to: 4, isHeard: true, since: bench.milliseconds,
            now: bench.now)
        bench.milliseconds += Int64(Limits.answerSeconds) * 1000
        let result5 = try bench.enter(uid: 4, login: "zoe")
        #expect(result5.entrance.callers.isEmpty)
    }

    @Test func `who comes while the last of their terminals is written to has answered, too`()
        throws
    {
        var bench = RoomBench()
        let ada = Account(uid: 1, login: "ada")
        let session = try bench.enter(uid: 1, login: "ada").session
        _ = try bench.enter(uid: 2, login: "bob")
        bench.milliseconds += 1
        let begun = bench.milliseconds
        _ = try bench.enter(uid: 4, login: "zoe")
        _ = try bench.take(session)
        let here = bench.room.rangAtTerminal(
            from: ada, to: 2, isHeard: true, since: begun, now: bench.now)
        #expect(here == nil, "he was here all the time")
        let answer = bench.room.rangAtTerminal(
            from: ada, to: 4, isHeard: true, since: begun, now: bench.now)
        #expect(answer?.comer.uid == 4 && answer?.callers == [])
        let told = try bench.take(session)
        guard told.count == 1, case .answered(let presence) = told[0] else {
            Issue.record("not told: \(told)")
            return
        }
        #expect(presence.speaker.account.string == "zoe")
        let lia = Account(uid: 3, login: "lia")
        let other = bench.room.rangAtTerminal(
            from: lia, to: 4, isHeard: true, since: begun, now: bench.now)
        #expect(other?.callers == [3], "who rang is told elsewhere")
        let again = try bench.enter(uid: 4, login: "zoe")
        #expect(again.entrance.callers.isEmpty, "and once")
    }

    @Test func `of many rings the first are forgotten`() {
        var book = RingBook()
        let callers = (1...UInt32(Limits.maxUnansweredRings + 5)).map { $0 + 100 }
        for caller in callers { book.awaitAnswer(to: caller, from: 2, at: 0) }
        let result6 = book.answer(by: 2, at: 1)
        #expect(result6 == Array(callers.dropFirst(5)))
        // Their own rings nobody answers.
        book.awaitAnswer(to: 2, from: 2, at: 0)
        let result7 = book.answer(by: 2, at: 1)
        #expect(result7.isEmpty)
    }

    @Test func `a wish is to be kept until it is, and who has none waits for nobody's`() throws {
        var book = WishBook()
        #expect(book.draft() == nil)
        #expect(book.isKept(uid: 7, since: 0) == true)
        book.choose(off, uid: 7)
        #expect(book.isKept(uid: 7, since: book.tries) == nil)
        #expect(book.isKept(uid: 8, since: book.tries) == true)
        let draft = try #require(book.draft())
        #expect(draft.all == [7: off])
        // What was chosen since is not in it.
        book.choose(off, uid: 9)
        book.tried(draft, isKept: false)
        #expect(book.isKept(uid: 7, since: 0) == false)
        #expect(book.isKept(uid: 9, since: 0) == nil)
        #expect(book.isKept(uid: 7, since: book.tries) == nil)
        let next = try #require(book.draft())
        #expect(next.all == [7: off, 9: off])
        book.tried(next, isKept: true)
        #expect(book.draft() == nil)
        #expect(book.isKept(uid: 7, since: book.tries) == true)
        book.choose(Wishes(), uid: 7)
        #expect(book.draft()?.all == [9: off])
    }

    @Test func `where nobody knows what was wished, nobody is rung unless they say so`() {
        var book = WishBook(isKnown: false)
        #expect(!book[7].takesMessages)
        book.choose(Wishes(), uid: 7)
        #expect(book[7].takesMessages && !book[8].takesMessages)
    }

    @Test func `a terminal's name that no terminal has is none`() throws {
        var bench = RoomBench()
        var hello = Request.Hello()
        hello.terminal = String(repeating: "x", count: Limits.maxTerminalNameBytes + 1)
        let long = try bench.enter(uid: 1, login: "ada", hello).session
        #expect(bench.room.terminal(of: long) == nil)
        hello.terminal = "pts/3"
        let good = try bench.enter(uid: 1, login: "ada", hello).session
        let attached = bench.room.attachedTerminals(and: long)
        #expect(attached.contains(owner: 1, name: "pts/3"))
        #expect(!attached.contains(owner: 1, name: "pts/33"))
        #expect(!attached.contains(owner: 2, name: "pts/3"), "it is not theirs")
        hello.terminal = "pts/4"
        _ = try bench.enter(uid: 0, login: "root", hello)
        #expect(
            bench.room.attachedTerminals(and: nil).contains(owner: 2, name: "pts/4"),
            "root goes on where somebody else was")
        #expect(bench.room.terminal(of: good) == "pts/3")
    }
}
