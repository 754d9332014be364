import Glibc

/// Standard output or standard error.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Puts something in the place of standard streams that are closed, first thing in a program: else the
    /// next socket or file would get their number, and be read or written as them.
    ///
    /// Input reads as empty, output fails when it is written to, errors go nowhere.
    package static func openMissing() {
        let substitutes = [
            ("/dev/null", O_RDONLY), ("/dev/full", O_WRONLY), ("/dev/null", O_WRONLY),
        ]
        for (number, substitute) in zip(Int32(0)..., substitutes)
        where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is this one: those below are open.
            _ = unsafe open(substitute.0, substitute.1)
        }
    }

    /// Writes all of `bytes`, waiting as long as that takes.
    ///
    /// - Throws: ``SystemError`` as in write(2).
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            do throws(SystemError) {
                let count = try check {
                    unsafe rest.withUnsafeBytes {
                        unsafe Glibc.write(rawValue, $0.baseAddress, $0.count)
                    }
                }
                rest = rest.dropFirst(count)
            } catch {
                guard error == .tryAgain else { throw error }
                // Somebody else made the open file non-blocking: wait for room.
                var entry = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&entry, 1, -1)
            }
        }
    }
}
