package import Posix
import TalkLanguage

/// The way to the room's socket, and the looks that are taken before anything is said to who holds it.
package enum Doorstep {
    /// The account that the installed daemon runs as.
    private static let serviceAccount = "talkroom"

    /// Connects, and makes sure of who is listening.
    ///
    /// - Parameter waits: Whether to wait while more are waiting there than it lets wait.
    /// - Throws: ``Ending`` with what the user is to be told.
    package static func connect(to path: String, waits: Bool = true) throws(Ending) -> Socket {
        guard let address = SocketAddress(path: path) else {
            throw Ending(.usage, .socketPathTooLong(path, most: SocketAddress.maxPathBytes))
        }
        let socket: Socket
        do throws(SystemError) {
            socket = try Socket.connect(to: address, waits: waits)
        } catch {
            throw ending(for: error, path: path)
        }
        try checkListener(of: socket, path: path)
        return socket
    }

    private static func ending(for error: SystemError, path: String) -> Ending {
        let failure = Phrase.about(path, error.phrase)
        switch error {
        case .permissionDenied, .notPermitted:
            return Ending(.notPermitted, failure, .askTheAdministrator)
        default:
            return Ending(.unavailable, failure, .isTheDaemonRunning)
        }
    }

    /// Anybody may make a socket in a place where anybody may write: not everybody is to be talked to.
    private static func checkListener(
        of socket: borrowing Socket, path: String
    ) throws(Ending) {
        let uid: UInt32
        do throws(SystemError) {
            uid = try socket.peerCredentials().uid
            // Root first: the name service need not be asked then, and it may be slow.
            if uid == 0 || uid == Accounts.ownUID { return }
            if uid == (try Accounts.uid(ofLogin: serviceAccount)) { return }
        } catch {
            throw Ending(.unavailable, .about(path, error.phrase), .tryAgainLater)
        }
        throw Ending(.notPermitted, .foreignSocket(path, uid: uid), .askTheAdministrator)
    }
}
