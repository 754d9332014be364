import Foundation

/// Hears what a daemon tells its service manager, as sd_notify(3) has it.
package final class NotifyListener {
    private let socket: OpenSocket
    /// What `NOTIFY_SOCKET` is to be.
    package let address: String
    /// Every message so far, for those of a failed test.
    package private(set) var heard: [String] = []

    /// - Parameter address: A path, or `@` and a name.
    package init(at address: String) throws {
        self.address = address
        socket = try OpenSocket(at: address, type: SOCK_DGRAM)
        // Whoever the daemon is.
        if address.hasPrefix("/") { chmod(address, 0o666) }
    }

    /// The next message, by its keys.
    ///
    /// - Throws: ``Unmet`` when none came in time.
    package func next(by deadline: Deadline = Deadline()) throws -> [String: String] {
        var entry = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 4096)
        guard poll(&entry, 1, deadline.remainingMilliseconds) > 0 else {
            throw Unmet("the service manager was told nothing", seen: heard)
        }
        let count = recv(socket.descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        heard.append(text.replacing("\n", with: " "))
        let pairs = text.split(separator: "\n").map { line in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
        return Dictionary(pairs) { $1 }
    }

    /// The next message that has a key.
    @discardableResult
    package func next(
        with key: String, by deadline: Deadline = Deadline()
    ) throws -> [String: String] {
        while true {
            let message = try next(by: deadline)
            if message[key] != nil { return message }
        }
    }

    /// The next message that has this status. What is told in between depends on how fast things happen.
    package func next(status: String, by deadline: Deadline = Deadline()) throws {
        while try next(by: deadline)["STATUS"] != status {}
    }

    /// Lets so much wait to be heard that nothing more can.
    package func stuff() {
        let type = SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue
        let sender = Glibc.socket(AF_UNIX, Int32(type), 0)
        defer { close(sender) }
        while withUnixAddress(
            address, { sendto(sender, "X=1", 3, Int32(MSG_DONTWAIT), $0, $1) }) == 3
        {}
    }

    /// Whether something is there to be heard now.
    package var hasNews: Bool {
        var entry = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }
}
