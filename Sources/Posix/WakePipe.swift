import Glibc

/// Wakes a thread that sleeps in poll(2): a pipe with itself, neither end of which ever blocks.
package final class WakePipe: Sendable {
    private let readEnd: FileDescriptor
    private let writeEnd: FileDescriptor

    package init() throws(SystemError) {
        var ends: (Int32, Int32) = (-1, -1)
        try check {
            unsafe withUnsafeMutableBytes(of: &ends) {
                unsafe pipe2(
                    $0.baseAddress?.assumingMemoryBound(to: Int32.self), O_CLOEXEC | O_NONBLOCK)
            }
        }
        readEnd = FileDescriptor(owning: ends.0)
        writeEnd = FileDescriptor(owning: ends.1)
    }

    /// Makes the next, or the present, ``PollSet/wait(milliseconds:)`` return.
    package func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well as one byte more would.
        _ = unsafe write(writeEnd.raw, &byte, 1)
    }

    /// Takes back what ``wake()`` left.
    package func clear() {
        var bytes = [UInt8](repeating: 0, count: 256)
        _ = unsafe read(readEnd.raw, &bytes, bytes.count)
    }

    /// Lets `set` wait for ``wake()`` too.
    package func join(_ set: inout PollSet) {
        set.add(readEnd, for: .readable)
    }
}
