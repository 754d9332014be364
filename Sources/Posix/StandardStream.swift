import Glibc

/// Standard output or standard error.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

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
