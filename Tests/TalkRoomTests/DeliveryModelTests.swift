import Foundation
import TalkProtocol
import TalkText
import TestSupport
import Testing

@testable import TalkRoom

/// Log, cursors and splices against a model of them: for each session the bytes that it is to get.
///
/// `TALKROOM_MODEL_STEPS` says how many steps; continuous integration takes 100,000 in release mode.
@Suite struct DeliveryModelTests {
    @Test func `everybody gets what is meant for them, in order and once, whatever happens`() throws
    {
        let wanted = ProcessInfo.processInfo.environment["TALKROOM_MODEL_STEPS"].flatMap(Int.init)
        var model = DeliveryModel(seed: 11)
        let steps = wanted ?? 5_000
        for step in 0..<steps {
            model.step(step)
            try #require(model.faults.isEmpty, "step \(step)")
        }
        model.finish()
        #expect(model.faults.isEmpty)
        #expect(model.delivered > 0 && model.deaf > 0)
        #expect(model.dismissed > 0 && model.acquitted > 0 || steps < 50_000)
    }
}

/// A delivery, and beside it what each session is still to get.
private struct DeliveryModel {
    private struct Listener {
        /// What is due, from `come` on.
        var awaited: [UInt8] = []
        var come = 0
        /// Nothing more becomes due to it.
        var hasLeft = false
        /// It may get the rest of a line, and then nothing.
        var isGivenUp = false
        var isBlocked = false
        /// The last byte that came ended a line.
        var isAtLineEnd = true
    }

    private var dice: SeededGenerator
    private var delivery = Delivery(encodePlain: { $0.jsonLine.dropLast() + Array("\nmore\n".utf8) }
    )
    private var listeners: [SessionID: Listener] = [:]
    private var pass = FlushPass()
    private var lastSession: SessionID = 0
    private(set) var faults: [String] = []
    private(set) var delivered = 0
    private(set) var dismissed = 0
    private(set) var acquitted = 0
    private(set) var deaf = 0

    init(seed: UInt64) {
        dice = SeededGenerator(seed: seed)
    }

    mutating func step(_ number: Int) {
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<4 where listeners.count < 12: join()
        case 4..<6: leave()
        case 6..<46: announce(number)
        case 46..<56: whisper(number)
        case 56..<80: flush()
        case 80..<88: answer()
        default: unblock()
        }
    }

    /// Everybody reads all there is, and goes.
    mutating func finish() {
        for session in listeners.keys.sorted() {
            delivery.unblock(session)
            listeners[session]?.isBlocked = false
            see(session, out: true)
        }
    }

    // MARK: What happens

    private mutating func join() {
        lastSession += 1
        delivery.open(lastSession, dialect: dialect(of: lastSession))
        delivery.release(lastSession)
        listeners[lastSession] = Listener()
    }

    private mutating func leave() {
        guard let session = listeners.keys.sorted().randomElement(using: &dice), !isStuck(session)
        else { return }
        delivery.finish(session)
        listeners[session]?.hasLeft = true
        see(session, out: true)
    }

    private mutating func announce(_ number: Int) {
        let length = Int.random(in: 0..<64, using: &dice) == 0 ? 20_000 : number % 40
        let event = Self.event(number, length: length)
        delivery.announce(event)
        for session in listeners.keys { expect(event, session) }
    }

    private mutating func whisper(_ number: Int) {
        let some = listeners.keys.sorted().filter { _ in Bool.random(using: &dice) }
        let event = Self.event(number, length: number % 7)
        delivery.whisper(event, to: some)
        for session in some { expect(event, session) }
    }

    /// A pass of the flusher's, to sockets that take all, some, or nothing any more.
    private mutating func flush() {
        delivery.begin(&pass)
        while delivery.step(&pass) {
            for index in pass.claims.indices {
                let bytes = pass.claims[index].bytes
                let (sent, outcome) = take(bytes)
                pass.claims[index].sent = sent
                pass.claims[index].outcome = outcome
                got(bytes.prefix(sent), pass.claims[index].session, outcome)
            }
        }
        // Of some there is room again, and nobody has seen it.
        let quick = pass.suspects.filter { _ in Bool.random(using: &dice) }
        delivery.judge(&pass, quick: Set(quick))
        for session in quick where !pass.tooSlow.contains(session) {
            listeners[session]?.isBlocked = false
            acquitted += 1
        }
        for session in pass.tooSlow {
            dismissed += 1
            giveUp(session)
            see(session, out: false)
        }
    }

    /// A session's own thread sends what is due.
    private mutating func answer() {
        guard let session = listeners.keys.sorted().randomElement(using: &dice) else { return }
        guard listeners[session]?.isBlocked == false else { return }
        guard delivery.claim(session) else { return fault("claimed by nobody") }
        let bytes = delivery.dueBytes(of: session)
        let (sent, outcome) = take(bytes)
        got(bytes.prefix(sent), session, outcome)
        delivery.advance(session, by: sent, outcome: outcome)
        delivery.release(session)
    }

    private mutating func unblock() {
        guard let session = pass.blocked.randomElement(using: &dice), listeners[session] != nil,
            !isStuck(session)
        else { return }
        delivery.unblock(session)
        listeners[session]?.isBlocked = false
    }

    /// Ends a session: all that is due comes, or of one that is given up no more than the line that was begun.
    private mutating func see(_ session: SessionID, out isPolite: Bool) {
        guard delivery.claim(session) else { return fault("claimed by nobody") }
        if !isPolite { delivery.abandon(session) }
        while case let bytes = delivery.dueBytes(of: session), !bytes.isEmpty {
            got(bytes, session, .sent)
            delivery.advance(session, by: bytes.count, outcome: .sent)
        }
        delivery.close(session)
        guard let listener = listeners.removeValue(forKey: session) else { return }
        if !listener.isAtLineEnd { fault("a line was cut") }
        if !listener.isGivenUp, listener.come < listener.awaited.count {
            fault("something did not come")
        }
    }

    // MARK: The model

    private mutating func expect(_ event: Event, _ session: SessionID) {
        guard listeners[session]?.hasLeft == false, listeners[session]?.isGivenUp == false else {
            return
        }
        let bytes =
            dialect(of: session) == .json
            ? event.jsonLine : event.jsonLine.dropLast() + Array("\nmore\n".utf8)
        listeners[session]?.awaited += bytes
    }

    private mutating func got(
        _ bytes: ArraySlice<UInt8>, _ session: SessionID, _ outcome: Delivery.Outcome
    ) {
        guard let listener = listeners[session] else { return fault("sent to nobody") }
        let end = min(listener.come + bytes.count, listener.awaited.count)
        if listener.awaited[listener.come..<end] != bytes { fault("not what was meant") }
        listeners[session]?.come = end
        if end > 100_000 {
            listeners[session]?.awaited.removeFirst(end)
            listeners[session]?.come = 0
        }
        if let last = bytes.last { listeners[session]?.isAtLineEnd = last == UInt8(ascii: "\n") }
        listeners[session]?.isBlocked = outcome == .blocked
        delivered += bytes.count
        if outcome == .deaf {
            deaf += 1
            giveUp(session)
        }
    }

    /// Of what is due only the rest of the line that was begun may still come.
    private mutating func giveUp(_ session: SessionID) {
        guard let listener = listeners[session], !listener.isGivenUp else { return }
        listeners[session]?.isGivenUp = true
        let rest = listener.awaited[listener.come...]
        let line = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
        // A private event of several lines comes whole.
        let event = rest[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? line
        listeners[session]?.awaited.removeSubrange(
            (listener.isAtLineEnd ? rest.startIndex : event)...)
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) -> (Int, Delivery.Outcome) {
        switch Int.random(in: 0..<400, using: &dice) {
        case 0: (Int.random(in: 0...bytes.count, using: &dice), .deaf)
        case 1..<120: (Int.random(in: 0..<max(bytes.count, 1), using: &dice), .blocked)
        default: (bytes.count, .sent)
        }
    }

    /// Some that take nothing for the moment take nothing any more.
    private func isStuck(_ session: SessionID) -> Bool {
        session % 5 == 0 && listeners[session]?.isBlocked == true
    }

    private func dialect(of session: SessionID) -> Dialect { session % 3 == 0 ? .plain : .json }

    private mutating func fault(_ what: String) { faults.append(what) }

    private static func event(_ number: Int, length: Int) -> Event {
        let text = SafeText(sanitizing: String(repeating: "x", count: length))
        return .error(Failure(code: SafeText(sanitizing: "e\(number)"), text: text))
    }
}
