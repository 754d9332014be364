import Glibc

/// This machine and this process.
package enum Host {
    /// The host's name, as gethostname(2) gives it.
    package static var name: String {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = buffer.count - 1
        guard unsafe gethostname(&buffer, count) == 0 else { return "localhost" }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// What the process was called with, its own name first; nil for what is no UTF-8. See execve(2). None where no
    /// /proc is, from which Swift has them.
    package static var arguments: [String?] {
        (0..<Int(CommandLine.argc)).map { index in
            unsafe CommandLine.unsafeArgv[index].flatMap { unsafe String(validatingCString: $0) }
        }
    }

    /// Random bits that nobody can foresee, as hexadecimal digits: 16 for each 64 bits.
    package static func randomToken(bits count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<count / 64).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    /// The value of an environment variable; nil when it is not set. Call it before threads begin.
    package static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// The same, and takes it out of the environment: it is for this process alone, not for those it starts.
    package static func takeEnvironment(_ name: String) -> String? {
        defer { unsafe unsetenv(name) }
        return environment(name)
    }

    /// This process's number.
    package static var processID: Int32 { getpid() }

    /// Lets this process open as many descriptors as it may. See setrlimit(2).
    ///
    /// - Returns: How many that is.
    package static func raiseDescriptorLimit() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return 1024 }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        let isRaised = unsafe setrlimit(resource, &limit) == 0
        return Int(clamping: isRaised ? limit.rlim_max : before)
    }

    /// Ends the process.
    package static func exit(_ status: Int32) -> Never {
        Glibc.exit(status)
    }
}
