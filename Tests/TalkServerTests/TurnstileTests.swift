import TalkProtocol
import Testing

@testable import TalkServer

@Suite struct TurnstileTests {
    @Test func `who is turned away often is not looked at for a while, and nobody else`() {
        var turnstile = Turnstile()
        let start: Int64 = 5000
        for number in 1...Limits.maxRefusals {
            #expect(turnstile.line(for: 7, now: start) == nil, "\(number)")
            turnstile.note([UInt8(number)], uid: 7, now: start)
        }
        let last = start + Limits.refusalMilliseconds - 1
        #expect(turnstile.line(for: 7, now: last) == [UInt8(Limits.maxRefusals)])
        #expect(turnstile.line(for: 8, now: last) == nil)
        #expect(turnstile.line(for: 7, now: last + 1) == nil)
        turnstile.note([1], uid: 8, now: last + 1)
        #expect(turnstile.line(for: 7, now: last + 1) == nil)
    }
}
