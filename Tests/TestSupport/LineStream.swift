import Foundation

/// A stream of lines on a descriptor that it owns: a socket, or the near end of a pair whose far end is a program's
/// standard input and output.
package final class LineStream {
    package private(set) var descriptor: Int32
    /// True once the other end has closed, or reset, the connection.
    package private(set) var isAtEnd = false
    /// The last lines read, for the message of a failed test.
    private var seen: [[UInt8]] = []
    /// What else to tell of when a test fails.
    package var background: () -> [String] = { [] }
    private var buffer: [UInt8] = []
    private var start = 0

    package init(owning descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Connects to a Unix socket.
    ///
    /// - Throws: ``Unmet`` with the system's reason.
    package convenience init(connecting path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Unmet("socket: \(String(cString: strerror(errno)))") }
        guard connectUnix(descriptor, to: path) else {
            let reason = String(cString: strerror(errno))
            Glibc.close(descriptor)
            throw Unmet("\(path): \(reason)")
        }
        self.init(owning: descriptor)
    }

    /// The next line without its LF; nil at the end of the stream. Bytes after the last LF are a line of their own.
    package func nextLine(by deadline: Deadline) throws -> [UInt8]? {
        while true {
            if let line = bufferedLine() {
                note(line)
                return line
            }
            if isAtEnd { return nil }
            guard try fill(by: deadline) else {
                throw Unmet("no line came in time", seen: testimony)
            }
        }
    }

    /// Everything up to the end of the stream, line by line.
    package func linesToEnd(by deadline: Deadline = Deadline()) throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        while let line = try nextLine(by: deadline) { lines.append(line) }
        return lines
    }

    /// Bytes that have come in and are not a whole line yet, for prompts without one.
    package func waitForBytes(_ wanted: String, by deadline: Deadline = Deadline()) throws {
        while !String(decoding: buffer[start...], as: UTF8.self).contains(wanted) {
            guard !isAtEnd, try fill(by: deadline) else {
                throw Unmet("no \(escaped(wanted))", seen: testimony + [escaped(buffer[start...])])
            }
        }
    }

    private func bufferedLine() -> [UInt8]? {
        let rest = buffer.count - start
        let length = buffer.withUnsafeBytes { bytes -> Int? in
            guard rest > 0, let base = bytes.baseAddress,
                let found = memchr(base + start, 0x0A, rest)
            else { return nil }
            return UnsafeRawPointer(found) - (base + start)
        }
        if let length {
            defer { start += length + 1 }
            return Array(buffer[start..<start + length])
        }
        guard isAtEnd, rest > 0 else { return nil }
        defer { start = buffer.count }
        return Array(buffer[start...])
    }

    /// False when the deadline passed first.
    private func fill(by deadline: Deadline) throws -> Bool {
        guard !deadline.hasPassed else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var ready: Int32 = 0
        repeat {
            ready = poll(&entry, 1, deadline.remainingMilliseconds)
        } while ready < 0
            && errno == EINTR
        guard ready > 0 else { return false }
        if start > 1 << 16 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { space, count in
            count = max(0, Glibc.read(descriptor, space.baseAddress, space.count))
        }
        if chunk.isEmpty { isAtEnd = true } else { buffer += chunk }
        return true
    }

    /// What was read, and the background of it.
    package var testimony: [String] { seen.map { escaped($0) } + background().suffix(10) }

    private func note(_ line: [UInt8]) {
        if seen.count >= 200 { seen.removeFirst(100) }
        seen.append(line)
    }

    /// Sends all of it.
    ///
    /// - Throws: ``Unmet`` when the other end has gone, or takes nothing for as long as a deadline is.
    package func send(_ bytes: some Collection<UInt8>) throws {
        let all = Array(bytes)
        var sent = 0
        // Anew whenever some are taken: how long all of them take is the machine's affair.
        var deadline = Deadline()
        while sent < all.count {
            let count = all[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count > 0 {
                sent += count
                deadline = Deadline()
            } else if errno == EAGAIN {
                var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&entry, 1, deadline.remainingMilliseconds) > 0 else {
                    throw Unmet("sent \(sent) of \(all.count) bytes in time", seen: testimony)
                }
            } else if errno != EINTR {
                throw Unmet("send: \(String(cString: strerror(errno)))", seen: testimony)
            }
        }
    }

    /// Waits until the other end has read all that was sent to it.
    package func waitUntilTaken() throws {
        try eventually("the other end to read", seen: { self.testimony }) {
            var unread: Int32 = 0
            return ioctl(descriptor, UInt(TIOCOUTQ), &unread) == 0 && unread == 0
        }
    }

    /// The end of what this side says; the other may go on.
    package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    package func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
        isAtEnd = true
    }

    deinit { close() }
}

/// connect(2) to a path, which must fit; false with `errno` set.
package func connectUnix(_ descriptor: Int32, to path: String) -> Bool {
    withUnixAddress(path) { connect(descriptor, $0, $1) == 0 } ?? false
}

/// Calls `body` with the address of a path, or of an abstract socket where it begins with a NUL; nil and `ENAMETOOLONG` when it does not fit.
package func withUnixAddress<Result>(
    _ path: String, _ body: (__CONST_SOCKADDR_ARG, socklen_t) -> Result
) -> Result? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
        errno = ENAMETOOLONG
        return nil
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let isAbstract = bytes.first == 0
    let size = isAbstract ? 2 + bytes.count : MemoryLayout<sockaddr_un>.size
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body(__CONST_SOCKADDR_ARG(__sockaddr__: $0), socklen_t(size))
        }
    }
}
