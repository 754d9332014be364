import Posix

/// Connections that are made to be closed at once, one after the other.
struct Churn {
    private let address: SocketAddress
    private let tally: AttackTally

    init(at address: SocketAddress, _ tally: AttackTally) {
        self.address = address
        self.tally = tally
    }

    /// Connects and closes until the process ends.
    func knock() throws(SystemError) {
        while true {
            _ = try connect()
        }
    }

    /// Enters the room and leaves it until the process ends.
    func visit() throws(SystemError) {
        var number = 0
        while true {
            number += 1
            let hello = "{\"do\":\"hello\",\"name\":\"v\(number)\",\"backlog\":0}\n"
            do throws(SystemError) {
                // What was sent before an end is still carried out.
                if try connect().send(Array(hello.utf8).span) != nil { tally.addLines(1) }
            } catch {
                // Refused: there is no lack of other connections.
                guard error == .brokenPipe || error == .connectionReset else { throw error }
            }
        }
    }

    private func connect() throws(SystemError) -> Socket {
        let socket = try Socket.connect(to: address)
        tally.addConnection()
        return socket
    }
}
