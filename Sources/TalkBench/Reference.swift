package import Posix

/// The bare server that the others are compared with: one thread, one `send` for each recipient of each line,
/// and nothing else.
package struct Reference: ~Copyable {
    /// How much goes out in one `send`; this program called with such a word becomes a reference.
    package enum Style: String {
        case lineByLine = "--reference"
        /// All lines that arrived while the last ones were sent.
        case bulk = "--bulk"
    }

    /// As many bytes as the room needs to say that somebody came.
    private static let announcementBytes = 104
    private static let listenerToken = -1

    /// Somebody connected.
    private final class Peer {
        let socket: Socket
        let token: Int
        /// The beginning of a line.
        var rest: [UInt8] = []
        var isMember = false

        init(_ socket: consuming Socket, token: Int) {
            self.socket = socket
            self.token = token
        }
    }

    private let style: Style
    private let listener: ListeningSocket
    private var poll: EventPoll
    private var peers: [Int: Peer] = [:]
    private var members: [Peer] = []
    private var nextToken = 0
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    /// What everybody is to get.
    private var due: [UInt8] = []
    private let announcement: [UInt8]

    /// Listens at `address`.
    package init(at address: SocketAddress, style: Style) throws(SystemError) {
        self.style = style
        let filling = [UInt8](repeating: UInt8(ascii: "."), count: Self.announcementBytes - 2)
        announcement = [UInt8(ascii: "*")] + filling + [UInt8(ascii: "\n")]
        let poll = try EventPoll()
        let listener = try ListeningSocket(binding: address, mode: 0o600)
        try poll.add(listener, token: Self.listenerToken)
        self.poll = poll
        self.listener = listener
    }

    /// Serves, until the process is ended.
    package mutating func run() throws(SystemError) -> Never {
        while true {
            for index in 0..<(try poll.wait(milliseconds: nil)) {
                let token = poll.token(at: index)
                if token == Self.listenerToken {
                    try accept()
                } else if let peer = peers[token] {
                    serve(peer)
                }
            }
            sendDue()
        }
    }

    private mutating func accept() throws(SystemError) {
        while let socket = try listener.accept() {
            try poll.add(socket, token: nextToken)
            peers[nextToken] = Peer(socket, token: nextToken)
            nextToken += 1
        }
    }

    private mutating func serve(_ peer: Peer) {
        var count: Int?
        do throws(SystemError) {
            count = try peer.socket.receive(into: &buffer)
        } catch {
            count = 0
        }
        guard let count else { return }
        if count == 0 { return remove(peer) }
        peer.rest.append(buffer.span.extracting(..<count))
        var start = 0
        while let feed = peer.rest.span.firstIndex(of: UInt8(ascii: "\n"), from: start) {
            take(peer.rest[start...feed], from: peer)
            start = feed + 1
        }
        peer.rest.removeSubrange(..<start)
    }

    private mutating func take(_ line: ArraySlice<UInt8>, from peer: Peer) {
        if peer.isMember {
            due += line
            if style == .lineByLine { sendDue() }
        } else {
            // Whoever comes is told of who comes later, and hears what is said later.
            due += announcement
            sendDue()
            peer.isMember = true
            members.append(peer)
        }
    }

    /// Sends what is due to everybody.
    private mutating func sendDue() {
        guard !due.isEmpty else { return }
        for member in members { Self.send(due.span, to: member) }
        due.removeAll(keepingCapacity: true)
    }

    private mutating func remove(_ peer: Peer) {
        members.removeAll { $0 === peer }
        peers[peer.token] = nil
    }

    /// Sends all of it; it waits for who does not read.
    private static func send(_ bytes: Span<UInt8>, to peer: Peer) {
        var sent = 0
        while sent < bytes.count {
            do throws(SystemError) {
                if let count = try peer.socket.send(bytes.extracting(sent...)) {
                    sent += count
                } else {
                    _ = try peer.socket.wait(for: .writable, milliseconds: nil)
                }
            } catch {
                // It has gone, which its own end of input will tell.
                return
            }
        }
    }
}
