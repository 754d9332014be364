import Glibc

/// Wakes a thread that sleeps in poll(2): a pipe with itself, neither end of which ever blocks.
package final class WakePipe: Sendable {
    private let pipe: Pipe

    package init() throws(SystemError) {
        pipe = try Pipe()
    }

    /// Makes the next, or the present, ``PollSet/wait(milliseconds:)`` return.
    package func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well as one byte more would.
        _ = unsafe write(pipe.writeEnd.raw, &byte, 1)
    }

    /// Takes back what ``wake()`` left.
    package func clear() {
        var bytes = [UInt8](repeating: 0, count: 256)
        _ = unsafe read(pipe.readEnd.raw, &bytes, bytes.count)
    }

    /// Lets `set` wait for ``wake()`` too.
    package func join(_ set: inout PollSet) {
        set.add(pipe.readEnd, for: .readable)
    }
}
