import CLinux
import Glibc

/// A socket that others connect to.
package struct ListeningSocket: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    /// Where threads share the umask one at a time sets it, or the last to put it back would put back another's.
    /// A leaf.
    private static let umaskTurn = Locked(())

    /// Creates the socket at `address` and listens; it is there with its mode from the first moment.
    ///
    /// Sets the umask while it binds. The calling thread has one of its own from then on; where the system refuses
    /// that (a filter of system calls may), it is the whole process's: call it before other threads begin.
    ///
    /// - Parameter mode: Permission bits of the socket's file.
    /// - Throws: ``SystemError`` as in bind(2): `EADDRINUSE` when anything is there already.
    package init(binding address: SocketAddress, mode: UInt32) throws(SystemError) {
        let descriptor = try Socket.makeStream()
        _ = clinux_own_umask()
        try Self.umaskTurn.withLock { _ throws(SystemError) in
            let umaskBefore = umask(0o777 & ~mode)
            defer { umask(umaskBefore) }
            _ = try check { unsafe address.withSockaddr { unsafe bind(descriptor.raw, $0, $1) } }
        }
        try check { listen(descriptor.raw, SOMAXCONN) }
        // accept(2) must not block when the one who was waiting has gone in between.
        try check { fcntl(descriptor.raw, F_SETFL, O_NONBLOCK) }
        self.descriptor = descriptor
    }

    /// Where it lives.
    package borrowing func address() throws(SystemError) -> SocketAddress {
        try SocketAddress(of: descriptor)
    }

    /// Takes the next connection; nil when nobody is waiting (any more).
    ///
    /// - Throws: ``SystemError`` as in accept(2), `ECONNABORTED` left out: nobody is waiting then.
    package borrowing func accept() throws(SystemError) -> Socket? {
        do throws(SystemError) {
            let raw = try check {
                unsafe accept4(
                    descriptor.raw, __SOCKADDR_ARG(__sockaddr__: nil), nil,
                    Int32(SOCK_CLOEXEC.rawValue))
            }
            return Socket(FileDescriptor(owning: raw))
        } catch {
            if error.code == EAGAIN || error.code == ECONNABORTED { return nil }
            throw error
        }
    }

    /// Lets `set` wait for somebody to connect.
    package borrowing func join(_ set: inout PollSet) {
        set.add(descriptor, for: .readable)
    }
}

/// A descriptor kept in reserve, so that one more connection can be taken, told and closed when none is left.
package struct ReserveDescriptor: ~Copyable {
    private var descriptor: FileDescriptor?

    /// Takes a reserve, if there is one to be had.
    package init() {
        refill()
    }

    /// Gives the reserve up, for one connection.
    package mutating func release() {
        descriptor = nil
    }

    /// Takes a reserve again, if there is one to be had.
    package mutating func refill() {
        let raw = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        descriptor = raw == -1 ? nil : FileDescriptor(owning: raw)
    }
}
