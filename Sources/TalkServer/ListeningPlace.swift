package import Posix

/// The daemon's place in the file system: its socket, and the lock beside it.
package struct ListeningPlace: ~Copyable {
    /// Why the place cannot be had; nothing of anyone's was touched.
    package enum Fault: Error, Hashable, Sendable {
        /// The path is empty, or longer than `sockaddr_un` holds.
        case badPath
        /// Another daemon holds the lock, or answers on the socket.
        case inUse
        /// Something that is no socket stands there.
        case notASocket
        case system(SystemError)
    }

    private let path: String
    private let identity: FileIdentity
    private let lock: FileLock

    /// Takes the place: the lock first, then the socket, a stale one being replaced.
    ///
    /// - Parameter mode: Permission bits of the socket.
    /// - Returns: The place, to be kept as long as the daemon listens, and its listening socket.
    package static func take(
        path: String, mode: UInt32, listener: inout ListeningSocket?
    ) throws(Fault) -> ListeningPlace {
        guard let address = SocketAddress(path: path) else { throw .badPath }
        let lock = try takeLock(beside: path)
        try removeStale(address)
        do throws(SystemError) {
            listener = try ListeningSocket(binding: address, mode: mode)
            guard let found = try Files.look(at: path) else { throw SystemError.notFound }
            return ListeningPlace(path: path, identity: found.identity, lock: lock)
        } catch {
            throw error == .addressInUse ? .inUse : .system(error)
        }
    }

    private init(path: String, identity: FileIdentity, lock: consuming FileLock) {
        self.path = path
        self.identity = identity
        self.lock = lock
    }

    /// Removes the socket, if it is still ours and can be removed.
    package consuming func leave() {
        do throws(SystemError) {
            guard let found = try Files.look(at: path), found.identity == identity else { return }
            try Files.remove(path)
        } catch {
            // A stale socket is replaced by whoever comes next.
        }
    }

    private static func takeLock(beside path: String) throws(Fault) -> FileLock {
        do throws(SystemError) {
            return try FileLock(path: path + ".lock")
        } catch {
            throw error == .tryAgain ? .inUse : .system(error)
        }
    }

    /// A socket on which nobody listens any more is in the way; anything else is somebody's.
    private static func removeStale(_ address: SocketAddress) throws(Fault) {
        do throws(SystemError) {
            guard let found = try Files.look(at: address.path) else { return }
            guard found.kind == .socket else { throw SystemError.exists }
            _ = try Socket.connect(to: address)
        } catch {
            switch error {
            case .connectionRefused: return try remove(address.path)
            case .exists: throw .notASocket
            default: throw .system(error)
            }
        }
        throw .inUse
    }

    private static func remove(_ path: String) throws(Fault) {
        do throws(SystemError) {
            try Files.remove(path)
        } catch {
            throw .system(error)
        }
    }
}
