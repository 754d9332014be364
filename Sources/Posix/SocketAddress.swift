import Glibc

/// Where a Unix-domain socket lives in the file system. See unix(7).
package struct SocketAddress: Sendable {
    /// Bytes of the longest path that `sockaddr_un` holds; the byte after it is its NUL.
    package static let maxPathBytes = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// The path, whose bytes and NUL fit.
    package let path: String

    /// Nil when the path is empty, holds a NUL or is longer than ``maxPathBytes``.
    package init?(path: String) {
        let bytes = path.utf8
        guard (1...Self.maxPathBytes).contains(bytes.count), !bytes.contains(0) else { return nil }
        self.path = path
    }

    func withSockaddr<Result>(_ body: (__CONST_SOCKADDR_ARG, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            unsafe room.copyBytes(from: path.utf8)
        }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe body(
                    __CONST_SOCKADDR_ARG(__sockaddr__: generic),
                    socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
