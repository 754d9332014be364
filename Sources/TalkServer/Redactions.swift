import Posix
import TalkProtocol
import TalkRoom

/// Something that was said whose text the scribe is to take out of the ledger.
struct Redaction: Sendable {
    /// That of its act.
    let number: UInt64
    let act: Act
    let said: Said
    /// As it is remembered.
    let line: [UInt8]
}

/// What operators took away and the scribe has not yet: handed over, and waited for.
///
/// Lock order: its lock is a leaf.
final class Redactions: Sendable {
    /// How one went.
    enum Outcome: Sendable {
        case done
        /// Its text was gone already.
        case gone
        /// The disk did not take it.
        case notKept
    }

    /// What became of one that nobody waits for any more.
    enum Cancellation: Sendable {
        case takenBack
        /// The scribe has it; how it went, if it is done with it.
        case begun(Outcome?)
    }

    private struct State: Sendable {
        var waiting: [Redaction] = []
        var outcomes: [UInt64: Outcome] = [:]
        /// Nobody waits for these any more.
        var abandoned: Set<UInt64> = []
    }

    private let state = Locked(State())

    func add(_ redaction: Redaction) {
        state.withLock { $0.waiting.append(redaction) }
    }

    /// The next one, for the scribe; nil when there is none.
    func take() -> Redaction? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    /// The scribe is done with one.
    func settle(_ number: UInt64, _ outcome: Outcome) {
        state.withLock { state in
            guard state.abandoned.remove(number) == nil else { return }
            state.outcomes[number] = outcome
        }
        state.wakeWaiters()
    }

    /// Waits until the scribe is done with one, at the most so long.
    func outcome(of number: UInt64, milliseconds: Int64) -> Outcome? {
        state.waitFor(milliseconds: milliseconds) { $0.outcomes.removeValue(forKey: number) }
    }

    /// Takes one back that was waited for in vain.
    ///
    /// - Returns: How far it is: what the scribe has already it ends, without anybody waiting for that.
    func cancel(_ number: UInt64) -> Cancellation {
        state.withLock { state in
            let count = state.waiting.count
            state.waiting.removeAll { $0.number == number }
            if state.waiting.count < count { return .takenBack }
            let outcome = state.outcomes.removeValue(forKey: number)
            if outcome == nil { state.abandoned.insert(number) }
            return .begun(outcome)
        }
    }
}

extension Hall {
    /// A redaction holds, and everybody is told; or it is as if nobody had asked.
    func settle(_ redaction: Redaction, _ outcome: Redactions.Outcome) {
        let isDone = outcome == .done
        let isKept = change { room in
            room.acts.settle(redaction.number, isDone: isDone)
            guard isDone else { return false }
            room.redact(redaction.said, line: redaction.line)
            // It waited for that before it came here, unless nothing is kept.
            let isKept = room.acts.isKept(redaction.number, since: .max) ?? false
            var act = redaction.act
            act.isKept = isKept
            room.announce(act)
            return isKept
        }
        if isDone { log.note(LogLine(redaction.act, isKept: isKept)) } else { actKeeper?.call() }
    }
}
