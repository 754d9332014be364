import Posix

/// What every listener must get, byte for byte, and how far each has got it.
///
/// The first to get something writes the transcript: there each message is read and must be the next of its
/// publisher. Everybody else's bytes are compared with it. So each listener gets every message once, whole and
/// in one order for all, and a delivery costs no more than a comparison of its bytes.
struct Transcript {
    /// How far a listener is.
    private struct Progress {
        var position = 0
        /// The first mark that it has not passed.
        var mark = 0
    }

    /// Where the last message of a batch ends.
    private struct Mark {
        let end: Int
        let publisher: Int
        let sentAt: Int64
        var listenersLeft: Int
    }

    /// What a publisher has sent.
    private struct Sent {
        /// The number of the next message to arrive.
        var next = 0
        var count = 0
        /// Batches of which something has not arrived: the number after the last, and when it was sent.
        var batches: [(end: Int, sentAt: Int64)] = []
    }

    /// What everybody has got is forgotten once so many bytes are held: they stay in the cache.
    private static let maxHeldBytes = 256 * 1024

    private let framing: Framing
    private var bytes: [UInt8] = []
    /// The position of the first byte held; positions count from the start of the transcript.
    private var base = 0
    /// Frames have been read up to here.
    private var readEnd = 0
    private var listeners: [Progress]
    private var publishers: [Sent]
    private var marks: [Mark] = []
    private var forgottenMarks = 0
    /// Those whose batch has reached everybody; who reads it empties it.
    var finished: [Int] = []
    /// Nanoseconds from a batch's sending to its arrival with each listener; nil when nobody asks.
    var latencies: [Int64]?
    /// Times that somebody was said to be too slow.
    private(set) var dismissals = 0

    /// How many publish.
    var publisherCount: Int { publishers.count }

    init(framing: Framing, listeners: Int, publishers: Int) {
        self.framing = framing
        self.listeners = [Progress](repeating: Progress(), count: listeners)
        self.publishers = [Sent](repeating: Sent(), count: publishers)
        bytes.reserveCapacity(2 * Self.maxHeldBytes)
    }

    /// Says that a publisher sends its next `count` messages.
    ///
    /// - Returns: The number of the first.
    mutating func send(_ count: Int, by publisher: Int, at now: Int64) -> Int {
        let first = publishers[publisher].count
        publishers[publisher].count += count
        publishers[publisher].batches.append((first + count, now))
        return first
    }

    /// Takes what a listener got.
    mutating func take(
        _ new: Span<UInt8>, by listener: Int, at now: Int64
    ) throws(Fault) {
        let position = listeners[listener].position
        let known = min(new.count, base + bytes.count - position)
        let start = position - base
        let isSame = bytes.span.extracting(start..<start + known)
            .isEqual(to: new.extracting(..<known))
        guard isSame else { throw .differs(listener: listener) }
        if known < new.count { try write(new.extracting(known...)) }
        advance(listener, by: new.count, at: now)
    }

    private mutating func advance(_ listener: Int, by count: Int, at now: Int64) {
        var progress = listeners[listener]
        progress.position += count
        var index = progress.mark - forgottenMarks
        while index < marks.count, marks[index].end <= progress.position {
            latencies?.append(now - marks[index].sentAt)
            marks[index].listenersLeft -= 1
            if marks[index].listenersLeft == 0 { finished.append(marks[index].publisher) }
            index += 1
        }
        progress.mark = index + forgottenMarks
        listeners[listener] = progress
    }

    // MARK: Writing

    private mutating func write(_ new: Span<UInt8>) throws(Fault) {
        if bytes.count > Self.maxHeldBytes { forget() }
        bytes.append(new)
        while let frame = try framing.frame(in: bytes.span, at: readEnd - base) {
            switch frame.content {
            case .message(let start): try note(messageAt: start, end: base + frame.end)
            case .dismissal: dismissals += 1
            case .announcement, .other: break
            }
            readEnd = base + frame.end
        }
    }

    private mutating func note(messageAt start: Int, end: Int) throws(Fault) {
        guard let payload = Payload(bytes.span, at: start) else { throw .mangled }
        if payload == .attackers { return }
        guard payload.publisher < publishers.count else { throw .mangled }
        let publisher = payload.publisher
        let next = publishers[publisher].next
        if payload.number < next {
            throw .repeated(publisher: publisher, number: payload.number)
        }
        guard payload.number < publishers[publisher].count else { throw .mangled }
        if payload.number > next { throw .lost(publisher: publisher, number: next) }
        publishers[publisher].next += 1
        guard let batch = publishers[publisher].batches.first, batch.end == next + 1 else {
            return
        }
        publishers[publisher].batches.removeFirst()
        marks.append(
            Mark(
                end: end, publisher: publisher, sentAt: batch.sentAt,
                listenersLeft: listeners.count))
    }

    /// Lets go of what everybody has got.
    private mutating func forget() {
        let position = listeners.reduce(readEnd) { min($0, $1.position) }
        bytes.removeSubrange(..<(position - base))
        base = position
        let passed = listeners.reduce(forgottenMarks + marks.count) { min($0, $1.mark) }
        marks.removeSubrange(..<(passed - forgottenMarks))
        forgottenMarks = passed
    }
}
