import Glibc

/// State that threads share, behind one lock; nobody can reach the one without the other.
///
/// A small lock of our own, because `Synchronization.Mutex` has no condition to wait for. Whoever writes
/// `Locked<…>` writes its place in the lock order beside it.
@safe package final class Locked<State: Sendable & ~Copyable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    /// By a pointer, because the lock sees to it that one thread at a time is here: the run time's own check
    /// of that would cost as much as the lock.
    private let state: UnsafeMutablePointer<State>

    package init(_ state: consuming State) {
        unsafe self.state = .allocate(capacity: 1)
        unsafe self.state.initialize(to: state)
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        // Waiting must not end early or late because somebody set the wall clock.
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Lets `body` at the state, alone.
    package func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return unsafe try body(&state.pointee)
    }

    /// Wakes everybody in ``waitFor(milliseconds:_:)``, to look again: at the state, or at what else they
    /// look at that was changed before.
    package func wakeWaiters() {
        // Between its look and its sleep a waiter holds the lock, and would miss the call.
        unsafe pthread_mutex_lock(mutex)
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_broadcast(condition)
    }

    /// Waits until `attempt` gives a result; it is tried at once and after every ``wakeWaiters()``.
    ///
    /// - Parameter milliseconds: How long at the most; nil for as long as it takes.
    /// - Returns: What `attempt` gave; nil when the time was over.
    package func waitFor<Result>(
        milliseconds: Int64? = nil, _ attempt: (inout State) -> Result?
    ) -> Result? {
        let deadline = milliseconds.map { MonotonicClock.milliseconds() + $0 }
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = unsafe attempt(&state.pointee) { return result }
            guard let deadline else {
                unsafe pthread_cond_wait(condition, mutex)
                continue
            }
            var until = timespec(
                tv_sec: Int(deadline / 1000), tv_nsec: Int(deadline % 1000) * 1_000_000)
            let result = unsafe pthread_cond_timedwait(condition, mutex, &until)
            if result == ETIMEDOUT { return unsafe attempt(&state.pointee) }
        }
    }
}
