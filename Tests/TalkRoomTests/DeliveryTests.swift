import TalkProtocol
import TalkText
import TestSupport
import Testing

@testable import TalkRoom

@Suite struct DeliveryTests {
    private static func event(_ number: Int) -> Event { .pong(id: MessageID("e\(number)")) }

    @Test
    func `each session gets all announcements and its own whispers in order, however it is cut`() {
        var dice = SeededGenerator(seed: 7)
        var delivery = Delivery(encodePlain: { $0.jsonLine + [0x0A] })
        var meant: [SessionID: [UInt8]] = [:]
        var got: [SessionID: [UInt8]] = [:]
        for session in SessionID(1)...6 {
            delivery.open(session, dialect: session % 2 == 0 ? .json : .plain)
            delivery.release(session)
        }
        func encoded(_ event: Event, _ session: SessionID) -> [UInt8] {
            session % 2 == 0 ? event.jsonLine : event.jsonLine + [0x0A]
        }
        for step in 0..<20_000 {
            let session = SessionID.random(in: 1...6, using: &dice)
            switch Int.random(in: 0..<4, using: &dice) {
            case 0:
                delivery.announce(Self.event(step))
                for each in SessionID(1)...6 {
                    meant[each, default: []] += encoded(Self.event(step), each)
                }
            case 1:
                delivery.whisper(Self.event(step), to: [session])
                meant[session, default: []] += encoded(Self.event(step), session)
            case 2:
                var pass = FlushPass()
                delivery.begin(&pass)
                while delivery.step(&pass) {
                    for index in pass.claims.indices {
                        let claim = pass.claims[index]
                        let count = Int.random(in: 0...claim.bytes.count, using: &dice)
                        got[claim.session, default: []] += claim.bytes.prefix(count)
                        pass.claims[index].sent = count
                    }
                }
            default:
                guard delivery.claim(session) else { break }
                let due = delivery.dueBytes(of: session)
                let count = Int.random(in: 0...due.count, using: &dice)
                got[session, default: []] += due.prefix(count)
                delivery.advance(session, by: count, outcome: .sent)
                delivery.release(session)
            }
        }
        for session in SessionID(1)...6 {
            let answer = delivery.claim(session)
            #expect(answer)
            while case let due = delivery.dueBytes(of: session), !due.isEmpty {
                got[session, default: []] += due
                delivery.advance(session, by: due.count, outcome: .sent)
            }
            #expect(got[session] == meant[session], "session \(session)")
        }
    }

    @Test func `who falls behind is found once, and its last event is whole`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        for session in SessionID(1)...2 {
            delivery.open(session, dialect: .json)
            delivery.release(session)
        }
        delivery.announce(Self.event(0))
        let answer1 = delivery.claim(1)
        #expect(answer1)
        delivery.advance(1, by: 5, outcome: .blocked)
        delivery.release(1)
        var announced = 0
        while delivery.undeliveredBytes(of: 1) <= Limits.maxOutboxBytes {
            delivery.announce(Self.event(1))
            announced += 1
            guard announced % 5000 == 0 else { continue }
            let pass = delivery.look()
            #expect(pass.tooSlow.isEmpty && pass.blocked == [1])
        }
        let found = delivery.look()
        #expect(found.tooSlow == [1])
        let later = delivery.look()
        #expect(later.tooSlow.isEmpty && later.blocked.isEmpty)
        let answer2 = delivery.claim(1)
        #expect(answer2)
        let rest = Array(Self.event(0).jsonLine.dropFirst(5))
        let due = delivery.dueBytes(of: 1)
        #expect(Array(due) == rest)
        delivery.advance(1, by: rest.count, outcome: .sent)
        let more = delivery.dueBytes(of: 1)
        #expect(more.isEmpty)
        #expect(delivery.undeliveredBytes(of: 2) > Limits.maxOutboxBytes)
    }

    @Test func `who is given up twice gets the rest of a line once`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.announce(Self.event(0))
        delivery.advance(1, by: 5, outcome: .blocked)
        delivery.abandon(1)
        // Nobody holds the log any more.
        let pass = delivery.look()
        #expect(pass.blocked.isEmpty)
        delivery.advance(1, by: 2, outcome: .deaf)
        let rest = delivery.dueBytes(of: 1)
        #expect(Array(rest) == Array(Self.event(0).jsonLine.dropFirst(7)))
    }

    @Test func `nothing piles up for a session that takes nothing any more`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.advance(1, by: 0, outcome: .deaf)
        delivery.release(1)
        for number in 1...10 { delivery.whisper(Self.event(number), to: [1]) }
        #expect(delivery.undeliveredBytes(of: 1) == 0)
    }

    @Test func `room that its own thread has filled since does not make a session quick again`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.note(1, isBlocked: true)
        // The flusher saw room before.
        delivery.unblock(1)
        while delivery.undeliveredBytes(of: 1) <= Limits.maxOutboxBytes {
            delivery.announce(Self.event(1))
        }
        let pass = delivery.look()
        #expect(pass.tooSlow == [1])
    }

    @Test func `who has room again, which nobody has seen yet, is not too slow, but not for ever`()
    {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.note(1, isBlocked: true)
        delivery.open(2, dialect: .json)
        delivery.advance(2, by: 0, outcome: .blocked)
        delivery.release(2)
        let event = Self.event(1)
        while delivery.undeliveredBytes(of: 1) <= Limits.maxOutboxBytes {
            delivery.announce(event)
        }
        let pass = delivery.look(quick: [1, 2])
        #expect(pass.suspects == [1, 2] && pass.tooSlow.isEmpty)
        // Whom nobody is sending to is sent to with the next pass; the other's own thread will.
        var next = FlushPass()
        delivery.begin(&next)
        let goesOn = delivery.step(&next)
        #expect(goesOn && next.claims.map(\.session) == [2] && next.suspects == [1])
        next.claims[0].outcome = .blocked
        let goesOnAgain = delivery.step(&next)
        #expect(!goesOnAgain)
        while delivery.undeliveredBytes(of: 1) <= 2 * Limits.maxOutboxBytes {
            delivery.announce(event)
        }
        let last = delivery.look(quick: [1, 2])
        #expect(last.suspects.isEmpty && last.tooSlow == [1, 2])
    }

    @Test func `a session that nobody has tried to send to is not too slow`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.release(1)
        while delivery.undeliveredBytes(of: 1) <= Limits.maxOutboxBytes {
            delivery.announce(Self.event(1))
        }
        let pass = delivery.look()
        #expect(pass.tooSlow.isEmpty)
        let answer = delivery.claim(1)
        #expect(answer)
    }

    @Test func `the flusher is called once for each sleep, and never while it has not looked`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.release(1)
        _ = delivery.look()
        let answer3 = delivery.flusherMaySleep()
        #expect(answer3)
        let answer4 = delivery.takeFlusherCall()
        #expect(!answer4)
        delivery.announce(Self.event(1))
        let answer5 = delivery.takeFlusherCall()
        #expect(answer5)
        let answer6 = delivery.takeFlusherCall()
        #expect(!answer6)
        let answer7 = delivery.flusherMaySleep()
        #expect(!answer7)
    }

    @Test func `who speaks into a quiet room sends it, and the flusher sleeps on`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        delivery.release(1)
        _ = delivery.look()
        let sleeps = delivery.flusherMaySleep()
        #expect(sleeps)
        for (milliseconds, isSpeakers) in [(Int64(1000), true), (1001, false), (1010, false)] {
            delivery.announce(Self.event(1))
            delivery.noteSpeech(at: milliseconds)
            let isTurn = delivery.takeSpeakersTurn()
            #expect(isTurn == isSpeakers)
            let isCalled = delivery.takeFlusherCall()
            // Called once, it is awake.
            #expect(isCalled == (milliseconds == 1001))
        }
    }

    @Test func `who speaks waits only until the flusher has looked`() {
        var delivery = Delivery(encodePlain: { $0.jsonLine })
        delivery.open(1, dialect: .json)
        while !delivery.isAheadOfFlusher { delivery.announce(Self.event(1)) }
        _ = delivery.look()
        #expect(!delivery.isAheadOfFlusher)
    }
}

extension Delivery {
    /// A pass in which nothing is sent.
    mutating func look(quick: Set<SessionID> = []) -> FlushPass {
        var pass = FlushPass()
        begin(&pass)
        while step(&pass) {}
        judge(&pass, quick: quick)
        return pass
    }
}
