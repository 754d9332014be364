/// A control group that counts the memory of the processes put into it, what the kernel holds for them included. See
/// cgroups(7).
package struct MemoryGroup: Sendable {
    /// A hierarchy that counts memory.
    private struct Hierarchy {
        let path: String
        /// The file in each of its groups that tells the most which was ever in use there, in bytes.
        let peakName: String
    }

    private static let hierarchies = [
        Hierarchy(path: "/sys/fs/cgroup/memory", peakName: "memory.max_usage_in_bytes"),
        Hierarchy(path: "/sys/fs/cgroup", peakName: "memory.peak"),
    ]

    private let hierarchy: Hierarchy
    private let path: String

    private init(_ hierarchy: Hierarchy, name: String) {
        self.hierarchy = hierarchy
        path = "\(hierarchy.path)/\(name)"
    }

    /// Makes a group.
    ///
    /// - Returns: nil where this account cannot, or the kernel does not count.
    package static func make(_ name: String) -> MemoryGroup? {
        for hierarchy in hierarchies {
            let group = MemoryGroup(hierarchy, name: name)
            do throws(SystemError) {
                try Files.makeDirectory(group.path)
            } catch {
                continue
            }
            // The kernel puts it into a directory that is made where groups are.
            if Files.exists(group.peakPath) { return group }
            group.remove()
        }
        return nil
    }

    /// Removes the group of that name, if it is there.
    package static func remove(_ name: String) {
        for hierarchy in hierarchies {
            let group = MemoryGroup(hierarchy, name: name)
            if Files.exists(group.path) { group.remove() }
        }
    }

    /// Counts a process, and those that it starts, from now on.
    package func add(_ processID: Int32) throws(SystemError) {
        try Files.write(Array("\(processID)\n".utf8), to: "\(path)/cgroup.procs")
    }

    /// Bytes that were in use at the most.
    package func peakBytes() throws(SystemError) -> Int {
        let bytes = try Files.read(peakPath, maxBytes: 64)
        guard let peak = Int(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber }) else {
            throw .notFound
        }
        return peak
    }

    /// Removes it; who is still in it is counted where it would have been.
    ///
    /// Tried again for a moment: those who are in it may be starting others, and who has ended may not be gone.
    package func remove() {
        for _ in 0..<Self.maxTries where Files.exists(path) {
            empty()
            do throws(SystemError) {
                try Files.removeDirectory(path)
            } catch {
                Thread.sleep(milliseconds: Self.pauseMilliseconds)
            }
        }
    }

    private static let maxTries = 100
    private static let pauseMilliseconds: Int64 = 10

    private func empty() {
        do throws(SystemError) {
            let procs = try Files.read("\(path)/cgroup.procs", maxBytes: 64 * 1024)
            for line in String(decoding: procs, as: UTF8.self).split(separator: "\n") {
                try Files.write(Array(line.utf8), to: "\(hierarchy.path)/cgroup.procs")
            }
        } catch {
            // Whoever it was ended meanwhile, which is as good.
        }
    }

    private var peakPath: String { "\(path)/\(hierarchy.peakName)" }
}
