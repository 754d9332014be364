import Foundation

/// How many sessions of a daemon this host has room for; the daemon's own limits are not looked at.
package enum HostRoom {
    /// What a session takes of memory, its client's part and the kernel's included.
    private static let bytesPerSession = 300 * 1024
    /// Threads of everything else.
    private static let otherThreads = 500

    /// So many threads that nobody else is likely to be in want of one, in half of the memory that is free.
    package static var sessions: Int {
        let threads = [processes, number("/proc/sys/kernel/threads-max"), groupThreads].compactMap {
            $0
        }
        return max(0, min(threads.min() ?? .max, freeBytes / 2 / bytesPerSession))
    }

    /// What one account may have: see getrlimit(2).
    private static var processes: Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(__RLIMIT_NPROC.rawValue), &limit)
        return Int(clamping: limit.rlim_cur) - otherThreads
    }

    /// What the cgroups of this process leave, of version 1 or 2; nil where none of them has a limit.
    private static var groupThreads: Int? {
        groups.compactMap { group in
            // "max" is no number.
            guard let most = number("\(group)/pids.max") else { return nil }
            return most - (number("\(group)/pids.current") ?? 0) - otherThreads
        }.min()
    }

    /// The one it is in, and those above it.
    private static var groups: [String] {
        let lines = String(decoding: contents(of: "/proc/self/cgroup"), as: UTF8.self)
        return lines.split(separator: "\n").flatMap { line -> [String] in
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return [] }
            let isOfThreads = fields[1].split(separator: ",").map { String($0) }.contains("pids")
            guard fields[0] == "0" || isOfThreads else { return [] }
            let root = isOfThreads ? "/sys/fs/cgroup/pids" : "/sys/fs/cgroup"
            let names = fields[2].split(separator: "/").map { String($0) }
            return (0...names.count).map { ([root] + names.prefix($0)).joined(separator: "/") }
        }
    }

    private static var freeBytes: Int {
        let lines = String(decoding: contents(of: "/proc/meminfo"), as: UTF8.self)
        let line = lines.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        return line.flatMap { Int($0.split(separator: " ").dropLast().last ?? "") }.map {
            $0 * 1024
        }
            ?? .max
    }

    private static func number(_ file: String) -> Int? {
        let text = String(decoding: contents(of: file), as: UTF8.self)
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
