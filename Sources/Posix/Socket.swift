import Glibc

/// A connected stream socket. Nothing here blocks but ``wait(for:milliseconds:)``
/// and ``connect(to:waits:)``.
package struct Socket: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// What came out of ``receive(maxBytes:)``.
    package enum Received: Sendable {
        case bytes([UInt8])
        /// Nothing is there yet.
        case nothing
        /// The peer will send no more.
        case end
    }

    /// Connects to a listening socket.
    ///
    /// - Parameter waits: Whether to wait while more are waiting there than it lets wait.
    /// - Throws: ``SystemError`` as in connect(2); `EAGAIN` where it does not wait.
    package static func connect(
        to address: SocketAddress, waits: Bool = true
    ) throws(SystemError) -> Socket {
        let descriptor = try makeStream()
        if !waits { try check { fcntl(descriptor.raw, F_SETFL, O_NONBLOCK) } }
        try check {
            unsafe address.withSockaddr { unsafe Glibc.connect(descriptor.raw, $0, $1) }
        }
        return Socket(descriptor)
    }

    static func makeStream() throws(SystemError) -> FileDescriptor {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return FileDescriptor(owning: try check { socket(AF_UNIX, type, 0) })
    }

    /// Takes what has arrived, without waiting.
    ///
    /// - Throws: ``SystemError`` with `ECONNRESET` when the peer went away with bytes of ours unread.
    package borrowing func receive(maxBytes: Int) throws(SystemError) -> Received {
        let raw = descriptor.raw
        // On the stack where it is small; an array only for what has come.
        let (count, bytes) = unsafe withUnsafeTemporaryAllocation(
            byteCount: maxBytes, alignment: 1
        ) { buffer -> (Int, [UInt8]) in
            var count = 0
            repeat {
                count = unsafe recv(raw, buffer.baseAddress, maxBytes, Int32(MSG_DONTWAIT))
            } while count == -1 && errno == EINTR
            return unsafe (count, count > 0 ? Array(buffer[..<count]) : [])
        }
        if count > 0 { return .bytes(bytes) }
        if count == 0 { return .end }
        let error = SystemError.current
        if error.code == EAGAIN { return .nothing }
        throw error
    }

    /// Sends what the kernel accepts; never raises `SIGPIPE`, never blocks.
    ///
    /// - Returns: The number of bytes accepted, or nil when the socket is full.
    /// - Throws: ``SystemError`` with `EPIPE` once the peer has gone. See send(2).
    package borrowing func send(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int? {
        let raw = descriptor.raw
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        do throws(SystemError) {
            return try check {
                unsafe bytes.withUnsafeBytes {
                    unsafe Glibc.send(raw, $0.baseAddress, $0.count, flags)
                }
            }
        } catch {
            if error.code == EAGAIN { return nil }
            throw error
        }
    }

    /// Says how many bytes may wait in the kernel for the peer to read them, its own books included; when one less is
    /// there, half as many more still go in at once. A host whose administrator allows less keeps to that. See
    /// `SO_SNDBUF` in socket(7), which the kernel doubles.
    package borrowing func setSendBuffer(bytes: Int) {
        var size = Int32(clamping: bytes / 2)
        _ = unsafe setsockopt(
            descriptor.raw, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Which half of the connection to end.
    package enum Half: Sendable {
        case reading
        case writing
        case both
    }

    /// Ends a half of the connection; wakes who waits for it. A peer that has gone already is no error.
    package borrowing func shutdown(_ half: Half) {
        let how =
            switch half {
            case .reading: SHUT_RD
            case .writing: SHUT_WR
            case .both: SHUT_RDWR
            }
        _ = Glibc.shutdown(descriptor.raw, Int32(how))
    }

    /// Waits until one of `conditions` holds, or the time is over.
    ///
    /// - Parameter milliseconds: nil waits for ever.
    /// - Returns: What holds; empty when the time was over.
    package borrowing func wait(
        for conditions: PollConditions, milliseconds: Int64?
    ) throws(SystemError) -> PollConditions {
        var entry = pollfd(fd: descriptor.raw, events: conditions.rawValue, revents: 0)
        try unsafe PollSet.wait(for: &entry, count: 1, milliseconds: milliseconds)
        return PollConditions(rawValue: entry.revents)
    }

    /// Who is at the other end, as the kernel saw it when the connection was made (`SO_PEERCRED`).
    package borrowing func peerCredentials() throws(SystemError) -> PeerCredentials {
        let raw = descriptor.raw
        var credentials = ucred()
        var size = socklen_t(MemoryLayout<ucred>.size)
        try check {
            unsafe getsockopt(raw, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
        }
        return PeerCredentials(
            processID: credentials.pid, uid: credentials.uid, gid: credentials.gid)
    }

    /// Whether the peer was a member of any of those groups when the connection was made, by its own group too.
    package borrowing func isPeerMember(
        ofAny groups: Set<UInt32>
    ) throws(SystemError) -> Bool {
        try !groups.isDisjoint(with: peerGroups() + [peerCredentials().gid])
    }

    /// The peer's supplementary groups when the connection was made (`SO_PEERGROUPS`).
    borrowing func peerGroups() throws(SystemError) -> [UInt32] {
        let raw = descriptor.raw
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var size = socklen_t(groups.count * MemoryLayout<gid_t>.stride)
            let result = unsafe groups.withUnsafeMutableBytes {
                unsafe getsockopt(raw, SOL_SOCKET, SO_PEERGROUPS, $0.baseAddress, &size)
            }
            let count = Int(size) / MemoryLayout<gid_t>.stride
            if result == 0 { return Array(groups.prefix(count)) }
            // ERANGE: the size now says how many there are.
            guard errno == ERANGE, count > groups.count else { throw .current }
            groups = [gid_t](repeating: 0, count: count)
        }
    }
}

/// Who a peer is: fixed by the kernel at connect, not to be chosen.
package struct PeerCredentials: Hashable, Sendable {
    /// The process that connected; others may have got the connection from it.
    package let processID: Int32
    package let uid: UInt32
    package let gid: UInt32
}
