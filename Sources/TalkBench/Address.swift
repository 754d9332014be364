import Posix

/// Where a server listens.
enum Address: Sendable {
    case unix(SocketAddress)
    case loopback(LoopbackAddress)

    /// How long to wait before the next connects: peers let ten wait over TCP, and the eleventh's kernel would
    /// try again only after a while.
    var pauseMilliseconds: Int32 {
        switch self {
        case .unix: 0
        case .loopback: 3
        }
    }

    /// Connects; nil when more are waiting there than it lets wait.
    func connect() throws(SystemError) -> Socket? {
        do throws(SystemError) {
            switch self {
            case .unix(let address): return try Socket.connect(to: address, waits: false)
            case .loopback(let address): return try Socket.connect(to: address)
            }
        } catch {
            if error == .tryAgain { return nil }
            throw error
        }
    }
}
