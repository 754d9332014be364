import Posix
import TalkLanguage

/// Where the user sits: the terminal, when every key is wanted as it is pressed, and the signals.
final class Seat {
    private var signals: SignalPipe?
    private var rawMode: RawMode?
    /// Those that came while the process was stopped.
    private var early: [SignalPipe.Signal] = []

    /// Whether every key comes as it is pressed.
    var isAtTerminal: Bool { rawMode != nil }

    /// From now on signals are something to wait for.
    func catchSignals() throws(Ending) {
        // One at the most: a second one would take the first one's handlers away.
        guard signals == nil else { return }
        do throws(SystemError) {
            signals = try SignalPipe()
        } catch {
            throw Ending(.inputOutput, .about("pipe", error.phrase))
        }
    }

    /// Takes the terminal over.
    ///
    /// - Parameter undo: What undoes, written to it, whatever else is asked of it.
    func enter(undo: [UInt8]) throws(Ending) {
        try catchSignals()
        do throws(SystemError) {
            rawMode = try RawMode(undo: undo)
        } catch {
            throw Ending(.inputOutput, .inputFailed(error.phrase))
        }
    }

    /// Takes the terminal over again, after somebody else used it.
    func enterAgain() throws(Ending) {
        do throws(SystemError) {
            try rawMode?.enterAgain()
        } catch {
            throw Ending(.inputOutput, .inputFailed(error.phrase))
        }
    }

    /// Gives the terminal back, stops the process, and takes the terminal over again once it goes on.
    func stop() throws(Ending) {
        rawMode?.leave()
        signals?.stop()
        // That it goes on is known now, and is not to be told again.
        early += (signals?.take() ?? []).filter { $0 != .continued }
        try enterAgain()
    }

    /// Gives the terminal back for good.
    func leave() {
        rawMode = nil
        signals = nil
    }

    func join(_ set: inout PollSet) {
        signals?.join(&set)
    }

    /// The signals that arrived since the last call.
    func takeSignals() -> [SignalPipe.Signal] {
        defer { early = [] }
        return early + (signals?.take() ?? [])
    }
}
