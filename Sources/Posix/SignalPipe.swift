import Glibc

/// Where the handler writes; set as long as there is a handler.
private nonisolated(unsafe) var signalWriteEnd: Int32 = -1

/// Signals as something to wait for together with descriptors: each one arrives as a byte in a pipe.
///
/// Make one at the most: signal handlers are the whole process's.
package struct SignalPipe: ~Copyable {
    /// What a signal asks for.
    package enum Signal: Hashable, Sendable {
        /// SIGWINCH: the terminal has another size.
        case windowChanged
        /// SIGTSTP: stop now, with ``SignalPipe/stop()``.
        case stop
        /// SIGCONT: the process was stopped, and goes on.
        case continued
        /// SIGTERM, or any other that ends a process unless it is caught, by its number: end now.
        case end(Int32)
    }

    /// All that end by default, but for the faults, which are ``CrashGuard``'s, and those that a write(2) tells.
    private static let ending = [
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGIO, SIGPWR, SIGPROF,
        SIGSTKFLT, SIGVTALRM, SIGXCPU,
    ]

    private let pipe: Pipe
    private let caught: [Int32]

    /// Begins to catch them, but for those that end or stop and that whoever started us ignores, as nohup(1) does.
    package init() throws(SystemError) {
        pipe = try Pipe()
        unsafe signalWriteEnd = pipe.writeEnd.raw
        let others = (Self.ending + [SIGTSTP]).filter { !Self.isIgnoring(Self.action(of: $0)) }
        caught = others + [SIGWINCH, SIGCONT]
        for signal in caught { Self.catchSignal(signal) }
    }

    deinit {
        for signal in caught { _ = Glibc.signal(signal, SIG_DFL) }
        unsafe signalWriteEnd = -1
    }

    /// Those that arrived since the last call, in order.
    package borrowing func take() -> [Signal] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let size = bytes.count
        let count = unsafe read(pipe.readEnd.raw, &bytes, size)
        return bytes.prefix(max(count, 0)).map { byte in
            switch Int32(byte) {
            case SIGWINCH: .windowChanged
            case SIGTSTP: .stop
            case SIGCONT: .continued
            default: .end(Int32(byte))
            }
        }
    }

    /// Lets `set` wait for signals too.
    package borrowing func join(_ set: inout PollSet) {
        set.add(pipe.readEnd, for: .readable)
    }

    /// Asks the whole job to stop, this process too, as the terminal does when it takes Ctrl-Z itself.
    package static func askToStop() {
        kill(0, SIGTSTP)
    }

    /// Stops the process as SIGTSTP would have, had it not been caught; comes back when it goes on, and at
    /// once where no shell could make it go on.
    package borrowing func stop() {
        _ = signal(SIGTSTP, SIG_DFL)
        raise(SIGTSTP)
        Self.catchSignal(SIGTSTP)
    }

    /// Ends the process as the signal would have, had it not been caught.
    package static func die(of number: Int32) -> Never {
        _ = signal(number, SIG_DFL)
        raise(number)
        Glibc.exit(128 + number)
    }

    /// What happens at a signal now.
    static func action(of number: Int32) -> sigaction {
        var action = sigaction()
        _ = unsafe sigaction(number, nil, &action)
        return action
    }

    static func isIgnoring(_ action: sigaction) -> Bool {
        let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func catchSignal(_ number: Int32) {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = unsafe write(signalWriteEnd, &byte, 1)
            errno = saved
        }
        // Without SA_RESTART: a write that waits for the terminal gives way to the signal.
        action.sa_flags = 0
        _ = unsafe sigaction(number, &action, nil)
    }
}
