import Posix
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

    /// Begins a session's thread.
    ///
    /// - Throws: ``SystemError`` with `EAGAIN` when no thread can be had.
    func start(
        for session: SessionID, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        let thread = try Thread.start(name: "session \(session)") { [self] in
            body()
            running.withLock { _ = $0.ended.insert(session) }
            running.wakeWaiters()
        }
        running.withLock { $0.threads[session] = thread }
        running.wakeWaiters()
    }

    /// The reaper's work: joins threads as they end, until ``close()``.
    func reap() {
        while let thread = nextEnded() {
            thread.join()
            running.wakeWaiters()
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

    private func nextEnded() -> Thread? {
        running.waitFor { running -> Thread?? in
            if let session = running.ended.first(where: { running.threads[$0] != nil }) {
                running.ended.remove(session)
                return .some(running.threads.removeValue(forKey: session))
            }
            return running.isClosing && running.threads.isEmpty ? .some(nil) : nil
        } ?? nil
    }
}
