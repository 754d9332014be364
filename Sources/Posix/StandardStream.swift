import Glibc

/// Standard output or standard error.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Puts something in the place of standard streams that are closed, first thing in a program: else the
    /// next socket or file would get their number, and be read or written as them.
    ///
    /// Input reads as empty, output fails when it is written to as a closed one would, errors go nowhere.
    package static func openMissing() {
        let substitutes = [
            ("/dev/null", O_RDONLY), ("/dev/null", O_RDONLY), ("/dev/null", O_WRONLY),
        ]
        for (number, substitute) in zip(Int32(0)..., substitutes)
        where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is this one: those below are open.
            _ = unsafe open(substitute.0, substitute.1)
        }
    }

    /// Whether the journal of systemd is what reads it, as `JOURNAL_STREAM` says by device and inode. See
    /// systemd.exec(5).
    ///
    /// Call it before threads begin: another stream that was put in its place since is none of the journal's.
    package var isJournal: Bool {
        let numbers = Host.environment("JOURNAL_STREAM")?.split(
            separator: ":", omittingEmptySubsequences: false)
        guard let numbers, numbers.count == 2 else { return false }
        var status = stat()
        guard unsafe fstat(rawValue, &status) == 0 else { return false }
        return UInt64(numbers[0]) == UInt64(status.st_dev)
            && UInt64(numbers[1]) == UInt64(status.st_ino)
    }

    /// Writes all of `bytes`, waiting as long as that takes.
    ///
    /// - Throws: ``SystemError`` as in write(2): `EBADF` when it was closed, or given for reading alone.
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Not by `check`: what it was given is not of our making.
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(rawValue, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            let error = SystemError.current
            if error == .interrupted { continue }
            guard error == .tryAgain else { throw error }
            // Somebody else made the open file non-blocking: wait for room.
            var entry = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
            unsafe poll(&entry, 1, -1)
        }
    }
}
