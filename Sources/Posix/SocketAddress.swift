import Glibc

/// Where a Unix-domain socket lives: in the file system, or in the kernel alone (*abstract*). See unix(7).
package struct SocketAddress: Sendable {
    /// Bytes of the longest path that `sockaddr_un` holds; the byte after it is its NUL.
    package static let maxPathBytes = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// The path, whose bytes and NUL fit; of an abstract one `@` and its name, as others show it.
    package let path: String
    /// What stands in `sun_path`: of an abstract one with a NUL before its name.
    private let bytes: [UInt8]

    /// Nil when the path is empty, holds a NUL or is longer than ``maxPathBytes``.
    package init?(path: String) {
        let bytes = Array(path.utf8)
        guard (1...Self.maxPathBytes).contains(bytes.count), !bytes.contains(0) else { return nil }
        self.path = path
        self.bytes = bytes
    }

    /// As service managers write it: an absolute path, or `@` and the name of an abstract one.
    ///
    /// Nil for anything else, and for what does not fit.
    package init?(serviceManagers text: String) {
        guard let address = SocketAddress(path: text), text.utf8.count > 1 else { return nil }
        switch text.utf8.first {
        case UInt8(ascii: "/"): self = address
        case UInt8(ascii: "@"): self.init(bytes: [0] + address.bytes.dropFirst())
        default: return nil
        }
    }

    private init(bytes: [UInt8]) {
        let isAbstract = bytes.first == 0
        path = (isAbstract ? "@" : "") + String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
        self.bytes = bytes
    }

    /// Where a socket of this process lives. See getsockname(2).
    init(of descriptor: borrowing FileDescriptor) throws(SystemError) {
        let raw = descriptor.raw
        var address = sockaddr_un()
        var size = socklen_t(MemoryLayout<sockaddr_un>.size)
        try check {
            unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    unsafe getsockname(raw, __SOCKADDR_ARG(__sockaddr__: generic), &size)
                }
            }
        }
        let count = max(0, Int(size) - MemoryLayout<sa_family_t>.size)
        let bytes = unsafe withUnsafeBytes(of: &address.sun_path) { room in
            unsafe Array(room.prefix(count))
        }
        self.init(bytes: bytes.first == 0 ? bytes : Array(bytes.prefix { $0 != 0 }))
    }

    func withSockaddr<Result>(_ body: (__CONST_SOCKADDR_ARG, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            unsafe room.copyBytes(from: bytes)
        }
        // Every byte of an abstract name counts, those after it too.
        let size =
            bytes.first == 0
            ? MemoryLayout<sa_family_t>.size + bytes.count : MemoryLayout<sockaddr_un>.size
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe body(
                    __CONST_SOCKADDR_ARG(__sockaddr__: generic), socklen_t(size))
            }
        }
    }
}
