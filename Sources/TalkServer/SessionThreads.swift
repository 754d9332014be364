import Posix
import TalkProtocol
import TalkRoom

/// The threads of the sessions: begun one for each client, joined by a reaper as they end.
///
/// Lock order: its lock is a leaf.
final class SessionThreads: Sendable {
    private struct Running: Sendable {
        var threads: [SessionID: Thread] = [:]
        /// Sessions whose thread has nothing more to do; it may not be in `threads` yet.
        var ended: Set<SessionID> = []
        var isClosing = false
    }

    private let running = Locked(Running())

    /// Begins a session's thread, once not too many are left to be joined: who has gone does not count at the door
    /// any more, but has a stack until then.
    ///
    /// - Throws: ``SystemError`` with `EAGAIN` when no thread can be had.
    func start(
        for session: SessionID, name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        _ = running.waitFor { $0.ended.count < Limits.maxUnjoinedThreads ? true : nil }
        let thread = try Thread.start(name: name) { [self] in
            body()
            running.withLock { _ = $0.ended.insert(session) }
            running.wakeWaiters()
        }
        running.withLock { $0.threads[session] = thread }
        running.wakeWaiters()
    }

    /// The reaper's work: joins threads as they end, until ``close()``; and once a crowd has gone, gives
    /// back to the system the memory that it used.
    func reap() {
        var isTrimDue = false
        while true {
            switch nextEnded(milliseconds: isTrimDue ? Limits.trimMilliseconds : nil) {
            case .thread(let thread):
                thread.join()
                running.wakeWaiters()
                isTrimDue = true
            case .closed: return
            case nil:
                Heap.trim()
                isTrimDue = false
            }
        }
    }

    /// Makes ``reap()`` return once no thread is left.
    func close() {
        running.withLock { $0.isClosing = true }
        running.wakeWaiters()
    }

    /// Waits until every session's thread has ended.
    ///
    /// - Returns: False when the time was over.
    func waitUntilNone(milliseconds: Int64) -> Bool {
        running.waitFor(milliseconds: milliseconds) { $0.threads.isEmpty ? true : nil } ?? false
    }

    private enum Ended {
        case thread(Thread)
        /// None is left, and none will be.
        case closed
    }

    /// Waits for a thread to have ended; nil when the time is over.
    private func nextEnded(milliseconds: Int64?) -> Ended? {
        running.waitFor(milliseconds: milliseconds) { running in
            for session in running.ended {
                guard let thread = running.threads.removeValue(forKey: session) else { continue }
                running.ended.remove(session)
                return .thread(thread)
            }
            return running.isClosing && running.threads.isEmpty ? .closed : nil
        }
    }
}
