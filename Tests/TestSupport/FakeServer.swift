import Foundation

/// A listener that is not talkroomd: to everybody who comes it says one thing, and keeps or closes the connection.
package final class FakeServer {
    private let descriptor: Int32
    package let socket: String
    private let directory: TemporaryDirectory

    /// Listens where it is told, or in a directory of its own.
    package init(at path: String? = nil, saying text: String, closing: Bool) throws {
        directory = try TemporaryDirectory()
        let path = path ?? directory.file("chat.sock")
        let bytes = Array(text.utf8)
        socket = path
        descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let listener = descriptor
        let bound = withUnixAddress(path) { bind(listener, $0, $1) == 0 } ?? false
        guard bound, listen(listener, 16) == 0 else { throw Unmet("cannot listen on \(path)") }
        chmod(path, 0o666)
        Thread.detachNewThread {
            var kept: [Int32] = []
            while true {
                let peer = accept(listener, __SOCKADDR_ARG(__sockaddr__: nil), nil)
                guard peer >= 0 else { break }
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                _ = bytes.withUnsafeBytes {
                    send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if closing { close(peer) } else { kept.append(peer) }
            }
            kept.forEach { close($0) }
            close(listener)
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        unlink(socket)
    }
}
