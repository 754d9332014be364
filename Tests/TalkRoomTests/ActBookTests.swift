import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

private let root = Speaker(
    name: SafeText(sanitizing: "root"), account: SafeText(sanitizing: "root"), uid: 0)

/// An act of root's on an account, at a moment that is handed in.
func act(
    _ kind: ActKind, on uid: UInt32? = nil, at time: Int64, until: Int64? = nil, _ text: String = ""
) -> Act {
    Act(
        time: Timestamp(milliseconds: time), speaker: root, kind: kind,
        to: uid.map { Act.Subject(account: SafeText(sanitizing: "u\($0)"), uid: $0) },
        until: until.map(Timestamp.init), text: SafeText(sanitizing: text), id: MessageID("id"))
}

@Suite struct ActBookTests {
    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    @Test func `a mute and a ban end by themselves at their moment, and not before`() {
        var book = ActBook()
        _ = book.record(act(.mute, on: 7, at: 10, until: 20))
        _ = book.record(act(.ban, on: 8, at: 10, until: 20))
        #expect(book.isMuted(7, at: time(19)) && !book.isMuted(7, at: time(20)))
        #expect(book.ban(on: 8, at: time(19)) != nil && book.ban(on: 8, at: time(20)) == nil)
        #expect(!book.isMuted(8, at: time(15)) && book.ban(on: 7, at: time(15)) == nil)
        #expect(book.last(9, at: time(19)).map(\.isStanding) == [true, true])
        #expect(book.last(9, at: time(20)).map(\.isStanding) == [false, false])
    }

    @Test func `without a time it holds until it is lifted, and a lift takes both`() {
        var book = ActBook()
        _ = book.record(act(.mute, on: 7, at: 1))
        _ = book.record(act(.ban, on: 7, at: 2))
        _ = book.record(act(.ban, on: 8, at: 3))
        #expect(book.isMuted(7, at: time(.max)) && book.ban(on: 7, at: time(.max)) != nil)
        _ = book.record(act(.lift, on: 7, at: 4))
        #expect(!book.isMuted(7, at: time(5)) && book.ban(on: 7, at: time(5)) == nil)
        #expect(book.ban(on: 8, at: time(5)) != nil)
        #expect(book.last(9, at: time(5)).map(\.isStanding) == [false, false, true, false])
    }

    @Test func `the same again replaces the time and the reason`() {
        var book = ActBook()
        _ = book.record(act(.ban, on: 7, at: 1, until: 100, "first"))
        _ = book.record(act(.ban, on: 7, at: 2, until: 50, "second"))
        #expect(book.ban(on: 7, at: time(49))?.text.string == "second")
        #expect(book.ban(on: 7, at: time(50)) == nil)
        #expect(book.last(9, at: time(10)).map(\.isStanding) == [false, true])
    }

    @Test func `the topic is the last one that was set, and an empty one is none`() {
        var book = ActBook()
        #expect(book.topic.isBlank && book.topicAct(at: time(0)) == nil)
        _ = book.record(act(.topic, at: 1, "one"))
        _ = book.record(act(.topic, at: 2, "two"))
        #expect(book.topic.string == "two")
        #expect(book.topicAct(at: time(3))?.isStanding == true)
        _ = book.record(act(.topic, at: 3))
        #expect(book.topic.isBlank && book.topicAct(at: time(3)) == nil)
        #expect(book.last(9, at: time(3)).allSatisfy { !$0.isStanding })
    }

    @Test func `the last few are given with all that holds, oldest first and without ids`() {
        var book = ActBook()
        _ = book.record(act(.ban, on: 1, at: 0))
        for number: Int64 in 1...9 { _ = book.record(act(.dismiss, on: 2, at: number)) }
        let some = book.last(3, at: time(10))
        #expect(some.map(\.time.milliseconds) == [0, 7, 8, 9])
        #expect(some.allSatisfy { $0.id == nil })
        #expect(book.last(0, at: time(10)).map(\.kind) == [.ban])
    }

    @Test func `old acts are forgotten, but for those that hold`() throws {
        var book = ActBook()
        _ = book.record(act(.ban, on: 1, at: 0))
        _ = book.record(act(.mute, on: 3, at: 1, until: 5))
        for number in 0..<Limits.maxActs {
            _ = book.record(act(.dismiss, on: 2, at: Int64(number + 10)))
        }
        let all = try #require(book.draft()).all
        #expect(all.count == Limits.maxActs + 1)
        #expect(all.first?.kind == .ban && all.dropFirst().allSatisfy { $0.kind == .dismiss })
        _ = book.record(act(.lift, on: 1, at: 2000))
        #expect(try #require(book.draft()).all.count == Limits.maxActs)
        #expect(try #require(book.draft()).all.first?.kind == .dismiss)
    }

    @Test func `what was kept holds again, and counts as kept`() throws {
        var before = ActBook()
        _ = before.record(act(.mute, on: 7, at: 1, until: 100))
        _ = before.record(act(.ban, on: 8, at: 2))
        _ = before.record(act(.lift, on: 8, at: 3))
        _ = before.record(act(.topic, at: 4, "tea"))
        let book = ActBook(try #require(before.draft()).all)
        #expect(book.isMuted(7, at: time(99)) && !book.isMuted(7, at: time(100)))
        #expect(book.ban(on: 8, at: time(5)) == nil && book.topic.string == "tea")
        #expect(book.draft() == nil && book.last(9, at: time(5)).allSatisfy(\.isKept))
    }

    @Test func `an act counts as kept once a try that had it went well`() throws {
        var book = ActBook()
        let first = book.record(act(.dismiss, on: 1, at: 1))
        let draft = try #require(book.draft())
        let second = book.record(act(.dismiss, on: 2, at: 2))
        let tries = book.tries
        book.tried(draft, isKept: true)
        #expect(book.isKept(first, since: tries) == true)
        #expect(book.isKept(second, since: tries) == nil, "that try did not have it")
        #expect(book.last(9, at: time(3)).map(\.isKept) == [true, false])
        book.tried(try #require(book.draft()), isKept: false)
        #expect(book.isKept(second, since: tries) == false)
        book.tried(try #require(book.draft()), isKept: true)
        #expect(book.isKept(second, since: tries) == true && book.draft() == nil)
    }

    @Test func `acts are told in the order in which they hold`() {
        var book = ActBook()
        let first = book.record(act(.ban, on: 1, at: 1), isUntold: true)
        _ = book.record(act(.redact, on: 1, at: 1), isPending: true)
        let second = book.record(act(.lift, on: 1, at: 2), isUntold: true)
        #expect(book.isNextToTell(first) && !book.isNextToTell(second))
        let due = book.takeUntold(through: first, as: act(.ban, on: 1, at: 9)).map(\.time)
        #expect(due == [time(9)] && book.isNextToTell(second))
    }

    @Test func `an act that comes late to be told is told with the next one, and once`() throws {
        var book = ActBook()
        let kinds = [ActKind.mute, .lift, .ban]
        let numbers = kinds.map { book.record(act($0, on: 1, at: 1), isUntold: true) }
        let draft = try #require(book.draft())
        book.tried(draft, isKept: true)
        let second = book.takeUntold(through: numbers[1], as: act(.lift, on: 1, at: 1))
        #expect(second.map(\.kind) == [.mute, .lift] && second[0].isKept)
        let late = book.takeUntold(through: numbers[0], as: act(.mute, on: 1, at: 1))
        #expect(late.isEmpty)
        #expect(!book.isNextToTell(numbers[2] + 1) && book.isNextToTell(numbers[2]))
    }

    @Test func `what is still to be done is told to nobody, and kept all the same`() throws {
        var book = ActBook()
        let number = book.record(act(.redact, on: 1, at: 1), isPending: true)
        #expect(book.last(9, at: time(2)).isEmpty)
        #expect(book.draft()?.all.count == 1)
        book.settle(number, isDone: true)
        #expect(book.last(9, at: time(2)).count == 1)
        let other = book.record(act(.redact, on: 1, at: 3), isPending: true)
        book.settle(other, isDone: false)
        #expect(book.draft()?.all.count == 1 && book.last(9, at: time(4)).count == 1)
    }
}
