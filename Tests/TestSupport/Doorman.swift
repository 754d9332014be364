import Foundation

/// Connects as another account, in a process of its own, and hands the connection over: what `SO_PEERCRED` tells of
/// it is the account's, and no other process stands between.
package final class Doorman {
    private static let script = """
        import array, socket, sys
        asker = socket.socket(fileno=0)
        while asker.recv(1):
            room = socket.socket(socket.AF_UNIX)
            room.connect(sys.argv[1])
            rights = array.array("i", [room.fileno()])
            asker.sendmsg([b"."], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
            room.close()
        """

    private let asker: LineStream
    private let child: Child

    /// - Parameters:
    ///   - uid: Whose connections they are; the account may have no login.
    ///   - gid: Their group; the same number when nil.
    package init(to socket: String, uid: Int, gid: Int? = nil) throws {
        let identity = [
            "setpriv", "--reuid=\(uid)", "--regid=\(gid ?? uid)", "--clear-groups", "--",
        ]
        (asker, child) = try carry(identity + [Programs.python, "-c", Self.script, socket])
    }

    /// A connection that has said nothing.
    package func connect() throws -> LineStream {
        try asker.send([UInt8(ascii: ".")])
        let handed = try asker.handedDescriptors()
        guard let first = handed.descriptors.first else { throw Unmet("no connection was handed") }
        return LineStream(owning: fcntl(first, F_DUPFD_CLOEXEC, 0))
    }
}
