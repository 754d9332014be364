import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

/// What a mute, a ban and a redaction do in the room.
@Suite struct MutedTests {
    @Test func `who is muted says, tells and is called nothing else, until it is over`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 7, login: "ada").session
        let bob = try bench.enter(uid: 8, login: "bob").session
        _ = bench.room.acts.record(act(.mute, on: 7, at: 0, until: 10))
        let now = bench.now
        #expect(bench.say("hello", from: ada, id: "1") == .refused(.muted, id: MessageID("1")))
        #expect(throws: ErrorCode.muted) {
            try bench.room.tell(
                SafeText(sanitizing: "psst"), to: "bob", id: nil, from: ada, now: now)
        }
        let text = SafeText(sanitizing: "oi")
        let bobsName = try #require(Name("bob"))
        #expect(throws: ErrorCode.muted) {
            try bench.room.ring(bobsName, text: text, from: ada, now: now)
        }
        #expect(throws: ErrorCode.muted) {
            try bench.room.tell(text, toAccounts: [8], group: "staff", from: ada, now: now)
        }
        let name = try #require(Name("lia"))
        #expect(throws: ErrorCode.muted) { try bench.room.rename(ada, to: name, now: now) }
        #expect(throws: ErrorCode.muted) { try bench.enter(uid: 7, login: "ada", as: "lia") }
        _ = try bench.enter(uid: 7, login: "ada")
        #expect(bench.say("hi", from: bob) == nil)
        bench.milliseconds = 10
        #expect(bench.say("hello", from: ada) == nil)
    }

    @Test func `what waits for the disk when its speaker is muted is not said`() throws {
        var bench = RoomBench { $0.keepsOnDisk = true }
        let ada = try bench.enter(uid: 7, login: "ada").session
        bench.say("one", from: ada, id: "1")
        _ = bench.room.acts.record(act(.mute, on: 7, at: 0))
        var codes: [ErrorCode] = []
        let draft = bench.room.draft { code, _ in
            codes.append(code)
            return .end
        }
        #expect(draft == nil && codes == [.muted])
    }

    @Test func `who was let in before a ban does not enter after it`() throws {
        var bench = RoomBench()
        _ = bench.room.acts.record(act(.ban, on: 7, at: 0, until: 5))
        #expect(throws: ErrorCode.banned) { try bench.enter(uid: 7, login: "ada") }
        bench.milliseconds = 5
        _ = bench.room.acts.record(act(.topic, at: 5, "tea"))
        #expect(try bench.enter(uid: 7, login: "ada").entrance.welcome.topic.string == "tea")
    }

    // MARK: Redaction

    private func said(_ bench: RoomBench, _ seq: UInt64) throws -> (Said, [UInt8]) {
        guard case .lines(let bytes, _) = bench.room.lines(from: seq, through: seq),
            case .said(let said) = try Event(jsonLine: Array(bytes.dropLast()))
        else { throw ErrorCode.noSuchMessage }
        return (said, Array(bytes))
    }

    @Test func `what is remembered loses its text and nothing else`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 7, login: "ada").session
        for text in ["one", "hunter2 \"hunter2\"", "three"] {
            bench.say(text, from: ada, id: "id-\(text.first ?? " ")")
        }
        let (found, line) = try said(bench, 2)
        bench.room.redact(found, line: line)
        #expect(try said(bench, 2).0 == found.redacted)
        #expect(try said(bench, 1).0.text.string == "one")
        #expect(try said(bench, 3).0.text.string == "three")
        bench.say("four", from: ada)
        #expect(try said(bench, 4).0.text.string == "four")
        // Who says it again, not knowing, gets its receipt.
        guard case .before(let receipt) = bench.say("hunter2 \"hunter2\"", from: ada, id: "id-h")
        else {
            Issue.record("said twice")
            return
        }
        #expect(receipt.seq == 2)
    }

    @Test func `an id of before, whose text is gone, is its receipt whatever is said with it`()
        throws
    {
        let old = Said(
            seq: 1, time: Timestamp(milliseconds: 0),
            speaker: Account(uid: 7, login: "ada").speaker(named: try #require(Name("ada"))),
            text: SafeText(sanitizing: "hunter2"), style: .plain, id: MessageID("x"))
        var past = Past()
        past.lastSeq = 1
        past.recall(old.redacted)
        var bench = RoomBench(past: past)
        let ada = try bench.enter(uid: 7, login: "ada").session
        guard case .before(let receipt) = bench.say("hunter2", from: ada, id: "x") else {
            Issue.record("said twice")
            return
        }
        #expect(receipt.seq == 1)
    }

    @Test func `who is still due it gets blanks, and no less than that was due`() throws {
        var bench = RoomBench()
        let ada = try bench.enter(uid: 7, login: "ada").session
        bench.say("before", from: ada)
        bench.say("pass\tword\n\"é\"", from: ada)
        bench.say("after", from: ada)
        let (found, line) = try said(bench, 2)
        let due = bench.room.delivery.undeliveredBytes(of: ada)
        bench.room.redact(found, line: line)
        #expect(bench.room.delivery.undeliveredBytes(of: ada) == due)
        let texts = try bench.take(ada).compactMap { event -> SafeText? in
            if case .said(let said) = event { said.text } else { nil }
        }
        #expect(texts.map(\.string).first == "before" && texts.map(\.string).last == "after")
        #expect(texts.count == 3 && texts[1].isBlank)
    }

    @Test func `cut at any byte before, the line that is sent to its end can still be read`() throws
    {
        for cut in 1..<200 {
            var bench = RoomBench()
            let ada = try bench.enter(uid: 7, login: "ada").session
            bench.say("a \"quoted\" \\ word\n\tand hunter2", from: ada)
            let (found, line) = try said(bench, 1)
            guard cut < line.count else { return }
            let isClaimed = bench.room.delivery.claim(ada)
            #expect(isClaimed)
            var got = Array(bench.room.delivery.dueBytes(of: ada).prefix(cut))
            bench.room.delivery.advance(ada, by: cut, outcome: .blocked)
            bench.room.redact(found, line: line)
            got += bench.room.delivery.dueBytes(of: ada)
            guard case .said(let said) = try Event(jsonLine: Array(got.dropLast())) else {
                Issue.record("cut at \(cut)")
                continue
            }
            #expect(said.seq == 1 && got.count == line.count)
        }
    }
}
