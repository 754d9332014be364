import Glibc

/// Signals that a program takes by waiting for them, not by being interrupted.
package struct SignalSet: Sendable {
    private let signals: [Int32]

    /// SIGTERM and SIGINT: end in order. SIGHUP: read the configuration again.
    package static let service = SignalSet(signals: [SIGTERM, SIGINT, SIGHUP])
    /// SIGTERM, SIGINT, SIGHUP and SIGQUIT: end, and leave nothing behind.
    package static let anyEnding = SignalSet(signals: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])

    /// SIGHUP, as ``wait()`` returns it.
    package static let hangUp = SIGHUP

    /// Blocks them in this thread and in every thread that it starts afterwards.
    package func block() {
        var set = mask
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits until one of them arrives; they must be blocked. See sigwait(3).
    ///
    /// - Returns: Its number.
    @discardableResult
    package func wait() -> Int32 {
        var set = mask
        var received: Int32 = 0
        while unsafe sigwait(&set, &received) != 0 {}
        return received
    }

    private var mask: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals {
            unsafe sigaddset(&set, signal)
        }
        return set
    }

    /// A write to who has gone is an error to be handled, not the process's end.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Makes a write beyond the limit of a file's size an error instead of the process's end.
    package static func ignoreFileSizeLimit() {
        signal(SIGXFSZ, SIG_IGN)
    }
}
