import TalkProtocol
import TalkText
import Testing

@testable import TalkRoom

/// What is due to one session alone, and what of it all may hold together.
@Suite struct PrivateBudgetTests {
    private static let event = Event.pong(id: MessageID("e"))
    private static let bytes = event.jsonLine.count

    /// Blocked sessions, of accounts as given; nobody holds their claims.
    private func delivery(_ uids: [UInt32], blocked: Set<SessionID>) -> Delivery {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        // Three events of an account, and five of all.
        delivery.budget = PrivateBudget(
            maxBytes: 5 * Self.bytes, maxAccountBytes: 3 * Self.bytes)
        for (index, uid) in uids.enumerated() {
            let session = SessionID(index + 1)
            delivery.open(session, of: uid, dialect: .json)
            delivery.note(session, isBlocked: blocked.contains(session))
            delivery.release(session)
        }
        return delivery
    }

    private func whisper(_ delivery: inout Delivery, to session: SessionID, times: Int = 1) {
        for _ in 0..<times { delivery.whisper(Self.event, to: [session]) }
    }

    @Test(arguments: [[3], [2, 1], [1, 1, 1]])
    func `an account may hold its limit, in however many sessions`(counts: [Int]) {
        var delivery = delivery(counts.map { _ in 7 }, blocked: [1, 2, 3])
        for (index, count) in counts.enumerated() {
            whisper(&delivery, to: SessionID(index + 1), times: count)
        }
        #expect(delivery.look().tooSlow.isEmpty)
        whisper(&delivery, to: 1)
        #expect(delivery.look().tooSlow == [1])
        #expect(delivery.undeliveredBytes(of: 1) == 0, "nothing of it is held any more")
    }

    @Test func `operators may leave several times as much`() {
        var delivery = delivery([7, 7], blocked: [1, 2])
        delivery.budget = PrivateBudget(maxBytes: 99 * Self.bytes, maxAccountBytes: 3 * Self.bytes)
        delivery.budget.allow(7, times: 4)
        whisper(&delivery, to: 1, times: 12)
        #expect(delivery.look().tooSlow.isEmpty)
        whisper(&delivery, to: 2)
        #expect(delivery.look().tooSlow == [1])
        delivery.budget.allow(7, times: 1)
        whisper(&delivery, to: 2, times: 3)
        #expect(delivery.look().tooSlow == [2])
    }

    @Test func `of an account that holds too much the session with most of it is ended`() {
        var delivery = delivery([7, 7, 8], blocked: [1, 2, 3])
        whisper(&delivery, to: 2, times: 2)
        whisper(&delivery, to: 3)
        whisper(&delivery, to: 1)
        #expect(delivery.look().tooSlow.isEmpty)
        whisper(&delivery, to: 2)
        #expect(delivery.look().tooSlow == [2])
        whisper(&delivery, to: 1)
        #expect(delivery.look().tooSlow.isEmpty, "there is room again, and it is told once")
    }

    @Test func `of all that hold too much the session with most of it is ended, and no other`() {
        var delivery = delivery([1, 2, 3], blocked: [1, 2, 3])
        whisper(&delivery, to: 1)
        whisper(&delivery, to: 2, times: 3)
        whisper(&delivery, to: 3)
        #expect(delivery.look().tooSlow.isEmpty)
        whisper(&delivery, to: 3)
        #expect(delivery.look().tooSlow == [2])
        #expect(delivery.undeliveredBytes(of: 3) == 2 * Self.bytes)
    }

    @Test func `who reads is not ended for what is on its way`() {
        var delivery = delivery([7, 7], blocked: [2])
        whisper(&delivery, to: 2)
        whisper(&delivery, to: 1, times: 9)
        #expect(delivery.look().tooSlow == [2], "only who is blocked can be")
    }

    @Test func `who is being sent to is given up by its sender, and gets nothing more`() {
        var delivery = delivery([7], blocked: [])
        let isClaimed = delivery.claim(1)
        #expect(isClaimed)
        delivery.note(1, isBlocked: true)
        whisper(&delivery, to: 1, times: 4)
        #expect(delivery.look().tooSlow == [1])
        whisper(&delivery, to: 1)
        #expect(delivery.undeliveredBytes(of: 1) == 4 * Self.bytes)
        #expect(delivery.budget.bytes == 0 && delivery.budget.overdueBytes == 4 * Self.bytes)
        delivery.abandon(1)
        delivery.close(1)
        #expect(delivery.budget.overdueBytes == 0 && delivery.budget.bytesOfAccount.isEmpty)
    }

    @Test func `what was taken is not held any more`() {
        var delivery = delivery([7], blocked: [])
        whisper(&delivery, to: 1, times: 2)
        #expect(delivery.budget.bytesOfAccount == [7: 2 * Self.bytes])
        let isClaimed = delivery.claim(1)
        #expect(isClaimed)
        delivery.advance(1, by: Self.bytes + 1, outcome: .sent)
        #expect(delivery.budget.bytes == Self.bytes - 1)
        delivery.close(1)
        #expect(delivery.budget.bytes == 0 && delivery.budget.bytesOfAccount.isEmpty)
    }

    @Test func `who tells something waits until the flusher has looked, and no longer`() {
        var delivery = delivery([7], blocked: [])
        delivery.budget = PrivateBudget()
        while case let may = delivery.maySplice(), may { whisper(&delivery, to: 1) }
        #expect(delivery.undeliveredBytes(of: 1) > Limits.maxUnflushedBytes)
        let isCalled = delivery.takeWaitersCall()
        #expect(!isCalled)
        _ = delivery.look()
        let isCalledNow = delivery.takeWaitersCall()
        let may = delivery.maySplice()
        #expect(isCalledNow && may)
    }

    @Test func `a thread that waits for its client's reading holds no more than a piece`() {
        var delivery = delivery([7], blocked: [])
        delivery.budget = PrivateBudget()
        let events = 2 * Limits.answerChunkBytes / Self.bytes
        whisper(&delivery, to: 1, times: events)
        let isClaimed = delivery.claim(1)
        #expect(isClaimed)
        let due = delivery.dueBytes(of: 1)
        #expect(due.count >= Limits.answerChunkBytes)
        #expect(due.count < Limits.answerChunkBytes + Self.bytes)
    }
}
