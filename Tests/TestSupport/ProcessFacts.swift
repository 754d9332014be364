import Foundation

/// What the kernel says of a running process, in proc(5).
package struct ProcessFacts: Sendable, CustomStringConvertible {
    package let descriptors: Int
    package let threads: Int
    package let residentKiB: Int

    package init(of pid: pid_t) {
        descriptors = Self.count("/proc/\(pid)/fd")
        threads = Self.count("/proc/\(pid)/task")
        let status = String(decoding: contents(of: "/proc/\(pid)/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        residentKiB = line.flatMap { Int($0.split(separator: " ").dropLast().last ?? "") } ?? 0
    }

    /// Bytes that a process has written to anything so far.
    package static func writtenBytes(by pid: pid_t) -> Int {
        let io = String(decoding: contents(of: "/proc/\(pid)/io"), as: UTF8.self)
        let line = io.split(separator: "\n").first { $0.hasPrefix("wchar:") }
        return line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
    }

    /// How often its threads went to sleep so far.
    package static func sleeps(of pid: pid_t) -> Int {
        let tasks =
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        return tasks.reduce(0) { sum, task in
            let status = contents(of: "/proc/\(pid)/task/\(task)/status")
            let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
                $0.hasPrefix("voluntary_ctxt_switches:")
            }
            return sum + (line.flatMap { Int($0.split(separator: "\t").last ?? "") } ?? 0)
        }
    }

    /// Whether a process has ended; its parent may not have looked after it yet, and some never do.
    package static func hasEnded(_ pid: pid_t) -> Bool {
        let stat = String(decoding: contents(of: "/proc/\(pid)/stat"), as: UTF8.self)
        // Behind its name, which may hold anything.
        let state = stat.split(separator: ")").last?.split(separator: " ").first
        return state.map { ["Z", "X"].contains($0) } ?? true
    }

    package var description: String {
        "\(descriptors) descriptors, \(threads) threads, \(residentKiB) KiB"
    }

    private static func count(_ directory: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: directory).count) ?? 0
    }
}
