import TalkProtocol
import TalkText

/// The ids of the last messages said, by account, so that nothing is said twice.
struct RememberedIDs: Sendable {
    /// An account's id, as two hashes of it that nobody can foresee: 16 bytes, whatever its length. That
    /// two of 16,384 are the same is less likely than that the machine errs.
    struct Key: Hashable, Sendable {
        private let first: Int
        private let second: Int

        init(uid: UInt32, id: MessageID) {
            first = Self.hash(0, uid, id)
            second = Self.hash(1, uid, id)
        }

        private static func hash(_ salt: UInt8, _ uid: UInt32, _ id: MessageID) -> Int {
            var hasher = Hasher()
            hasher.combine(salt)
            hasher.combine(uid)
            hasher.combine(id)
            return hasher.finalize()
        }
    }

    private struct Entry: Sendable {
        let seq: UInt64
        let time: Timestamp
        /// A hash, not the text: a window of 16,384 texts could be 128 MiB. Nil of one whose text was taken
        /// away before the daemon began: nobody can say what it was, and so it is no other.
        let fingerprint: Int?
    }

    private let window: UInt64
    private var entries: [Key: Entry] = [:]
    /// The keys in the order of their numbers; those before `first` are forgotten.
    private var order: [(seq: UInt64, key: Key)] = []
    private var first = 0

    /// - Parameter window: How many messages back ids are remembered.
    init(window: Int) {
        self.window = UInt64(window)
    }

    /// The receipt of a message said before with this id by this account; nil when there was none.
    ///
    /// - Throws: `id-in-use` when it was another text.
    func receipt(
        for id: MessageID, uid: UInt32, text: String, style: Request.Style
    ) throws(ErrorCode) -> Receipt? {
        guard let entry = entries[Key(uid: uid, id: id)] else { return nil }
        if let known = entry.fingerprint, known != Self.fingerprint(text, style) { throw .idInUse }
        return Receipt(seq: entry.seq, time: entry.time, id: id)
    }

    /// Remembers a message's id, and forgets those that have left the window.
    mutating func remember(_ said: Said) {
        if let id = said.id {
            let key = Key(uid: said.speaker.uid, id: id)
            entries[key] = Entry(
                seq: said.seq, time: said.time,
                fingerprint: said.style == .redacted
                    ? nil : Self.fingerprint(said.text.string, said.style))
            order.append((said.seq, key))
        }
        while first < order.count, order[first].seq + window <= said.seq {
            entries[order[first].key] = nil
            first += 1
        }
        if first > 64, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
    }

    private static func fingerprint(_ text: String, _ style: Request.Style) -> Int {
        var hasher = Hasher()
        // By its bytes: String's own hash takes é and e + acute for the same.
        hasher.combine(Array(text.utf8))
        hasher.combine(style)
        return hasher.finalize()
    }
}
