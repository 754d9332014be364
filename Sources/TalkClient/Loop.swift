import Posix
import TalkLanguage
import TalkProtocol
import TalkText

/// The one loop of the client: waits for the daemon, the user and the signals, and carries out what the
/// conversation puts on its desk. Both ways at once, so neither side can keep the other waiting for ever.
final class Loop<Party: Conversation> {
    /// Beyond so many bytes due to the daemon, no more is taken from standard input.
    private static var maxDueBytes: Int { 256 * 1024 }
    private static var greetingSeconds: Int64 { 30 }
    private static var maxGreetingBytes: Int { 64 * 1024 }
    /// What the daemon, and the terminal, get to take their last bytes.
    private static var lastBytesMilliseconds: Int64 { 1000 }

    private var party: Party
    private let circumstances: Circumstances
    private let connection: Connection
    private let input = StandardInput()
    private let outlet = Outlet()
    private let console: Console
    private let seat = Seat()
    private var complaintsDue: [Phrase] = []
    private var isInputOpen = true
    private var isGreeted = false
    private var ending: ExitStatus?
    /// The signal that asked us to end.
    private var endingSignal: Int32?

    init(_ party: Party, over socket: consuming Socket, in circumstances: Circumstances) {
        self.party = party
        self.circumstances = circumstances
        connection = Connection(socket)
        console = Console(language: circumstances.language)
    }

    /// Runs until the conversation is over.
    ///
    /// - Throws: ``Ending`` when the daemon or the streams put an end to it.
    func run() throws(Ending) -> Departure {
        let deadline = MonotonicClock.milliseconds() + Self.greetingSeconds * 1000
        // Dropped at the end whatever ends it, so that the terminal is itself again before anybody
        // reads why.
        defer { leaveTerminal() }
        if circumstances.holdsRoom { try seat.catchSignals() }
        while true {
            connection.flush()
            if let endingSignal { return .signal(endingSignal) }
            if let ending, outlet.dueBytes == 0 {
                waitForTheWire()
                return .status(ending)
            }
            if !isGreeted, MonotonicClock.milliseconds() >= deadline {
                throw Ending(
                    .unavailable,
                    .noAnswer(circumstances.socketPath, seconds: Self.greetingSeconds))
            }
            try turn(greetingDeadline: isGreeted ? nil : deadline)
        }
    }

    private func turn(greetingDeadline: Int64?) throws(Ending) {
        let readsWire =
            !connection.isEnded && ending == nil && outlet.dueBytes < party.maxOutputBytes
        let hasWire = readsWire || connection.dueBytes > 0
        // At a terminal always: the keys that leave are typed behind all else.
        let readsInput =
            isGreeted && isInputOpen && ending == nil && party.wantsInput
            && (seat.isAtTerminal || connection.dueBytes < Self.maxDueBytes)
        var set = PollSet()
        outlet.join(&set)
        if hasWire { connection.join(&set, forReading: readsWire) }
        if readsInput { input.join(&set) }
        seat.join(&set)
        let patience = greetingDeadline.map { max(0, $0 - MonotonicClock.milliseconds()) }
        let results = try wait(&set, milliseconds: party.pauseMilliseconds ?? patience)
        if results.allSatisfy(\.isEmpty) { act { party.pause(&$0) } }
        var rest = results[...]
        try outlet.write(given: rest.removeFirst())
        let wireIsReady = hasWire && !rest.removeFirst().isEmpty
        // Before the wire, whose end may be there: what was entered has then been sent, and its lacking
        // receipt is told.
        if readsInput, !rest.removeFirst().isEmpty { try takeInput() }
        if wireIsReady, readsWire, ending == nil { try takeWire() }
        try takeSignals()
        if ending == nil { act { party.settle(&$0) } }
    }

    private func wait(
        _ set: inout PollSet, milliseconds: Int64?
    ) throws(Ending) -> [PollConditions] {
        do throws(SystemError) {
            return try set.wait(milliseconds: milliseconds)
        } catch {
            throw Ending(.inputOutput, .about("poll", error.phrase))
        }
    }

    /// Lets the party act, and puts what it left on its desk where it will be carried out.
    private func act(_ body: (inout Desk) -> Void) {
        var desk = Desk()
        body(&desk)
        connection.send(desk.wire)
        outlet.put(desk.output)
        complaintsDue += desk.complaints
        if desk.suspends { SignalPipe.askToStop() }
        if ending == nil, let ended = desk.ending {
            ending = ended
            act {
                party.settle(&$0)
                party.tidy(&$0)
            }
        }
        // At a terminal they wait until the line being typed is off the screen.
        if !seat.isAtTerminal { complain() }
    }

    private func complain() {
        for phrase in complaintsDue { console.complain(phrase) }
        complaintsDue = []
    }
}

// MARK: What comes in

extension Loop {
    private func takeWire() throws(Ending) {
        connection.receive()
        while ending == nil, let line = connection.nextLine() {
            switch line {
            case .tooLong where !isGreeted: throw strangeGreeting
            case .tooLong: act { party.puzzled(by: [], isMalformed: true, &$0) }
            case .complete(let bytes) where !isGreeted: try takeGreeting(bytes)
            case .complete(let bytes): takeEvent(bytes)
            }
        }
        if !isGreeted, connection.receivedBytes > Self.maxGreetingBytes { throw strangeGreeting }
        guard connection.isEnded, ending == nil else { return }
        guard isGreeted else {
            // Who vanishes may be a daemon at its end; who takes us in and says nothing is none.
            guard connection.wasReset else { throw strangeGreeting }
            throw Ending(.unavailable, .roomClosed(circumstances.socketPath))
        }
        act { party.closed(&$0) }
    }

    private var strangeGreeting: Ending {
        Ending(.protocolMismatch, .notThisProtocol(circumstances.socketPath))
    }

    private func takeGreeting(_ line: [UInt8]) throws(Ending) {
        guard let greeting = Greeting(line: line) else { throw strangeGreeting }
        if let refusal = greeting.refusal {
            throw Ending(
                refusal.status, .about(circumstances.socketPath, refusal.phrase))
        }
        isGreeted = true
        if party.isAtTerminal { try seat.enter() }
        act { party.greeted(by: greeting, &$0) }
    }

    private func takeEvent(_ line: [UInt8]) {
        do throws(EventFault) {
            let event = try Event(jsonLine: line)
            act { party.heard(event, line: line, &$0) }
        } catch {
            act { party.puzzled(by: line, isMalformed: error == .malformed, &$0) }
        }
    }

    private func takeInput() throws(Ending) {
        do throws(SystemError) {
            guard let bytes = try input.read(maxBytes: 64 * 1024) else { return }
            isInputOpen = !bytes.isEmpty
            act { bytes.isEmpty ? party.inputEnded(&$0) : party.typed(bytes, &$0) }
        } catch {
            throw Ending(.inputOutput, .inputFailed(error.phrase))
        }
    }

    private func takeSignals() throws(Ending) {
        for signal in seat.takeSignals() {
            switch signal {
            case .windowChanged: break
            case .stop: try stop()
            case .continued: try seat.enterAgain()
            case .end(let number):
                endingSignal = number
                // A terminal that takes nothing must not keep us: only that the line is gone matters.
                outlet.clear()
                act { party.tidy(&$0) }
                return
            }
            if ending == nil { act { party.resized(columns: Terminal.columns ?? 80, &$0) } }
        }
    }

    private func stop() throws(Ending) {
        if ending == nil { act { party.suspended(&$0) } }
        _ = outlet.drain(milliseconds: Self.lastBytesMilliseconds)
        try seat.stop()
    }
}

// MARK: What goes out

extension Loop {
    /// Before leaving, gives the daemon a moment to take what is due to it.
    private func waitForTheWire() {
        let deadline = MonotonicClock.milliseconds() + Self.lastBytesMilliseconds
        while connection.dueBytes > 0 {
            let left = deadline - MonotonicClock.milliseconds()
            var set = PollSet()
            connection.join(&set, forReading: false)
            do throws(SystemError) {
                guard left > 0, try !set.wait(milliseconds: left)[0].isEmpty else { return }
            } catch {
                return
            }
            connection.flush()
        }
    }

    private func leaveTerminal() {
        let isClean = !seat.isAtTerminal || outlet.drain(milliseconds: Self.lastBytesMilliseconds)
        seat.leave()
        // Told to end, we do not wait for who takes nothing.
        if isClean || endingSignal == nil { complain() }
    }
}
