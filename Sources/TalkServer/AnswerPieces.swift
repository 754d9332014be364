import TalkProtocol

/// An answer of many events as bytes: as many at once as its client may keep the daemon holding.
///
/// One event can have many times the bytes in the plain dialect that it was said with, since each of its lines begins
/// with its speaker's name: so what is counted is what was made of it.
struct AnswerPieces {
    private let encoder: EventEncoder
    private let next: () -> [Event]?
    /// Those that were fetched, and not yet made bytes of.
    private var rest: ArraySlice<Event> = []

    /// - Parameter next: Fetches some events; nil when there are no more.
    init(_ encoder: EventEncoder, of next: @escaping () -> [Event]?) {
        self.encoder = encoder
        self.next = next
    }

    /// The next few events, one at least, and less than ``Limits/answerChunkBytes`` before the last of them; nil when
    /// all were given.
    mutating func nextPiece() -> [UInt8]? {
        while rest.isEmpty {
            guard let some = next() else { return nil }
            rest = some[...]
        }
        var bytes: [UInt8] = []
        while bytes.count < Limits.answerChunkBytes, let event = rest.popFirst() {
            bytes += encoder.bytes(for: event)
        }
        return bytes
    }
}
