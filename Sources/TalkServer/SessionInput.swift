import Posix
import TalkProtocol

/// What a session's thread reads: the client's lines, and how they end.
struct SessionInput: ~Copyable {
    private let connection: Connection
    private var lines = LineReader()

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Waits for the next line.
    ///
    /// - Parameter deadline: On the clock that only goes forward; nil waits for ever.
    /// - Throws: How the session ends, when no line will come.
    mutating func next(deadline: Int64?) throws(SessionEnding) -> LineReader.Line {
        while true {
            if let reason = connection.fate { throw .left(reason) }
            if let line = lines.next() { return line }
            try receive(deadline: deadline)
        }
    }

    /// Waits until the client has sent a byte, without making a line of it.
    mutating func awaitFirstByte(deadline: Int64) throws(SessionEnding) -> UInt8 {
        while true {
            if let byte = lines.firstByte { return byte }
            try receive(deadline: deadline)
        }
    }

    /// Throws away what the client has sent, so that closing does not look like an error to it.
    func discardRest() {
        connection.socket.shutdown(.reading)
        while case .bytes = received() {}
    }

    /// Takes what arrives next. Asleep in poll(2), never in recv(2), which wakes whenever the peer reads, too.
    private mutating func receive(deadline: Int64?) throws(SessionEnding) {
        let left = deadline.map { max(0, $0 - MonotonicClock.milliseconds()) }
        guard let ready = conditions(for: .readable, milliseconds: left) else {
            throw .left(.hungUp)
        }
        if ready.isEmpty { throw .left(.timedOut) }
        switch received() {
        case .bytes(let bytes): lines.append(bytes[...])
        case .nothing: break
        case .end:
            if let reason = connection.fate { throw .left(reason) }
            // A peer that has closed is gone; one that only ended its input has said good-bye.
            let hasGone = conditions(for: [], milliseconds: 0)?.contains(.hungUp) ?? true
            throw .left(hasGone ? .hungUp : .quit)
        case nil: throw .left(.hungUp)
        }
    }

    /// Nil when the connection has failed.
    private func received() -> Socket.Received? {
        do throws(SystemError) {
            return try connection.socket.receive(maxBytes: Limits.receiveBytes)
        } catch {
            return nil
        }
    }

    /// Nil when poll(2) itself has failed.
    private func conditions(
        for conditions: PollConditions, milliseconds: Int64?
    ) -> PollConditions? {
        do throws(SystemError) {
            return try connection.socket.wait(for: conditions, milliseconds: milliseconds)
        } catch {
            return nil
        }
    }
}
