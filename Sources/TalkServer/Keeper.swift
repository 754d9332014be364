import Posix
import TalkProtocol
import TalkRoom

/// A thread that keeps something on the disk, each time it is called: nobody but who has just changed it waits for
/// that, and not for long.
final class Keeper: Sendable {
    private struct State: Sendable {
        var isCalled = false
        var isStopping = false
        var hasEnded = false
    }

    /// What is kept, one word: the thread's name, and the line's in the operator's log.
    let what: StaticString
    private let keep: @Sendable (Hall) throws(SystemError) -> Void
    /// Lock order: a leaf.
    private let state = Locked(State())

    /// - Parameter keep: Writes what there is to be written, if there is anything, and takes note of how it went.
    init(_ what: StaticString, keep: @escaping @Sendable (Hall) throws(SystemError) -> Void) {
        self.what = what
        self.keep = keep
    }

    /// There is something new to be kept.
    func call() {
        state.withLock { $0.isCalled = true }
        state.wakeWaiters()
    }

    /// Keeps what is left, and makes ``run(in:)`` return.
    ///
    /// - Returns: False when the disk has not taken it in time: then the thread cannot be joined.
    func stop(milliseconds: Int64) -> Bool {
        state.withLock { $0.isStopping = true }
        state.wakeWaiters()
        return state.waitFor(milliseconds: milliseconds) { $0.hasEnded ? true : nil } ?? false
    }

    /// The thread's work.
    func run(in hall: Hall) {
        var trouble = Trouble(what)
        while goesOn() {
            do throws(SystemError) {
                try keep(hall)
                trouble.passed(hall.log)
            } catch {
                trouble.arose(error, hall.log, result: "not-kept", .wrong)
            }
            hall.wakeWaiters()
        }
        state.withLock { $0.hasEnded = true }
        state.wakeWaiters()
    }

    /// Waits for a call; false when there is none, and will be none.
    private func goesOn() -> Bool {
        state.waitFor { state in
            if state.isCalled {
                state.isCalled = false
                return true
            }
            return state.isStopping ? false : nil
        } ?? false
    }
}
