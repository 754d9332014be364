import Glibc

/// The way to the service manager that started this process and waits to hear from it. See sd_notify(3).
///
/// Any thread may use it.
package final class NotifySocket: Sendable {
    /// A service manager that takes nothing for so long is not waited for any longer.
    private static let patienceSeconds = 2

    private let descriptor: FileDescriptor
    private let address: SocketAddress

    /// - Throws: ``SystemError`` as in socket(2).
    package init(to address: SocketAddress) throws(SystemError) {
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = FileDescriptor(owning: try check { socket(AF_UNIX, type, 0) })
        let raw = descriptor.raw
        var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        try check { unsafe setsockopt(raw, SOL_SOCKET, SO_SNDTIMEO, &patience, size) }
        self.descriptor = descriptor
        self.address = address
    }

    /// Tells of one or several things at once, `KEY=value` each.
    ///
    /// - Throws: ``SystemError`` as in sendto(2): `EAGAIN` when it took nothing for too long.
    package func tell(_ assignments: [String]) throws(SystemError) {
        let bytes = Array(assignments.joined(separator: "\n").utf8)
        // By address each time: who listens there may have been started anew.
        try check {
            unsafe address.withSockaddr { address, size in
                unsafe sendto(
                    descriptor.raw, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, size)
            }
        }
    }
}

/// What a service manager says to a process in its environment, besides the sockets it passes.
package struct ServiceEnvironment: Sendable {
    /// Where it waits to hear from the process, as it wrote that; nil when it does not.
    package let notifyAddress: String?
    /// How often it must hear that the process is well; nil when it need not.
    package let watchdogMicroseconds: Int64?

    /// Takes it out of the environment: it is for this process alone. Call it before threads begin.
    package static func take() -> ServiceEnvironment {
        let address = Host.takeEnvironment("NOTIFY_SOCKET")
        let interval = Host.takeEnvironment("WATCHDOG_USEC").flatMap { Int64($0) }
        let processID = Host.takeEnvironment("WATCHDOG_PID") ?? "\(Host.processID)"
        let isMeant = processID == "\(Host.processID)"
        return ServiceEnvironment(
            notifyAddress: address.flatMap { $0.isEmpty ? nil : $0 },
            watchdogMicroseconds: isMeant ? interval.flatMap { $0 > 0 ? $0 : nil } : nil)
    }
}
