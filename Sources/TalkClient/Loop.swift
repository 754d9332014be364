import Posix
import TalkLanguage
import TalkProtocol

/// The one loop of the client: waits for the daemon, the user and the signals, and carries out what the
/// conversation puts on its desk. Both ways at once, so neither side can keep the other waiting for ever.
final class Loop<Party: Conversation> {
    /// Beyond so many bytes due to the daemon, no more is taken from standard input.
    private static var maxDueBytes: Int { 256 * 1024 }
    /// What the daemon, and the terminal, get to take their last bytes.
    private static var lastBytesMilliseconds: Int64 { 1000 }

    private var party: Party
    private let circumstances: Circumstances
    private let approach: Approach
    private let input = StandardInput()
    private let outlet = Outlet()
    private let console: Console
    private let seat = Seat()
    private var patience: Patience
    private var pace = ReadingPace()
    private var complaintsDue: [Phrase] = []
    /// When input was last taken, on the clock that only goes forward.
    private var inputAt: Int64 = 0
    private var gathered: Gathered
    private var isInputOpen = true
    private var ending: ExitStatus?
    /// The signal that asked us to end.
    private var endingSignal: Int32?

    /// - Parameter keepsakes: Where things are kept for later runs.
    init(_ party: Party, in circumstances: Circumstances, keepsakes: Keepsakes = Keepsakes()) {
        self.party = party
        gathered = Gathered(for: keepsakes)
        self.circumstances = circumstances
        approach = Approach(to: circumstances.socketPath, chance: circumstances.chance)
        patience = Patience(milliseconds: circumstances.timeoutMilliseconds)
        console = Console(circumstances)
    }

    /// Runs until the conversation is over.
    ///
    /// - Throws: ``Ending`` when the streams put an end to it.
    func run() throws(Ending) -> Departure {
        // Dropped at the end whatever ends it, so that the terminal is itself again before anybody
        // reads why.
        defer { leaveTerminal() }
        if circumstances.holdsRoom { try seat.catchSignals() }
        while true {
            if ending == nil { approachRoom() }
            approach.flush()
            if let endingSignal { return .signal(endingSignal) }
            if let ending, outlet.dueBytes == 0 {
                approach.drain(milliseconds: Self.lastBytesMilliseconds)
                return .status(ending)
            }
            try turn()
        }
    }

    private func turn() throws(Ending) {
        // Asked once: were it over between two looks, nobody would wait for the wire, nor for the time.
        let paceLeft = paceLeft
        let readsWire =
            approach.hasMore && ending == nil && outlet.dueBytes < party.maxOutputBytes
            && paceLeft == nil
        let hasWire = readsWire || approach.dueBytes > 0
        // At a terminal always: the keys that leave are typed behind all else.
        let readsInput =
            approach.wasEverGreeted && isInputOpen && ending == nil && party.wantsInput
            && (seat.isAtTerminal || approach.dueBytes < Self.maxDueBytes)
        var set = PollSet()
        outlet.join(&set)
        if hasWire { approach.join(&set, forReading: readsWire) }
        if readsInput { input.join(&set) }
        seat.join(&set)
        let results = try wait(&set, paceLeft: paceLeft, pauseLeft: readsInput ? pauseLeft : nil)
        var rest = results[...]
        try outlet.write(given: rest.removeFirst())
        let wireIsReady = hasWire && !rest.removeFirst().isEmpty
        // Before the wire, whose end may be there: what was entered has then been sent, and its lacking
        // receipt is told.
        if readsInput {
            if !rest.removeFirst().isEmpty {
                try takeInput()
            } else if pauseLeft == 0 {
                act { party.pause(&$0) }
            }
        }
        if wireIsReady, readsWire, ending == nil { try takeWire() }
        // After the wire: who was stopped for a while finds there what came meanwhile.
        if ending == nil, patienceLeft == 0 { act { party.gaveUp(&$0) } }
        try takeSignals()
        if ending == nil { act { party.settle(&$0) } }
    }

    private func wait(
        _ set: inout PollSet, paceLeft: Int64?, pauseLeft: Int64?
    ) throws(Ending) -> [PollConditions] {
        let timers =
            ending == nil ? [approach.waitMilliseconds, patienceLeft, paceLeft, pauseLeft] : []
        do throws(SystemError) {
            return try set.wait(milliseconds: timers.compactMap { $0 }.min())
        } catch {
            throw Ending(.inputOutput, .about("poll", error.phrase))
        }
    }

    private var patienceLeft: Int64? {
        // While nobody takes what we print we take nothing of the daemon's, which is not its delay.
        let hurry = outlet.dueBytes < party.maxOutputBytes ? party.hurry : nil
        return patience.left(for: hurry, at: MonotonicClock.milliseconds())
    }

    /// Since something was typed last, whatever else came meanwhile.
    private var pauseLeft: Int64? {
        party.pauseMilliseconds.map { max(0, inputAt + $0 - MonotonicClock.milliseconds()) }
    }

    private var paceLeft: Int64? {
        seat.isAtTerminal ? pace.left(at: MonotonicClock.microseconds()) : nil
    }

    /// Lets the party act, and puts what it left on its desk where it will be carried out.
    private func act(_ body: (inout Desk) -> Void) {
        var desk = Desk()
        body(&desk)
        approach.send(desk.wire)
        outlet.put(desk.output)
        complaintsDue += desk.complaints
        gathered.take(from: desk)
        for change in desk.preferences { keep(change) }
        if desk.suspends { SignalPipe.askToStop() }
        if desk.handsOver { handOver() }
        if ending == nil, let ended = desk.ending {
            ending = ended
            act {
                party.settle(&$0)
                party.tidy(&$0)
            }
        } else if ending == nil, desk.retries {
            approach.retry(isHurried: party.hurry != nil)
        }
        // At a terminal they wait until the line being typed is off the screen.
        if !seat.isAtTerminal { complain() }
    }

    private func keep(_ change: Preferences.Change) {
        do throws(SystemError) {
            try gathered.keep(change)
        } catch {
            let reason = error.phrase
            act { party.failedToKeep(reason, &$0) }
        }
    }

    private func handOver() {
        do throws(SystemError) {
            guard let terminal = OwnTerminal.find() else { throw .notFound }
            try approach.handOver(terminal)
        } catch {
            let reason = error.phrase
            act { party.failedToHandOver(reason, &$0) }
        }
    }

    private func complain() {
        for phrase in complaintsDue { console.complain(phrase) }
        complaintsDue = []
    }
}

// MARK: What comes in

extension Loop {
    /// Tries the daemon when that is due; says so when it is not to be had.
    private func approachRoom() {
        // In no hurry, who comes for the first time waits with a crowd that does.
        let waits = !approach.wasEverGreeted && party.hurry == nil
        if let loss = approach.takeTurn(waits: waits) { act { party.lost(loss, &$0) } }
    }

    private func takeWire() throws(Ending) {
        pace.took(bytes: approach.receive(), at: MonotonicClock.microseconds())
        while ending == nil, let news = approach.next() {
            switch news {
            case .greeting(let greeting):
                if party.isAtTerminal, !seat.isAtTerminal { try seat.enter(undo: party.undo) }
                act { party.greeted(by: greeting, &$0) }
            case .line(let bytes): takeEvent(bytes)
            case .tooLong: act { party.puzzled(by: [], isMalformed: true, &$0) }
            case .loss(let loss): act { party.lost(loss, &$0) }
            }
        }
    }

    private func takeEvent(_ line: [UInt8]) {
        do throws(EventFault) {
            let event = try Event(jsonLine: line)
            if case .welcome = event { approach.enter() }
            act { party.heard(event, line: line, &$0) }
        } catch {
            act { party.puzzled(by: line, isMalformed: error == .malformed, &$0) }
        }
    }

    private func takeInput() throws(Ending) {
        do throws(SystemError) {
            guard let bytes = try input.read(maxBytes: 64 * 1024) else { return }
            isInputOpen = !bytes.isEmpty
            inputAt = MonotonicClock.milliseconds()
            act { bytes.isEmpty ? party.inputEnded(&$0) : party.typed(bytes, &$0) }
        } catch {
            throw Ending(.inputOutput, .inputFailed(error.phrase))
        }
    }

    private func takeSignals() throws(Ending) {
        for signal in seat.takeSignals() {
            switch signal {
            case .windowChanged:
                if ending == nil { act { party.resized(to: Terminal.size, &$0) } }
            case .stop: try stop()
            case .continued:
                // By a signal that nobody could catch it was stopped, and the terminal was others'.
                try seat.enterAgain()
                resume()
            case .end(let number):
                endingSignal = number
                // A terminal that takes nothing must not keep us: only that the line is gone matters.
                if outlet.dueBytes > 0 {
                    outlet.clear()
                    party.outputDropped()
                }
                act { party.tidy(&$0) }
                return
            }
        }
    }

    private func stop() throws(Ending) {
        if ending == nil { act { party.suspended(&$0) } }
        _ = outlet.drain(milliseconds: Self.lastBytesMilliseconds)
        try seat.stop()
        resume()
    }

    private func resume() {
        if ending == nil { act { party.resumed(Terminal.size, &$0) } }
    }

    private func leaveTerminal() {
        let isClean = !seat.isAtTerminal || outlet.drain(milliseconds: Self.lastBytesMilliseconds)
        seat.leave()
        gathered.keepAll()
        // Told to end, we do not wait for who takes nothing.
        if isClean || endingSignal == nil { complain() }
    }
}
