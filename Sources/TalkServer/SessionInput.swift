import Posix
import TalkProtocol

/// What a session's thread reads: the client's lines, and how they end.
struct SessionInput: ~Copyable {
    private let connection: Connection
    private var lines = LineReader()

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// The next line that has arrived whole; nil when more must arrive first.
    mutating func nextLine() -> LineReader.Line? { lines.next() }

    /// Bytes of lines that are too long, thrown away since this was asked last.
    mutating func takeSkippedBytes() -> Int { lines.takeSkippedBytes() }

    /// Whether there was more than was taken at once, so that more is there already.
    private(set) var hasMore = false
    private var lingering = Lingering()
    private var isTrimmed = false
    /// How often it looks for more before it sleeps.
    private var looksLeft = 0

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
        while case .bytes = received(maxBytes: Limits.maxReceiveBytes) {}
    }

    /// Takes what arrives next. Asleep in poll(2), never in recv(2), which wakes whenever the peer reads, too.
    ///
    /// - Parameter deadline: On the clock that only goes forward; nil waits for ever.
    /// - Throws: How the session ends, when nothing more will come.
    mutating func receive(deadline: Int64?) throws(SessionEnding) {
        if !hasMore {
            // Who has just spoken often speaks again at once.
            let lingers = looksLeft > 0 && lingering.yield()
            looksLeft -= 1
            if !lingers { try awaitBytes(deadline: deadline) }
        }
        let maxBytes = hasMore ? Limits.maxReceiveBytes : Limits.receiveBytes
        switch received(maxBytes: maxBytes) {
        case .bytes(let bytes):
            hasMore = bytes.count == maxBytes
            looksLeft = Limits.maxLooks
            isTrimmed = false
            lines.append(bytes)
        case .nothing: hasMore = false
        case .end:
            if let reason = connection.fate { throw .left(reason) }
            // A peer that has closed is gone; one that only ended its input has said good-bye.
            let hasGone = connection.conditions(for: [], milliseconds: 0)?.contains(.hungUp) ?? true
            throw .left(hasGone ? .hungUp : .quit)
        case nil: throw .left(.hungUp)
        }
    }

    private mutating func awaitBytes(deadline: Int64?) throws(SessionEnding) {
        // Who says nothing for a while holds no more memory than it needs to sleep.
        let soon = MonotonicClock.milliseconds() + Limits.trimMilliseconds
        if isTrimmed || deadline.map({ $0 < soon }) == true { return try sleep(until: deadline) }
        do throws(SessionEnding) {
            try sleep(until: soon)
        } catch {
            guard case .left(.timedOut) = error else { throw error }
            Thread.trimStack()
            isTrimmed = true
            try sleep(until: deadline)
        }
    }

    /// Whether nothing has come that was not taken.
    var isDrained: Bool { lines.firstByte == nil }

    private func sleep(until deadline: Int64?) throws(SessionEnding) {
        let left = deadline.map { max(0, $0 - MonotonicClock.milliseconds()) }
        guard let ready = connection.conditions(for: .readable, milliseconds: left) else {
            throw .left(.hungUp)
        }
        if ready.isEmpty { throw .left(.timedOut) }
    }

    /// Nil when the connection has failed.
    private func received(maxBytes: Int) -> Socket.Received? {
        do throws(SystemError) {
            return try connection.socket.receive(maxBytes: maxBytes)
        } catch {
            return nil
        }
    }
}
