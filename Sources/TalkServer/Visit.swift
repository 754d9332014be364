import Posix
import TalkProtocol

/// The daemon as a client of its own: it connects, is greeted, says `ping` and hears `pong`, the way everybody's
/// requests go through the acceptor, a session's thread and the room's lock.
///
/// The daemon knows it by what the kernel says of the other end (see ``Hall/isOwnVisit(_:)``): it enters no room,
/// is counted nowhere, and is told to nobody. Nothing is said, so that no disk is asked.
struct Visit: ~Copyable {
    /// While no more are let wait at the door, it tries again so often.
    private static let knockMilliseconds: Int64 = 20
    private static let maxAnswerBytes = 4096

    private let socket: Socket
    private let hall: Hall
    private let end: WakePipe
    private let deadline: Int64
    private var heard: [UInt8] = []

    /// Connects, anew each time: a connection that was kept would prove nothing of accept(2).
    ///
    /// - Parameters:
    ///   - deadline: Of the whole visit, on the clock that only goes forward.
    ///   - end: Ends it early.
    /// - Throws: ``SystemError`` as in connect(2), and as ``awaitAnswer()``.
    init(
        to address: SocketAddress, in hall: Hall, deadline: Int64, end: WakePipe
    ) throws(SystemError) {
        self.hall = hall
        self.end = end
        self.deadline = deadline
        socket = try Self.connect(to: address, deadline, end)
    }

    /// Says `ping`, and waits for what only a daemon that serves answers.
    ///
    /// - Throws: ``SystemError``: `ETIMEDOUT` when the answer did not come in time, `ECONNRESET` when it was
    ///   another one or none.
    mutating func awaitAnswer() throws(SystemError) {
        try hear { $0.last == UInt8(ascii: "\n") }
        // For want of threads or descriptors: then nobody else could be served either, and no new daemon more.
        if Greeting(host: hall.host).isRefusal(heard, for: .full) { return }
        heard = []
        let request = Request.ping(id: nil).jsonLine
        guard try socket.send(request[...]) == request.count else { throw .timedOut }
        let pong = Event.pong(id: nil).jsonLine
        try hear { $0.count >= pong.count }
        guard heard == pong else { throw .connectionReset }
    }

    /// Takes what comes until it is all.
    private mutating func hear(until isAll: ([UInt8]) -> Bool) throws(SystemError) {
        while !isAll(heard) {
            switch try socket.receive(maxBytes: Self.maxAnswerBytes) {
            case .bytes(let bytes): heard += bytes
            case .nothing: try awaitBytes()
            case .end: throw .connectionReset
            }
            guard heard.count <= Self.maxAnswerBytes else { throw .connectionReset }
        }
    }

    private func awaitBytes() throws(SystemError) {
        var set = PollSet()
        end.join(&set)
        set.add(socket, for: .readable)
        let left = deadline - MonotonicClock.milliseconds()
        guard left > 0 else { throw .timedOut }
        guard try set.wait(milliseconds: left)[0].isEmpty else { throw .timedOut }
    }

    private static func connect(
        to address: SocketAddress, _ deadline: Int64, _ end: WakePipe
    ) throws(SystemError) -> Socket {
        while true {
            do throws(SystemError) {
                return try Socket.connect(to: address, waits: false)
            } catch {
                guard error == .tryAgain else { throw error }
            }
            var set = PollSet()
            end.join(&set)
            let isEnding = try !set.wait(milliseconds: knockMilliseconds)[0].isEmpty
            if isEnding || MonotonicClock.milliseconds() >= deadline { throw .timedOut }
        }
    }
}
