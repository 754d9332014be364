import Foundation

/// A cgroup of one test's own, which counts all memory of the processes in it, the kernel's for them included.
///
/// Only root may make one, of version 1 or 2; see cgroups(7).
package final class MemoryCgroup {
    private let directory: String
    private let usage: String
    private let peakFile: String

    /// Makes it; nil where that may not be, or where nothing counts memory.
    package init?() {
        let name = "talkroom-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let parents = Self.parents()
        for (parent, usage, peak) in parents {
            let path = "\(parent)/\(name)"
            guard mkdir(path, 0o755) == 0 else { continue }
            if access("\(path)/\(peak)", R_OK) == 0, access("\(path)/\(usage)", R_OK) == 0 {
                directory = path
                self.usage = usage
                peakFile = peak
                Leftovers.atEnd { rmdir(path) }
                return
            }
            rmdir(path)
        }
        return nil
    }

    /// What is put before a command that is to run in it, if root starts it.
    package var asPrefix: [String] {
        ["sh", "-c", #"echo $$ >"$0/cgroup.procs" && exec "$@""#, directory]
    }

    /// The bytes that are counted now, and the most that ever were.
    package var bytes: Int { number(usage) }
    package var peakBytes: Int { number(peakFile) }

    private func number(_ file: String) -> Int {
        let text = String(decoding: contents(of: "\(directory)/\(file)"), as: UTF8.self)
        return Int(text.split(separator: "\n").first ?? "") ?? 0
    }

    /// Below its own group and below the topmost one: in a container its own may not be to be seen, and one of
    /// version 2 that has processes may have no children that count.
    private static func parents() -> [(path: String, usage: String, peak: String)] {
        let groups = String(decoding: contents(of: "/proc/self/cgroup"), as: UTF8.self)
        return groups.split(separator: "\n").flatMap { line in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return [(path: String, usage: String, peak: String)]() }
            let own = fields[2] == "/" ? "" : String(fields[2])
            if fields[1].split(separator: ",").contains("memory") {
                return ["/sys/fs/cgroup/memory" + own, "/sys/fs/cgroup/memory"].map {
                    ($0, "memory.usage_in_bytes", "memory.max_usage_in_bytes")
                }
            }
            guard fields[0] == "0" else { return [] }
            return ["/sys/fs/cgroup" + own, "/sys/fs/cgroup"].map {
                ($0, "memory.current", "memory.peak")
            }
        }
    }

    deinit { rmdir(directory) }
}
