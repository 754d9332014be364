import Posix

/// Many connections on which somebody sends without end what the daemon takes, and enters again when it ends one.
struct Flood: ~Copyable {
    /// What is sent.
    enum Manner: Sendable {
        /// Lines for everybody; what comes is read and thrown away.
        case speaking
        /// Long lines for the sender's own account, and requests with long answers; nothing is read.
        case hoarding(uid: UInt32)
    }

    /// A connection, and how much of the script it has taken.
    private final class Link {
        let socket: Socket
        var sentBytes = 0

        init(_ socket: consuming Socket) {
            self.socket = socket
        }
    }

    private static let connections = 50
    /// Who was refused would be refused again at once.
    private static let pauseMilliseconds: Int64 = 100
    private static let linesPerScript = 64
    private static let toldBytes = 8000
    /// As much as one request may ask for.
    private static let historyCount = 1000

    private let manner: Manner
    private let address: SocketAddress
    private let tally: AttackTally
    private let script: [UInt8]
    private var poll: EventPoll
    private var links: [Int: Link] = [:]
    private var entered = 0
    private var buffer = [UInt8](repeating: 0, count: 256 * 1024)

    init(
        _ manner: Manner, at address: SocketAddress, _ tally: AttackTally
    ) throws(SystemError) {
        self.manner = manner
        self.address = address
        self.tally = tally
        script = Self.script(manner)
        poll = try EventPoll()
    }

    /// Sends until the process ends, or the system has nothing left for it.
    mutating func run() throws(SystemError) {
        while true {
            enter()
            let pause = Patience(milliseconds: Self.pauseMilliseconds)
            while !pause.isOver {
                for index in 0..<(try poll.wait(milliseconds: Int32(Self.pauseMilliseconds))) {
                    serve(poll.token(at: index), poll.conditions(at: index))
                }
            }
        }
    }

    /// Connects as often as it takes to have all connections.
    private mutating func enter() {
        while links.count < Self.connections {
            do throws(SystemError) {
                let link = Link(try Socket.connect(to: address))
                tally.addConnection()
                let hello = #"{"do":"hello","name":"\#(manner.letter)\#(entered)","backlog":0}"#
                // A new socket has room for so little.
                _ = try link.socket.send(Array("\(hello)\n".utf8).span)
                try poll.add(link.socket, token: entered, for: manner.conditions)
                links[entered] = link
                entered += 1
            } catch {
                return
            }
        }
    }

    private mutating func serve(_ token: Int, _ conditions: PollConditions) {
        guard let link = links[token] else { return }
        do throws(SystemError) {
            if conditions.contains(.readable), try link.socket.receive(into: &buffer) == 0 {
                throw .brokenPipe
            }
            if conditions.contains(.writable) { try send(on: link) }
            if !conditions.isDisjoint(with: [.hungUp, .failed]) { throw .brokenPipe }
        } catch {
            // The daemon ended it: closed is what nobody refers to.
            links[token] = nil
        }
    }

    /// Sends the script from where it was left, until the socket is full.
    private func send(on link: Link) throws(SystemError) {
        let rest = script.span.extracting(link.sentBytes...)
        guard let count = try link.socket.send(rest) else { return }
        tally.addLines(script[link.sentBytes..<link.sentBytes + count].count { $0 == 10 })
        link.sentBytes = (link.sentBytes + count) % script.count
    }

    /// What is sent again and again.
    private static func script(_ manner: Manner) -> [UInt8] {
        switch manner {
        case .speaking:
            var line = Array(#"{"do":"say","text":""#.utf8)
            Payload.attackers.append(to: &line)
            line += Array("\"}\n".utf8)
            return Array(repeatElement(line, count: linesPerScript).joined())
        case .hoarding(let uid):
            let text = String(repeating: "much ", count: toldBytes / 5)
            // To all sessions of its account, which has no login but its number.
            let tell = "{\"do\":\"tell\",\"to\":\"\(uid)\",\"text\":\"\(text)\"}\n"
            let ask = "{\"do\":\"history\",\"count\":\(historyCount)}\n{\"do\":\"who\"}\n"
            return Array((tell + tell + ask).utf8)
        }
    }
}

extension Flood.Manner {
    /// What the names of its sessions begin with.
    fileprivate var letter: String {
        switch self {
        case .speaking: "f"
        case .hoarding: "d"
        }
    }

    /// What it waits for.
    fileprivate var conditions: PollConditions {
        switch self {
        case .speaking: [.readable, .writable]
        case .hoarding: .writable
        }
    }
}
