import Posix

/// One piece of what a server sends: a line, a reply, a packet.
struct Frame: Hashable {
    enum Content: Hashable {
        /// A message, and where its payload begins.
        case message(at: Int)
        /// Somebody came.
        case announcement
        /// Somebody was ended for being too slow.
        case dismissal
        case other
    }

    /// Where the next one begins.
    let end: Int
    let content: Content
}

/// How a server's stream falls into frames.
enum Framing: Sendable {
    case lines(LineMarks)
    /// Redis: RESP, version 2.
    case resp
    /// MQTT 3.1.1.
    case mqtt

    /// The frame that begins at `start`; nil when it is not there to its end.
    ///
    /// - Throws: ``Fault/malformed`` when nothing of this kind can begin so.
    func frame(in bytes: Span<UInt8>, at start: Int) throws(Fault) -> Frame? {
        switch self {
        case .lines(let marks): marks.frame(in: bytes, at: start)
        case .resp: try RESPFrame.frame(in: bytes, at: start)
        case .mqtt: try MQTTFrame.frame(in: bytes, at: start)
        }
    }
}

/// What tells the lines of a server apart: how they begin and how they end.
struct LineMarks: Sendable {
    /// What a message begins with.
    let message: [UInt8]
    /// What follows its payload, the LF included.
    let tail: [UInt8]
    /// What the line begins with by which others are told that somebody came; nil when none is.
    var announcement: [UInt8]?
    /// What the line ends with by which others are told that somebody was too slow.
    var dismissal: [UInt8]?

    func frame(in bytes: Span<UInt8>, at start: Int) -> Frame? {
        guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return nil }
        let end = feed + 1
        if bytes.holds(message, at: start) {
            // Anything else in its place is no payload, which is found out by who reads it.
            let tailStart = end - tail.count
            let isWhole = bytes.holds(tail, at: tailStart)
            return Frame(
                end: end, content: .message(at: isWhole ? tailStart - Payload.byteCount : -1))
        }
        if let announcement, bytes.holds(announcement, at: start) {
            return Frame(end: end, content: .announcement)
        }
        if let dismissal, bytes.holds(dismissal, at: end - dismissal.count) {
            return Frame(end: end, content: .dismissal)
        }
        return Frame(end: end, content: .other)
    }
}

extension Span where Element == UInt8 {
    /// Whether these bytes stand at `start`.
    func holds(_ expected: [UInt8], at start: Int) -> Bool {
        guard start >= 0, start + expected.count <= count else { return false }
        return extracting(start..<start + expected.count).isEqual(to: expected.span)
    }
}
