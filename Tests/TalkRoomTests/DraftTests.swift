import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

/// A room that keeps what is said on a disk: what is taken is drafted, and settled.
@Suite struct DraftTests {
    private static func refusal(_ code: ErrorCode, _ id: MessageID?) -> Event {
        .error(
            Failure(
                code: SafeText(sanitizing: code.rawValue), text: SafeText(sanitizing: "no"), id: id)
        )
    }

    private func draft(_ bench: inout RoomBench) -> Draft? {
        var draft = bench.room.draft(refusal: Self.refusal)
        draft?.encode()
        return draft
    }

    private func settle(_ bench: inout RoomBench, _ draft: Draft, kept: Int) {
        bench.room.settle(draft, kept: kept, refusal: Self.refusal)
    }

    /// What a session was sent, as `seq:text`, `receipt:seq`, and the codes of errors.
    private func words(_ bench: inout RoomBench, _ session: SessionID) throws -> [String] {
        try bench.take(session).compactMap { event in
            switch event {
            case .said(let said): "\(said.seq):\(said.text)"
            case .receipt(let receipt): "receipt:\(receipt.seq)"
            case .error(let failure): "\(failure.code):\(failure.id?.string ?? "")"
            default: nil
            }
        }
    }

    /// Optimised, too: it was there that all lines were copied for each.
    @Test func `a line is written where the lines are, and moves none of them`() {
        func address(_ bytes: [UInt8]) -> UInt? {
            bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        }
        var lines: [UInt8] = []
        lines.reserveCapacity(64 * 1024)
        let place = address(lines)
        let text = SafeText(sanitizing: "ada")
        let speaker = Speaker(name: text, account: text, uid: 1)
        for seq in 1...100 {
            let said = Said(
                seq: UInt64(seq), time: Timestamp(milliseconds: 0), speaker: speaker, text: text,
                style: .plain, id: nil)
            Event.said(said).append(to: &lines)
            #expect(address(lines) == place)
        }
    }

    @Test func `nobody is sent what the disk does not have yet`() throws {
        var bench = RoomBench { $0.keepsOnDisk = true }
        let ada = try bench.enter(uid: 1, login: "ada").session
        bench.say("one", from: ada)
        let first = try #require(draft(&bench))
        bench.say("two", from: ada)
        let another = bench.room.draft(refusal: Self.refusal)
        #expect(try words(&bench, ada).isEmpty && another == nil)
        let bob = try bench.enter(uid: 2, login: "bob", .init(replay: .backlog(9)))
        #expect(bob.entrance.welcome.seq == 0 && bob.entrance.replay == nil)
        settle(&bench, first, kept: 1)
        #expect(try words(&bench, ada) == ["1:one"] && words(&bench, bob.session) == ["1:one"])
        let second = try #require(draft(&bench))
        let isSettledBefore = bench.room.hasSettled(2)
        settle(&bench, second, kept: 1)
        let isSettled = bench.room.hasSettled(2)
        #expect(second.firstSeq == 2 && !isSettledBefore && isSettled)
        #expect(try words(&bench, bob.session) == ["2:two"])
    }

    @Test func `what the disk refuses is told to its sender alone, and its number is given again`()
        throws
    {
        var bench = RoomBench { $0.keepsOnDisk = true }
        let ada = try bench.enter(uid: 1, login: "ada").session
        let bob = try bench.enter(uid: 2, login: "bob").session
        _ = try bench.take(ada)
        bench.say("a", from: ada, id: "i1")
        bench.say("b", from: bob, id: "i2")
        bench.say("c", from: ada)
        let torn = try #require(draft(&bench))
        settle(&bench, torn, kept: 1)
        #expect(try words(&bench, ada) == ["1:a", "not-kept:"])
        #expect(try words(&bench, bob) == ["1:a", "not-kept:i2"])
        // Refused, it was not said: the same id is no repetition.
        bench.say("b", from: bob, id: "i2")
        let again = try #require(draft(&bench))
        #expect(again.firstSeq == 2)
        settle(&bench, again, kept: 1)
        #expect(try words(&bench, ada) == ["2:b"])
    }

    @Test(arguments: [true, false])
    func `an id that comes twice before the disk has it is said once`(_ isKept: Bool) throws {
        var bench = RoomBench { $0.keepsOnDisk = true }
        let ada = try bench.enter(uid: 1, login: "ada").session
        for text in ["x", "x", "y"] { bench.say(text, from: ada, id: "same") }
        bench.say("z", from: ada)
        let first = try #require(draft(&bench))
        #expect(first.ends.count == 2)
        settle(&bench, first, kept: isKept ? 2 : 0)
        let expected =
            isKept
            ? ["1:x", "2:z", "receipt:1", "id-in-use:same"]
            : ["not-kept:same", "not-kept:", "not-kept:same", "not-kept:same"]
        #expect(try words(&bench, ada) == expected)
        let hasSettled = bench.room.hasSettled(4)
        #expect(hasSettled)
    }

    @Test func `who waits for a repetition alone is called, though nothing is written`() throws {
        var bench = RoomBench { $0.keepsOnDisk = true }
        let ada = try bench.enter(uid: 1, login: "ada").session
        bench.say("x", from: ada, id: "same")
        settle(&bench, try #require(draft(&bench)), kept: 1)
        bench.say("x", from: ada, id: "same")
        let isSettledBefore = bench.room.hasSettled(2)
        let nothing = bench.room.draft(refusal: Self.refusal)
        let isCalled = bench.room.takeWaitersCall()
        let isSettled = bench.room.hasSettled(2)
        #expect(!isSettledBefore && nothing == nil && isCalled && isSettled)
        #expect(try words(&bench, ada) == ["1:x", "receipt:1"])
    }

    @Test
    func `numbers and ids of before go on, and what was forgotten is asked of the disk`() throws {
        var past = Past()
        past.ledger = SafeText(sanitizing: "old")
        past.lastSeq = 70
        past.oldestSeq = 12
        let speaker = Speaker(
            name: SafeText(sanitizing: "ada"), account: SafeText(sanitizing: "ada"), uid: 1)
        past.recall(
            Said(
                seq: 69, time: Timestamp(milliseconds: 5), speaker: speaker,
                text: SafeText(sanitizing: "hi"), style: .plain, id: MessageID("k")))
        var bench = RoomBench(past: past) { $0.keepsOnDisk = true }
        let ada = try bench.enter(uid: 1, login: "ada", .init(replay: .backlog(20)))
        #expect(ada.entrance.welcome.seq == 70 && ada.entrance.welcome.oldest == 12)
        #expect(ada.entrance.welcome.ledger.string == "old" && ada.entrance.replay == 51...70)
        guard case .forgotten(before: 71) = bench.room.lines(from: 51, through: 70) else {
            Issue.record("not asked of the disk")
            return
        }
        bench.say("hi", from: ada.session, id: "k")
        bench.say("new", from: ada.session)
        let last = try #require(draft(&bench))
        settle(&bench, last, kept: 1)
        #expect(try words(&bench, ada.session) == ["71:new", "receipt:69"])
        bench.room.forgetOnDisk(before: 72)
        let bob = try bench.enter(uid: 2, login: "bob", .init(replay: .after(3, ledger: "old")))
        #expect(bob.entrance.replay == nil && bob.entrance.welcome.oldest == 72)
    }

    @Test func `who speaks faster than the disk writes is to wait, and is called`() throws {
        var bench = RoomBench {
            $0.keepsOnDisk = true
            $0.pace = nil
        }
        let ada = try bench.enter(uid: 1, login: "ada").session
        let text = String(repeating: "x", count: Limits.maxTextBytes)
        var count = 0
        while bench.say(text, from: ada) == nil { count += 1 }
        #expect(count > 1 && count * Limits.maxTextBytes <= Limits.maxUnwrittenBytes / 4)
        let another = try bench.enter(uid: 1, login: "ada").session
        #expect(bench.say("short", from: another) == .aheadOfScribe)
        // Others still say what they have to say, until there is too much of it in all.
        for uid in 2...9 as ClosedRange<UInt32> {
            let other = try bench.enter(uid: uid, login: "other\(uid)").session
            while bench.say(text, from: other) == nil { count += 1 }
        }
        #expect(count * Limits.maxTextBytes > Limits.maxUnwrittenBytes / 2)
        #expect(count * Limits.maxTextBytes <= Limits.maxUnwrittenBytes)
        let hasCaughtUpBefore = bench.room.scribeHasCaughtUp(of: 1)
        var settled = 0
        while let next = draft(&bench) {
            #expect(next.lines.count < Limits.maxDraftBytes + 2 * Limits.maxTextBytes)
            let isCalledForRoom = bench.room.takeWaitersCall()
            #expect(isCalledForRoom)
            let isSettledBefore = bench.room.hasSettled(UInt64(settled + next.ends.count))
            settle(&bench, next, kept: next.ends.count)
            settled += next.ends.count
            let isCalled = bench.room.takeWaitersCall()
            let isSettled = bench.room.hasSettled(UInt64(settled))
            #expect(!isSettledBefore && isCalled && isSettled)
            _ = bench.room.hasSettled(.max)
        }
        let hasCaughtUp = bench.room.scribeHasCaughtUp(of: 1)
        #expect(!hasCaughtUpBefore && hasCaughtUp && settled == count)
    }
}
