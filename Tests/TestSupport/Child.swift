import Foundation

/// A program that a test started, in a process group of its own.
///
/// Killed and reaped when it is let go of, so that a failed test leaves nothing behind.
package final class Child {
    /// Where a descriptor of the child comes from.
    package enum Source {
        case null
        /// A descriptor of this process, which keeps it.
        case inherited(Int32)
        /// A file that is made, or appended to.
        case file(String)
        /// The terminal, which becomes the child's controlling one.
        case terminal(String)
    }

    package let pid: pid_t
    package let command: String
    private var status: Int32?
    /// The signal that ended it, which no exit status can be mistaken for.
    package private(set) var endingSignal: Int32?

    /// Starts a program found in `PATH`.
    ///
    /// - Parameter passed: Descriptors of this process that are the child's from 3 on.
    /// - Throws: ``Unmet`` with the reason when it cannot be started.
    package init(
        _ command: [String], stdin: Source = .null, stdout: Source = .null, stderr: Source = .null,
        environment: [String: String] = [:], directory: String? = nil, passed: [Int32] = []
    ) throws {
        Self.ignoreBrokenPipes
        self.command = command.joined(separator: " ")
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (target, source) in [(Int32(0), stdin), (1, stdout), (2, stderr)] {
            Self.add(source, as: target, to: &actions)
        }
        // From where none of them is overwritten before it is used.
        let sources = passed.map { fcntl($0, F_DUPFD_CLOEXEC, 3 + Int32(passed.count)) }
        defer { sources.forEach { close($0) } }
        for (target, source) in zip(Int32(3)..., sources) {
            posix_spawn_file_actions_adddup2(&actions, source, target)
        }
        // Other tests' descriptors are none of its business.
        posix_spawn_file_actions_addclosefrom_np(&actions, 3 + Int32(passed.count))
        if let directory { posix_spawn_file_actions_addchdir_np(&actions, directory) }
        Self.setAttributes(&attributes)
        let merged = Self.environment.merging(environment) { $1 }
        let arguments = command.map { strdup($0) } + [nil]
        let variables = merged.map { strdup("\($0)=\($1)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var started: pid_t = 0
        let result = posix_spawnp(&started, command[0], &actions, &attributes, arguments, variables)
        guard result == 0 else {
            throw Unmet("\(self.command): \(String(cString: strerror(result)))")
        }
        pid = started
    }

    /// What every child starts with: no locale, no settings of the developer's own.
    private static let environment: [String: String] = {
        let own = ProcessInfo.processInfo.environment
        var kept = ["LC_ALL": "C", "TERM": "xterm", "HOME": "/nonexistent", "TZ": "UTC"]
        for key in ["PATH", "TSAN_OPTIONS", "LLVM_PROFILE_FILE"] { kept[key] = own[key] }
        return kept
    }()

    /// Writing to a child that has gone is an error to look at, not a signal that ends all tests.
    private static let ignoreBrokenPipes: Void = { _ = Glibc.signal(SIGPIPE, SIG_IGN) }()

    private static func add(
        _ source: Source, as target: Int32, to actions: inout posix_spawn_file_actions_t
    ) {
        switch source {
        case .null:
            posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_RDWR, 0)
        case .inherited(let descriptor):
            posix_spawn_file_actions_adddup2(&actions, descriptor, target)
        case .file(let path):
            let flags = O_WRONLY | O_CREAT | O_APPEND
            posix_spawn_file_actions_addopen(&actions, target, path, flags, 0o644)
        case .terminal(let path):
            posix_spawn_file_actions_addopen(&actions, target, path, O_RDWR, 0)
        }
    }

    private static func setAttributes(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var every = sigset_t()
        sigemptyset(&none)
        sigfillset(&every)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &every)
        let flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    /// How it ended, as a shell says it (128 and the signal's number when one ended it); nil while it runs.
    package var exitStatus: Int32? {
        if status == nil {
            var raw: Int32 = 0
            if waitpid(pid, &raw, WNOHANG) == pid {
                endingSignal = raw & 0x7F == 0 ? nil : raw & 0x7F
                status = endingSignal.map { 128 + $0 } ?? (raw >> 8) & 0xFF
            }
        }
        return status
    }

    package func signal(_ number: Int32) {
        if exitStatus == nil { Glibc.kill(pid, number) }
    }

    /// SIGSTOP; until SIGCONT none of its threads does anything more.
    package func stop() throws {
        signal(SIGSTOP)
        try eventually("a stop of \(command)") {
            var told = siginfo_t()
            return waitid(P_PID, id_t(pid), &told, WSTOPPED | WNOHANG) == 0
                && told.si_signo == SIGCHLD
        }
    }

    /// Waits for its end and says how it ended, as ``exitStatus``.
    @discardableResult
    package func waitForExit(
        within seconds: Double = Deadline.generousSeconds, seen: () -> [String] = { [] }
    ) throws -> Int32 {
        try eventually("the end of \(command)", within: seconds, seen: seen) { exitStatus != nil }
        return exitStatus ?? -1
    }

    /// Ends it and what it started, at once.
    package func killAndReap() {
        guard exitStatus == nil else { return }
        Glibc.kill(-pid, SIGKILL)
        var raw: Int32 = 0
        if waitpid(pid, &raw, 0) == pid { status = 128 + SIGKILL }
    }

    deinit { killAndReap() }
}
