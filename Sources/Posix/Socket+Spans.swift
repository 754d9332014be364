import Glibc

/// Sockets for who sends and receives very often: nothing here allocates.
extension Socket {
    /// Takes what has arrived into a buffer that is used again, without waiting.
    ///
    /// - Returns: The number of bytes, which are the buffer's first; 0 at the end, nil when nothing is
    ///   there yet.
    /// - Throws: ``SystemError`` with `ECONNRESET` when the peer went away with bytes of ours unread.
    package borrowing func receive(into buffer: inout [UInt8]) throws(SystemError) -> Int? {
        let raw = descriptor.raw
        let count = unsafe buffer.withUnsafeMutableBytes { room in
            while true {
                let count = unsafe recv(
                    raw, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
                if count != -1 || errno != EINTR { return count }
            }
        }
        if count >= 0 { return count }
        let error = SystemError.current
        if error == .tryAgain { return nil }
        throw error
    }

    /// Sends what the kernel accepts; never raises `SIGPIPE`, never blocks.
    ///
    /// - Returns: The number of bytes accepted, or nil when the socket is full.
    /// - Throws: ``SystemError`` with `EPIPE` once the peer has gone. See send(2).
    package borrowing func send(_ bytes: Span<UInt8>) throws(SystemError) -> Int? {
        let raw = descriptor.raw
        let count = unsafe bytes.withUnsafeBytes { room in
            while true {
                let count = unsafe Glibc.send(
                    raw, room.baseAddress, room.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
                if count != -1 || errno != EINTR { return count }
            }
        }
        if count >= 0 { return count }
        let error = SystemError.current
        if error == .tryAgain { return nil }
        throw error
    }
}

extension Span where Element == UInt8 {
    /// Whether both hold the same bytes, by memcmp(3).
    package func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        return unsafe withUnsafeBytes { own in
            unsafe other.withUnsafeBytes { others in
                guard let first = own.baseAddress, let second = others.baseAddress else {
                    return true
                }
                return unsafe memcmp(first, second, own.count) == 0
            }
        }
    }

    /// Where `byte` stands first, at `start` or after it, by memchr(3).
    package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count else { return nil }
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}

extension [UInt8] {
    /// Adds bytes to the end.
    package mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
