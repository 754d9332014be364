import CLinux
import Glibc

/// A program that this one started; ended and reaped, at the latest, when its owner lets go of it.
package struct ChildProcess: ~Copyable {
    /// Its number in the system.
    package let processID: Int32
    private var status: Int32?
    /// Its other end is open as long as the child is there: its end can be waited for, with a limit.
    private let lifeline: FileDescriptor

    /// Starts a program without output, what it complains of in a file.
    ///
    /// - Parameters:
    ///   - command: Its path and its arguments.
    ///   - input: The file that its standard input is.
    ///   - errors: The file of its standard error, made or appended to.
    /// - Throws: ``SystemError`` as in posix_spawn(3).
    package init(
        _ command: [String], input: String = "/dev/null", errors: String = "/dev/null"
    ) throws(SystemError) {
        try self.init(command, .files(input: input, errors: errors), environment: nil)
    }

    /// Starts a program at a terminal, which is its controlling one.
    ///
    /// - Parameters:
    ///   - command: Its path and its arguments.
    ///   - environment: All of its environment, as `NAME=VALUE`.
    /// - Throws: ``SystemError`` as in posix_spawn(3).
    package init(
        _ command: [String], at terminal: borrowing PseudoTerminal, environment: [String]
    ) throws(SystemError) {
        try self.init(command, .terminal(terminal.path), environment: environment)
    }

    private init(
        _ command: [String], _ streams: Streams, environment: [String]?
    ) throws(SystemError) {
        let pipe = try Pipe()
        var started: pid_t = 0
        let result = Self.spawn(command, streams, environment, pipe.writeEnd.raw, &started)
        guard result == 0 else { throw SystemError(code: result) }
        processID = started
        lifeline = pipe.readEnd
    }

    deinit {
        if status == nil { Self.killAndReap(processID) }
    }

    private static func killAndReap(_ processID: Int32) {
        _ = kill(processID, SIGKILL)
        var raw: Int32 = 0
        while unsafe waitpid(processID, &raw, 0) == -1 && errno == EINTR {}
    }

    /// How it ended, as a shell says it (128 and the signal's number when one ended it).
    ///
    /// - Parameter milliseconds: How long to wait for its end at the most.
    /// - Returns: nil while it runs.
    package mutating func exitStatus(within milliseconds: Int64) throws(SystemError) -> Int32? {
        if let status { return status }
        var set = PollSet()
        set.add(lifeline, for: .readable)
        guard !(try set.wait(milliseconds: milliseconds)[0].isEmpty) else { return nil }
        var raw: Int32 = 0
        try check { unsafe waitpid(processID, &raw, 0) }
        let ended = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        status = ended
        return ended
    }

    /// Where the standard streams of the child lead.
    private enum Streams {
        /// No output.
        case files(input: String, errors: String)
        case terminal(String)

        func add(to actions: inout posix_spawn_file_actions_t) {
            switch self {
            case .files(let input, let errors):
                let append = O_WRONLY | O_CREAT | O_APPEND
                unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
                unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
                unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, append, 0o600)
            case .terminal(let path):
                for number: Int32 in 0...2 {
                    unsafe posix_spawn_file_actions_addopen(&actions, number, path, O_RDWR, 0)
                }
            }
        }

        /// The first terminal that the first process of a session opens becomes its controlling one.
        var isSession: Bool {
            if case .terminal = self { true } else { false }
        }
    }

    /// The descriptor that the child holds the lifeline by.
    private static let lifelineNumber: Int32 = 3

    private static func spawn(
        _ command: [String], _ streams: Streams, _ environment: [String]?, _ lifeline: Int32,
        _ started: inout pid_t
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe streams.add(to: &actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, lifeline, lifelineNumber)
        restoreSignals(in: &attributes, isSession: streams.isSession)
        var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
        var variables = unsafe (environment ?? []).map { unsafe strdup($0) } + [nil]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        guard environment != nil else {
            return unsafe posix_spawn(
                &started, command[0], &actions, &attributes, &arguments, Glibc.environ)
        }
        return unsafe posix_spawn(
            &started, command[0], &actions, &attributes, &arguments, &variables)
    }

    /// What this process blocks or ignores is none of the child's business.
    private static func restoreSignals(in attributes: inout posix_spawnattr_t, isSession: Bool) {
        var none = sigset_t()
        var every = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&every)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &every)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(
            &attributes, Int16(isSession ? flags | POSIX_SPAWN_SETSID : flags))
    }
}

/// A program that ends with the one that started it, whatever ends that one.
package enum Tether {
    /// What a program is called with to become another one so, followed by the parent's number.
    package static let word = "--tether"
    /// The same, and the moment is told on standard error: ``MonotonicClock/nanoseconds()``, on a line.
    package static let timedWord = "--timed-tether"

    /// Becomes another program, which is killed when the parent is no more (`PR_SET_PDEATHSIG`).
    ///
    /// - Parameters:
    ///   - command: Its path and its arguments.
    ///   - parent: Who started this process.
    ///   - isTimed: Whether to tell when.
    /// - Returns: Why it did not; it does not return otherwise. See execv(3).
    package static func become(
        _ command: [String], parent: Int32, isTimed: Bool
    ) -> SystemError {
        guard clinux_set_parent_death_signal(SIGKILL) == 0 else { return .current }
        // It may have gone before this was asked for.
        guard getppid() == parent else { return SystemError(code: ESRCH) }
        var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
        if isTimed {
            do throws(SystemError) {
                try StandardStream.error.write(Array("\(MonotonicClock.nanoseconds())\n".utf8))
            } catch {
                return error
            }
        }
        unsafe execv(command[0], &arguments)
        return .current
    }
}
