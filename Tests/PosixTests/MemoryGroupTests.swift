import Foundation
import TestSupport
import Testing

@testable import Posix

@Suite struct MemoryGroupTests {
    private static let name = "talkroom-test-\(getpid())"
    private static let places = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"]

    private static var isThere: Bool {
        places.contains { Files.exists("\($0)/\(name)") }
    }

    @Test func `it counts who is put into it, where one can be made, and is gone when removed`()
        throws
    {
        guard let group = MemoryGroup.make(Self.name) else {
            // Only the older kind says what it counts without being told to.
            #expect(access("/sys/fs/cgroup/memory/memory.max_usage_in_bytes", W_OK) != 0)
            #expect(!Self.isThere)
            return
        }
        defer { group.remove() }
        #expect(Self.isThere)
        let directory = try TemporaryDirectory()
        let go = directory.file("go")
        let script = "until [ -e \(go) ]; do sleep 0.02; done; a=$(seq 200000); sleep 100"
        var child = try ChildProcess(["/bin/sh", "-c", script])
        try group.add(child.processID)
        try Files.write([], to: go)
        try eventually("the peak is more than 1 MiB") { try group.peakBytes() > 1_048_576 }
        // Whoever is still in it goes on outside.
        MemoryGroup.remove(Self.name)
        #expect(!Self.isThere)
        #expect(try child.exitStatus(within: 0) == nil)
    }
}
