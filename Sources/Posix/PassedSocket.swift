import Glibc

/// A listening socket that whoever started this process made for it. See sd_listen_fds(3).
package enum PassedSocket {
    /// Why what was passed is of no use.
    package enum Fault: Error, Hashable, Sendable {
        /// `LISTEN_FDS` is no number of descriptors.
        case badCount(String)
        /// More than one of them has the name.
        case ambiguous(name: String)
        case notOpen(Int32)
        /// No Unix-domain socket.
        case notUnix(Int32)
        /// Another type than `SOCK_STREAM`.
        case notAStream(Int32)
        case notListening(Int32)
    }

    /// The first one, after the standard streams.
    private static let first: Int32 = 3
    /// No service is passed more.
    private static let most = 1024

    /// Takes the one with that name; where none has it, the first. The others are closed, and the environment
    /// says nothing of any of them afterwards.
    ///
    /// Call it before anything is opened, and before threads begin.
    /// - Returns: nil when nothing was passed to this very process.
    package static func take(named name: String) throws(Fault) -> ListeningSocket? {
        let processID = Host.takeEnvironment("LISTEN_PID")
        let count = Host.takeEnvironment("LISTEN_FDS")
        let names = Host.takeEnvironment("LISTEN_FDNAMES")
        _ = Host.takeEnvironment("LISTEN_PIDFDID")
        guard let count, processID == "\(Host.processID)" else { return nil }
        guard let number = Int(count), (0...most).contains(number) else { throw .badCount(count) }
        if number == 0 { return nil }
        let all = first..<first + Int32(number)
        for raw in all {
            let flags = fcntl(raw, F_GETFD)
            if flags == -1 { throw .notOpen(raw) }
            _ = fcntl(raw, F_SETFD, flags | FD_CLOEXEC)
        }
        let chosen = try choose(among: all, names: names ?? "", name)
        for raw in all where raw != chosen { _ = close(raw) }
        return try ListeningSocket(taking: chosen)
    }

    private static func choose(
        among all: Range<Int32>, names: String, _ name: String
    ) throws(Fault) -> Int32 {
        let names = names.split(separator: ":", omittingEmptySubsequences: false)
        let called = zip(all, names).filter { $1 == name }.map { $0.0 }
        if called.count > 1 { throw .ambiguous(name: name) }
        return called.first ?? first
    }
}

extension ListeningSocket {
    /// Takes a socket that somebody else made, if it is one to take connections of this host from.
    init(taking raw: Int32) throws(PassedSocket.Fault) {
        let descriptor = FileDescriptor(owning: raw)
        guard Self.option(SO_DOMAIN, of: descriptor) == AF_UNIX else { throw .notUnix(raw) }
        guard Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue) else {
            throw .notAStream(raw)
        }
        guard Self.option(SO_ACCEPTCONN, of: descriptor) == 1 else { throw .notListening(raw) }
        // accept(2) must not block when the one who was waiting has gone in between.
        _ = fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK)
        self.descriptor = descriptor
    }

    /// nil when it is no socket at all.
    private static func option(_ option: Int32, of descriptor: borrowing FileDescriptor) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        let raw = descriptor.raw
        let result = unsafe getsockopt(raw, SOL_SOCKET, option, &value, &size)
        return result == 0 ? value : nil
    }
}
