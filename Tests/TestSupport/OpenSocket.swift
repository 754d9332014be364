import Foundation

/// A Unix socket that a test made, as a service manager would; its file is removed with it.
package final class OpenSocket {
    package let descriptor: Int32
    private let path: String?

    /// - Parameters:
    ///   - path: Where it is bound; `@` and a name for an abstract one; nil for nowhere.
    ///   - type: That of socket(2).
    /// - Throws: ``Unmet`` with the system's reason.
    package init(
        at path: String? = nil, type: __socket_type = SOCK_STREAM, listens: Bool = false
    ) throws {
        descriptor = socket(AF_UNIX, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.path = path
        guard let path else { return }
        let address = path.hasPrefix("@") ? "\0" + path.dropFirst() : path
        let descriptor = descriptor
        guard withUnixAddress(address, { bind(descriptor, $0, $1) == 0 }) == true,
            !listens || listen(descriptor, 100) == 0
        else { throw Unmet("\(path): \(String(cString: strerror(errno)))") }
    }

    deinit {
        close(descriptor)
        if let path { unlink(path) }
    }
}

/// The mode of a socket that the sources bind in this process.
///
/// While they do, the umask is what takes the rest away, and it is the whole process's: with any other mode a file,
/// a directory or a program of another test, made just then, would get less than it should.
package let harmlessMode: UInt32 = 0o755

/// What systemd sets for a service.
package enum Service {
    /// Starts what follows as the process that `LISTEN_PID` means.
    package static let activated = ["/bin/sh", "-c", #"LISTEN_PID=$$ exec "$@""#, "sh"]

    /// The environment of a service that is passed sockets of these names.
    package static func listening(_ names: [String]) -> [String: String] {
        ["LISTEN_FDS": "\(names.count)", "LISTEN_FDNAMES": names.joined(separator: ":")]
    }
}
