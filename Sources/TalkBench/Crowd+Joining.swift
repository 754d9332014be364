import Posix

extension Crowd {
    private static let probeMilliseconds: Int32 = 20
    /// When nothing came for so long, it is quiet.
    private static let quietMilliseconds: Int32 = 200

    /// Connects everybody, reading all the while what comes.
    mutating func join() throws(Fault) {
        let patience = Patience(clients: arrivals.count)
        while listeners.count < arrivals.count {
            try patience.check()
            guard let socket = try connect() else {
                try serve(milliseconds: 1)
                continue
            }
            let number = listeners.count
            try greet(socket, token: number, with: wire.hello(number))
            listeners.append(Connection(socket))
            let pause = Patience(milliseconds: Int64(address.pauseMilliseconds))
            repeat { try serve(milliseconds: address.pauseMilliseconds) } while !pause.isOver
        }
        try addPublishers()
    }

    /// Waits until everybody has been told of everybody who came after them.
    mutating func awaitAnnouncements() throws(Fault) {
        let count = arrivals.count
        let patience = Patience(clients: arrivals.count)
        while arrivals.reduce(0, { $0 + $1.announcements }) < count * (count - 1) / 2 {
            try patience.check()
            guard try serve(milliseconds: Self.stallMilliseconds) else { throw .stalled }
        }
        // The first to come has been told of all the others, the last of nobody.
        let told = arrivals.map(\.announcements).sorted()
        guard told == Array(0..<count) else { throw .mangled }
    }

    /// Waits until everybody is there, and begins to check what they get.
    mutating func start() throws(Fault) {
        let patience = Patience(clients: arrivals.count)
        while !arrivals.allSatisfy(\.hasHeard) {
            if publishers[0].output.isEmpty { try say(.probe, by: 0) }
            let pause = Patience(milliseconds: Int64(Self.probeMilliseconds))
            while !pause.isOver { try serve(milliseconds: Self.probeMilliseconds) }
            try patience.check()
        }
        while !publishers[0].output.isEmpty {
            try serve(milliseconds: 1)
            try patience.check()
        }
        try say(.start, by: 0)
        while !isChecked.allSatisfy({ $0 }) {
            try patience.check()
            guard try serve(milliseconds: Self.stallMilliseconds) else { throw .stalled }
        }
    }

    /// Waits until nothing comes any more.
    mutating func settle() throws(Fault) {
        let patience = Patience(clients: arrivals.count)
        while try serve(milliseconds: Self.quietMilliseconds) { try patience.check() }
    }

    /// A connection; nil when too many are waiting for one.
    private func connect() throws(Fault) -> Socket? {
        do throws(SystemError) {
            guard !accounts.isEmpty else { return try address.connect() }
            let account = accounts[listeners.count % accounts.count]
            return try Identity.acting(as: account) { () throws(SystemError) in
                try address.connect()
            }
        } catch {
            throw .system(error)
        }
    }

    private mutating func addPublishers() throws(Fault) {
        for number in 0..<transcript.publisherCount {
            guard let hello = wire.publisherHello else {
                publishers.append(Publisher(connection: listeners[number], token: number))
                continue
            }
            guard let socket = try connect() else { throw .stalled }
            let token = listeners.count + number
            try greet(socket, token: token, with: hello(number))
            publishers.append(Publisher(connection: Connection(socket), token: token))
        }
    }

    private func greet(
        _ socket: borrowing Socket, token: Int, with hello: [UInt8]
    ) throws(Fault) {
        do throws(SystemError) {
            try poll.add(socket, token: token)
            guard !hello.isEmpty else { return }
            // A new socket has room for so little.
            _ = try socket.send(hello.span)
        } catch {
            throw .system(error)
        }
    }
}
