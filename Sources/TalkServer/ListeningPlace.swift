package import Posix

/// The daemon's place: its socket, and the lock beside it where it made that socket itself.
package final class ListeningPlace: Sendable {
    /// Why the place cannot be had; nothing of anyone's was touched.
    package enum Fault: Error, Hashable, Sendable {
        /// The path is empty, or longer than `sockaddr_un` holds.
        case badPath
        /// Another daemon holds the lock, or answers on the socket.
        case inUse
        /// Something that is no socket stands there.
        case notASocket
        /// What stands at the lock's path is no lock.
        case notALock(path: String)
        case system(SystemError)
    }

    /// Where the socket is, for messages.
    let path: String
    /// The socket's file and its lock; nil where it was passed: then both are somebody else's business, and stay
    /// when the daemon ends.
    private let identity: FileIdentity?
    private let lock: FileLock?
    let socket: ListeningSocket

    /// Takes the place: the lock first, then the socket, a stale one being replaced.
    ///
    /// - Parameter mode: Permission bits of the socket.
    package init(path: String, mode: UInt32) throws(Fault) {
        guard let address = SocketAddress(path: path) else { throw .badPath }
        let lock: FileLock? = try Self.takeLock(beside: path)
        try Self.removeStale(address)
        let socket = try Self.bind(address, mode: mode)
        self.path = path
        identity = try Self.identity(of: path)
        self.lock = lock
        self.socket = socket
    }

    /// Takes a socket that somebody else made, and looks after.
    init(passed socket: consuming ListeningSocket) {
        do throws(SystemError) {
            path = try socket.address().path
        } catch {
            path = ""
        }
        identity = nil
        lock = nil
        self.socket = socket
    }

    /// Removes the socket, if it is ours, still in its place and can be removed.
    package func leave() {
        guard let identity else { return }
        do throws(SystemError) {
            guard let found = try Files.look(at: path), found.identity == identity else { return }
            try Files.remove(path)
        } catch {
            // A stale socket is replaced by whoever comes next.
        }
    }

    private static func takeLock(beside path: String) throws(Fault) -> FileLock {
        let lockPath = path + ".lock"
        do throws(FileLock.Fault) {
            return try FileLock(path: lockPath)
        } catch {
            switch error {
            case .held: throw .inUse
            case .foreign: throw .notALock(path: lockPath)
            case .system(let error): throw .system(error)
            }
        }
    }

    private static func bind(
        _ address: SocketAddress, mode: UInt32
    ) throws(Fault) -> ListeningSocket {
        do throws(SystemError) {
            return try ListeningSocket(binding: address, mode: mode)
        } catch {
            throw error == .addressInUse ? .inUse : .system(error)
        }
    }

    private static func identity(of path: String) throws(Fault) -> FileIdentity {
        do throws(SystemError) {
            guard let found = try Files.look(at: path) else { throw SystemError.notFound }
            return found.identity
        } catch {
            throw .system(error)
        }
    }

    /// A socket on which nobody listens any more is in the way; anything else is somebody's.
    private static func removeStale(_ address: SocketAddress) throws(Fault) {
        switch try kind(at: address.path) {
        case nil: return
        case .socket where try isStale(address): try remove(address.path)
        case .socket: throw .inUse
        case .file, .directory, .other: throw .notASocket
        }
    }

    private static func kind(at path: String) throws(Fault) -> FileKind? {
        do throws(SystemError) {
            return try Files.look(at: path)?.kind
        } catch {
            throw .system(error)
        }
    }

    private static func isStale(_ address: SocketAddress) throws(Fault) -> Bool {
        do throws(SystemError) {
            _ = try Socket.connect(to: address, waits: false)
            return false
        } catch {
            switch error {
            case .connectionRefused: return true
            // So many are waiting there that it takes no more.
            case .tryAgain: return false
            default: throw .system(error)
            }
        }
    }

    private static func remove(_ path: String) throws(Fault) {
        do throws(SystemError) {
            try Files.remove(path)
        } catch {
            throw .system(error)
        }
    }
}
