import Glibc

/// A pipe, neither end of which ever blocks. See pipe(2).
struct Pipe: ~Copyable, Sendable {
    let readEnd: FileDescriptor
    let writeEnd: FileDescriptor

    init() throws(SystemError) {
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
}
