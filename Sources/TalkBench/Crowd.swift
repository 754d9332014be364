import Posix

/// The clients of one server, all of them in one thread: those who listen, and those of them, or beside
/// them, who publish.
struct Crowd: ~Copyable {
    /// A connection to the server.
    final class Connection: Sendable {
        let socket: Socket

        init(_ socket: consuming Socket) {
            self.socket = socket
        }
    }

    /// Somebody who publishes.
    struct Publisher {
        let connection: Connection
        let token: Int
        /// What is to be sent; of it the socket has taken ``sentBytes``.
        var output: [UInt8] = []
        var sentBytes = 0
    }

    /// When nothing comes for so long, nothing will.
    static let stallMilliseconds: Int32 = 60_000
    private static let bufferBytes = 512 * 1024

    /// As whom they come, one after the other and again from the first; empty for as who measures.
    let accounts: [ServiceAccount]
    let wire: Wire
    let address: Address
    var poll: EventPoll
    /// Their numbers are their tokens; publishers with connections of their own come after them.
    var listeners: [Connection] = []
    var publishers: [Publisher] = []
    var arrivals: [Arrival]
    /// Whether what comes is checked, which it is from the start message on.
    var isChecked: [Bool]
    var transcript: Transcript
    var buffer = [UInt8](repeating: 0, count: bufferBytes)

    /// Nobody has connected yet.
    init(
        to address: Address, wire: Wire, listeners: Int, publishers: Int,
        accounts: [ServiceAccount]
    ) throws(Fault) {
        self.accounts = accounts
        self.address = address
        self.wire = wire
        arrivals = [Arrival](repeating: Arrival(), count: listeners)
        isChecked = [Bool](repeating: false, count: listeners)
        transcript = Transcript(
            framing: wire.framing, listeners: listeners, publishers: publishers)
        do throws(SystemError) {
            poll = try EventPoll()
        } catch {
            throw .system(error)
        }
    }

    /// Waits until something comes, and takes it; each who is ready once.
    ///
    /// - Returns: False when the time was over.
    @discardableResult
    mutating func serve(milliseconds: Int32) throws(Fault) -> Bool {
        let count = try awaitReady(milliseconds: milliseconds)
        let now = MonotonicClock.nanoseconds()
        for index in 0..<count { try serveReady(index, at: now) }
        return count > 0
    }

    /// - Returns: How many are ready.
    mutating func awaitReady(milliseconds: Int32) throws(Fault) -> Int {
        do throws(SystemError) {
            return try poll.wait(milliseconds: milliseconds)
        } catch {
            throw .system(error)
        }
    }

    /// Takes what came for one of those who are ready.
    mutating func serveReady(_ index: Int, at now: Int64) throws(Fault) {
        let token = poll.token(at: index)
        let conditions = poll.conditions(at: index)
        if conditions.contains(.writable), let publisher = publisher(withToken: token) {
            try flush(publisher)
        }
        guard conditions != .writable else { return }
        // Out of its place as long as others of our parts look at it; that moves no bytes.
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        defer { swap(&bytes, &buffer) }
        guard token < listeners.count else {
            // What publishers beside the listeners get is no delivery.
            _ = try receive(publishers[token - listeners.count].connection, into: &bytes)
            return
        }
        guard let count = try receive(listeners[token], into: &bytes) else { return }
        try take(bytes.span.extracting(..<count), by: token, at: now)
    }

    /// Takes what has arrived; nil when nothing has.
    private func receive(
        _ connection: Connection, into bytes: inout [UInt8]
    ) throws(Fault) -> Int? {
        do throws(SystemError) {
            guard let count = try connection.socket.receive(into: &bytes) else { return nil }
            if count > 0 { return count }
        } catch {
            throw .system(error)
        }
        throw .closed
    }

    private mutating func take(
        _ new: Span<UInt8>, by listener: Int, at now: Int64
    ) throws(Fault) {
        if isChecked[listener] { return try transcript.take(new, by: listener, at: now) }
        let start = try arrivals[listener].take(new, framing: wire.framing)
        guard let start else { return }
        isChecked[listener] = true
        try transcript.take(new.extracting(start...), by: listener, at: now)
    }
}
