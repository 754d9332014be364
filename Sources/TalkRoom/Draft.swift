package import TalkProtocol

/// What is about to be said: numbered, and known to nobody until it is settled.
package struct Draft: Sendable {
    /// A message that has the account and the id of one in the same draft.
    struct Repetition: Sendable {
        /// Which one.
        let index: Int
        /// Whether it says the same.
        let isSame: Bool
        let id: MessageID
        let session: SessionID
    }

    /// The number of the first.
    package let firstSeq: UInt64
    /// What is to be said, and by which session.
    private(set) var saids: [Said] = []
    private(set) var sessions: [SessionID] = []
    private var indexOfKey: [RememberedIDs.Key: Int] = [:]
    private(set) var repetitions: [Repetition] = []
    /// What is not said at all: the sessions that are to be told so.
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

    /// How many were taken from the queue for it.
    var takenCount: Int { saids.count + repetitions.count + answers.count }

    /// - Parameter key: Its id and account, where it has an id.
    mutating func add(_ unsaid: Unsaid, key: RememberedIDs.Key?) {
        let speech = unsaid.speech
        if let key, let id = speech.id {
            if let index = indexOfKey[key] {
                let isSame =
                    saids[index].text == speech.text && saids[index].style == speech.style
                repetitions.append(
                    Repetition(index: index, isSame: isSame, id: id, session: unsaid.session))
                return
            }
            indexOfKey[key] = saids.count
        }
        saids.append(
            Said(
                seq: firstSeq + UInt64(saids.count), time: unsaid.time, speaker: unsaid.speaker,
                text: speech.text, style: speech.style, id: speech.id))
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
