import Glibc

/// Standard input, to be waited for and read.
package struct StandardInput: ~Copyable {
    private let descriptor: FileDescriptor
    private let isTerminal = Terminal.isInput

    /// A closed standard input reads as an empty one.
    package init() {
        descriptor = FileDescriptor(owning: duplicate(STDIN_FILENO))
    }

    /// Puts a file in the place of standard input, opened with the rights of this process.
    ///
    /// - Throws: ``SystemError`` as in open(2); as in read(2) for a directory, which cannot be read.
    package static func become(_ path: String) throws(SystemError) {
        let file = FileDescriptor(owning: try check { unsafe open(path, O_RDONLY | O_CLOEXEC) })
        let raw = file.raw
        var status = stat()
        try check { unsafe fstat(raw, &status) }
        if status.st_mode & S_IFMT == S_IFDIR { throw SystemError(code: EISDIR) }
        try check { dup2(raw, STDIN_FILENO) }
    }

    /// Reads all of it, and waits for its end; no more than one byte beyond `maxBytes`.
    ///
    /// - Throws: ``SystemError`` as in read(2).
    package borrowing func readAll(maxBytes: Int) throws(SystemError) -> [UInt8] {
        var all: [UInt8] = []
        while all.count <= maxBytes {
            var set = PollSet()
            join(&set)
            _ = try set.wait(milliseconds: nil)
            guard let bytes = try read(maxBytes: maxBytes + 1 - all.count) else { continue }
            if bytes.isEmpty { break }
            all += bytes
        }
        return all
    }

    /// Reads what is there; waits when nothing is, so ask a ``PollSet`` first.
    ///
    /// - Returns: No bytes at the end of input, a terminal that went away included; nil when there is
    ///   nothing yet.
    /// - Throws: ``SystemError`` as in read(2).
    package borrowing func read(maxBytes: Int) throws(SystemError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: maxBytes)
        let count = unsafe Glibc.read(descriptor.raw, &bytes, maxBytes)
        if count >= 0 { return Array(bytes.prefix(count)) }
        switch errno {
        case EAGAIN, EINTR: return nil
        case EIO where isTerminal: return []
        default: throw .current
        }
    }

    /// Lets `set` wait for something to read.
    package borrowing func join(_ set: inout PollSet) {
        set.add(descriptor, for: .readable)
    }
}

/// Standard output, to be waited for and written.
package struct StandardOutput: ~Copyable {
    /// So many bytes a pipe takes without waiting once it is writable (`PIPE_BUF`).
    private static let maxWriteBytes = 4096

    private let descriptor: FileDescriptor

    /// A closed standard output fails when it is written to.
    package init() {
        descriptor = FileDescriptor(owning: Self.openTerminal() ?? duplicate(STDOUT_FILENO))
    }

    /// The terminal opened anew, where standard output is one that this account may open: a terminal that is
    /// writable takes some bytes and waits with the others, unless it is opened not to wait. (To make standard
    /// output itself so would change it for who shares it.)
    private static func openTerminal() -> Int32? {
        guard Terminal.isOutput else { return nil }
        let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
        let raw = unsafe open("/proc/self/fd/\(STDOUT_FILENO)", flags)
        return raw == -1 ? nil : raw
    }

    /// Writes a part of `bytes`; ask a ``PollSet`` first.
    ///
    /// - Returns: The number written; nil when there is no room, or a signal came.
    /// - Throws: ``SystemError`` as in write(2): `EPIPE` once the reader has gone.
    package borrowing func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int? {
        let count = unsafe bytes.prefix(Self.maxWriteBytes).withUnsafeBytes {
            unsafe Glibc.write(descriptor.raw, $0.baseAddress, $0.count)
        }
        if count >= 0 { return count }
        if errno == EAGAIN || errno == EINTR { return nil }
        throw .current
    }

    /// Lets `set` wait for room, or only for its reader's going.
    package borrowing func join(_ set: inout PollSet, forRoom: Bool) {
        set.add(descriptor, for: forRoom ? .writable : [])
    }
}

/// A descriptor of our own for a standard one; for one that is closed, /dev/null opened for reading, which reads as empty
/// and cannot be written to.
private func duplicate(_ standard: Int32) -> Int32 {
    let raw = fcntl(standard, F_DUPFD_CLOEXEC, 3)
    if raw != -1 { return raw }
    return unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
}
