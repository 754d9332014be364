import TestSupport
import Testing

/// Ten thousand who mean harm, one kind after the other: the daemon holds no more memory than its manual says,
/// others go on talking, and afterwards nothing of them is left.
@Suite(.serialized) struct HostileCrowdTests {
    @Test func `a crowd that reads nothing stays within the ceiling, and leaves no trace`() throws {
        var scene = try HostileCrowd("deaf")
        defer { scene.end() }
        // A backlog that is nearly as much as the kernel holds.
        try scene.talk(40, textBytes: 4000)
        try scene.order("come")
        try scene.talk(15, textBytes: 4000)
        try scene.order("more")
        try scene.talk(5)
        try scene.expectNoMoreThanTheCeiling()
        try scene.order("go")
        try scene.expectNoTrace()
    }

    @Test func `a crowd that sends a byte at a time stays within the ceiling, and leaves no trace`()
        throws
    {
        var scene = try HostileCrowd("slow")
        defer { scene.end() }
        try scene.order("come")
        for _ in 1...3 {
            try scene.order("more")
            try scene.talk(5)
        }
        try scene.expectNoMoreThanTheCeiling()
        try scene.order("go")
        try scene.expectNoTrace()
    }

    @Test func `a crowd that never says who it is stays within the ceiling, and leaves no trace`()
        throws
    {
        var scene = try HostileCrowd("nameless")
        defer { scene.end() }
        try scene.order("come")
        try scene.talk(10)
        try scene.order("more")
        try scene.talk(5)
        try scene.expectNoMoreThanTheCeiling()
        try scene.order("go")
        try scene.expectNoTrace()
    }

    @Test func `a crowd that ends no line stays within the ceiling, and leaves no trace`() throws {
        var scene = try HostileCrowd("half")
        defer { scene.end() }
        try scene.order("come")
        try scene.talk(10)
        try scene.order("more")
        try scene.expectNoMoreThanTheCeiling()
        try scene.order("go")
        try scene.expectNoTrace()
    }

    @Test
    func
        `a crowd that connects and hangs up in a loop stays within the ceiling, and leaves no trace`()
        throws
    {
        var scene = try HostileCrowd("fleeting", processes: 4)
        defer { scene.end() }
        try scene.begin("come")
        try scene.talk(10)
        try scene.expectDone("come")
        try scene.expectNoMoreThanTheCeiling()
        try scene.expectNoTrace()
    }

    @Test
    func `a crowd that dies in the midst of a word stays within the ceiling, and leaves no trace`()
        throws
    {
        var scene = try HostileCrowd("dying", processes: 2)
        defer { scene.end() }
        try scene.order("come")
        try scene.talk(10)
        try scene.expectNoMoreThanTheCeiling()
        scene.kill()
        try scene.expectNoTrace()
    }
}
