package import TalkProtocol

/// What is about to be said: numbered, and known to nobody until it is settled.
package struct Draft: Sendable {
    /// The number of the first.
    package let firstSeq: UInt64
    /// What is to be said, and by which session.
    private(set) var saids: [Said] = []
    private(set) var sessions: [SessionID] = []
    private var keys: Set<RememberedIDs.Key> = []
    /// How many were taken from the queue for it, those among them that are not said at all.
    var takenCount = 0
    /// What was taken and is not said: the sessions that are to be told so.
    private(set) var answers: [(event: Event, session: SessionID)] = []
    /// The lines, as they go over the wire and to the disk, after ``encode()``.
    package private(set) var lines: [UInt8] = []
    /// Where each of them ends.
    package private(set) var ends: [Int] = []

    init(firstSeq: UInt64) {
        self.firstSeq = firstSeq
    }

    /// The time of the last of them.
    package var lastTime: Timestamp? { saids.last?.time }

    /// Whether one of them has that id, and that account.
    func holds(_ key: RememberedIDs.Key) -> Bool { keys.contains(key) }

    mutating func add(_ unsaid: Unsaid, key: RememberedIDs.Key?) {
        if let key { keys.insert(key) }
        saids.append(
            Said(
                seq: firstSeq + UInt64(saids.count), time: unsaid.time, speaker: unsaid.speaker,
                text: unsaid.speech.text, style: unsaid.speech.style, id: unsaid.speech.id))
        sessions.append(unsaid.session)
    }

    mutating func answer(_ event: Event, to session: SessionID) {
        answers.append((event, session))
    }

    /// Writes the lines; apart from numbering, because it needs no lock.
    package mutating func encode() {
        for said in saids {
            Event.said(said).append(to: &lines)
            ends.append(lines.count)
        }
    }

    /// One of the lines.
    func line(_ index: Int) -> ArraySlice<UInt8> {
        lines[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
