import Glibc

/// A TCP port of this host that only this host reaches (127.0.0.1).
package struct LoopbackAddress: Hashable, Sendable {
    package let port: UInt16

    package init(port: UInt16) {
        self.port = port
    }

    /// A port that was free just now; who needs it hurries.
    package static func free() throws(SystemError) -> LoopbackAddress {
        let descriptor = try makeStream()
        try check {
            unsafe LoopbackAddress(port: 0).withSockaddr { unsafe bind(descriptor.raw, $0, $1) }
        }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        try check {
            unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe getsockname(
                        descriptor.raw, __SOCKADDR_ARG(__sockaddr__: $0), &size)
                }
            }
        }
        return LoopbackAddress(port: UInt16(bigEndian: address.sin_port))
    }

    fileprivate static func makeStream() throws(SystemError) -> FileDescriptor {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return FileDescriptor(owning: try check { socket(AF_INET, type, 0) })
    }

    fileprivate func withSockaddr<Result>(
        _ body: (__CONST_SOCKADDR_ARG, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe body(
                    __CONST_SOCKADDR_ARG(__sockaddr__: generic),
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

extension Socket {
    /// Connects to a port of this host; what is sent goes out at once (`TCP_NODELAY`).
    ///
    /// - Throws: ``SystemError`` as in connect(2).
    package static func connect(to address: LoopbackAddress) throws(SystemError) -> Socket {
        let descriptor = try LoopbackAddress.makeStream()
        let raw = descriptor.raw
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        try check {
            unsafe setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
        }
        try check { unsafe address.withSockaddr { unsafe Glibc.connect(raw, $0, $1) } }
        return Socket(descriptor)
    }
}
