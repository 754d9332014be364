import TalkProtocol
import TalkText
import Testing

@testable import TalkClient

@Suite struct BookmarkTests {
    private func welcome(
        seq: UInt64, oldest: UInt64 = 1, ledger: SafeText = "l", reset: Bool = false
    ) -> Welcome {
        Welcome(
            host: "host", ledger: ledger, seq: seq, oldest: oldest, speaker: .ada, session: 1,
            here: 1, reset: reset)
    }

    private func said(_ seq: UInt64, id: String? = nil, text: SafeText = "x") -> Said {
        Said(
            seq: seq, time: .start, speaker: .ada, text: text, style: .plain,
            id: id.flatMap(MessageID.init))
    }

    /// One who has read up to this number of a room.
    private func reader(upTo seq: UInt64) -> Bookmark {
        var bookmark = Bookmark()
        _ = bookmark.open(welcome(seq: seq), asked: .backlog(nil))
        _ = bookmark.take(said(seq))
        return bookmark
    }

    @Test func `numbers rise strictly, and each is taken once`() {
        var bookmark = reader(upTo: 5)
        for (seq, isNew): (UInt64, Bool) in [
            (5, false), (6, true), (6, false), (4, false), (8, true), (7, false), (9, true),
        ] {
            #expect(bookmark.take(said(seq)) == isNew, "\(seq)")
        }
        #expect(bookmark.replay == .after(9, ledger: "l"))
    }

    @Test func `who has seen nothing asks for what it asked for before`() {
        var bookmark = Bookmark()
        #expect(bookmark.replay == nil)
        _ = bookmark.open(welcome(seq: 9), asked: .backlog(nil))
        #expect(bookmark.replay == nil, "the backlog has not begun")
        #expect(bookmark.open(welcome(seq: 9), asked: .backlog(nil)) == .same(missed: 0, lost: 0))
        #expect(bookmark.take(said(1)) == true)
    }

    @Test(arguments: [Request.Replay.backlog(0), .backlog(nil)])
    func `where nothing is to come, the welcome says where one is`(asked: Request.Replay) {
        var bookmark = Bookmark()
        let oldest: UInt64 = asked == .backlog(0) ? 1 : 10
        _ = bookmark.open(welcome(seq: 9, oldest: oldest), asked: asked)
        #expect(bookmark.replay == .after(9, ledger: "l"))
        #expect(!bookmark.isReplaying)
    }

    @Test func `what was missed is counted, and waited for to its end`() {
        var bookmark = reader(upTo: 5)
        let asked = Request.Replay.after(5, ledger: "l")
        #expect(bookmark.open(welcome(seq: 8), asked: asked) == .same(missed: 3, lost: 0))
        for seq: UInt64 in 6...8 {
            #expect(bookmark.isReplaying)
            #expect(bookmark.take(said(seq)) == true)
        }
        #expect(!bookmark.isReplaying)
    }

    @Test(arguments: [(UInt64(6), UInt64(0)), (7, 1), (9, 3), (10, 3), (1000, 3)])
    func `what is no longer kept is counted too`(oldest: UInt64, lost: UInt64) {
        var bookmark = reader(upTo: 5)
        let opening = bookmark.open(
            welcome(seq: 8, oldest: oldest), asked: .after(5, ledger: "l"))
        #expect(opening == .same(missed: 3, lost: lost))
        #expect(bookmark.isReplaying == (lost < 3))
        #expect(bookmark.replay == .after(lost < 3 ? 5 : 8, ledger: "l"))
    }

    @Test func `another run of numbers begins anew, whatever it counts`() {
        for other in [welcome(seq: 2, ledger: "m"), welcome(seq: 2, reset: true), welcome(seq: 2)] {
            var bookmark = reader(upTo: 5)
            let opening = bookmark.open(other, asked: .after(5, ledger: "l"))
            #expect(opening == .another)
            #expect(bookmark.take(said(1)) == true)
            #expect(bookmark.take(said(2)) == true)
        }
    }

    @Test func `over two runs of numbers an id with its text is taken once`() {
        var bookmark = reader(upTo: 5)
        #expect(bookmark.take(said(6, id: "a", text: "oi")) == true)
        _ = bookmark.open(welcome(seq: 2, ledger: "m"), asked: .after(6, ledger: "l"))
        #expect(bookmark.take(said(1, id: "a", text: "oi")) == false)
        #expect(bookmark.take(said(2, id: "a", text: "another")) == true)
        #expect(bookmark.take(said(3, text: "oi")) == true)
    }

    @Test func `in one run of numbers they alone decide`() {
        var bookmark = reader(upTo: 5)
        #expect(bookmark.take(said(6, id: "a")) == true)
        #expect(bookmark.take(said(7, id: "a")) == true)
    }

    @Test func `a private message with the same id is taken once`() {
        var bookmark = reader(upTo: 5)
        func told(_ id: String?) -> Told {
            Told(
                time: .start, speaker: .ada, to: "wren", text: "x",
                id: id.flatMap(MessageID.init))
        }
        for (id, isNew) in [("a", true), ("a", false), ("b", true), (nil, true), (nil, true)] {
            #expect(bookmark.take(told(id)) == isNew)
        }
    }

    @Test func `numbers as large as they get do no harm`() {
        let most = UInt64(Int64.max)
        var bookmark = reader(upTo: most)
        #expect(bookmark.take(said(most)) == false)
        let opening = bookmark.open(
            welcome(seq: most, oldest: most), asked: .after(most, ledger: "l"))
        #expect(opening == .same(missed: 0, lost: 0))
    }

    @Test func `only so many ids are remembered`() throws {
        var recent = RecentMessages()
        func key(_ number: Int) throws -> RecentMessages.Key {
            .init(uid: 1, id: try #require(MessageID("\(number)")), text: "x", style: nil)
        }
        let keys = try (0...RecentMessages.maxCount).map(key)
        for key in keys { #expect(recent.insert(key) == true) }
        #expect(recent.insert(keys[0]) == true, "the oldest was forgotten")
        #expect(recent.insert(keys[2]) == false)
        #expect(recent.insert(keys[RecentMessages.maxCount]) == false)
    }
}
