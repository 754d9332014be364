import Glibc

/// What the kernel has counted of the whole machine.
package enum MachineFigures {
    /// How many processors it has.
    package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Nanoseconds for which its processors were busy, for whomever, or taken from it by its host.
    ///
    /// - Throws: ``SystemError`` as in open(2); `ENOENT` too when /proc/stat is not as in proc(5).
    package static func busyNanoseconds() throws(SystemError) -> Int64 {
        let text = String(
            decoding: try Files.read("/proc/stat", maxBytes: 1024 * 1024), as: UTF8.self)
        // cpu user nice system idle iowait irq softirq steal …
        let fields = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().prefix(8)
            .compactMap { Int64($0) }
        guard fields.count == 8 else { throw .notFound }
        let busy = fields.reduce(0, +) - fields[3] - fields[4]
        return busy * (1_000_000_000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// Nanoseconds of processor time of this process and of its children that have ended.
    package static func ownNanoseconds() -> Int64 {
        [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { sum, who in
            var usage = rusage()
            unsafe getrusage(who, &usage)
            let times = [usage.ru_utime, usage.ru_stime]
            return times.reduce(sum) {
                $0 + Int64($1.tv_sec) * 1_000_000_000 + Int64($1.tv_usec) * 1000
            }
        }
    }
}
