import TalkProtocol
import TalkText

/// Something that was taken from a session, and has no number yet.
struct Unsaid: Sendable {
    let speech: Speech
    let session: SessionID
    let speaker: Speaker
    let time: Timestamp

    /// What a line has besides its text, about.
    static let bytesAroundText = 160

    /// What its line will have, about.
    var bytes: Int { speech.text.string.utf8.count + Self.bytesAroundText }
}

/// What was taken to be said and is not yet in the ledger, in the room's order.
///
/// 1. First in, first out: whoever knows how many had been taken when his was, knows when it is settled.
/// 2. What is drafted is not in the queue any more; one draft at a time is under way.
struct SpeechQueue: Sendable {
    private var waiting: [Unsaid] = []
    /// Bytes of the lines that wait, about.
    private(set) var bytes = 0
    /// How many were ever taken, and how many of them are said, or refused.
    private(set) var takenCount: UInt64 = 0
    private(set) var settledCount: UInt64 = 0
    private(set) var isDrafting = false
    /// True while the scribe sleeps; who has something to say then must wake it.
    var isScribeAsleep = false
    /// Somebody waits for something to be settled.
    var isAwaited = false

    /// Whether a draft can be begun.
    var hasWork: Bool { !waiting.isEmpty && !isDrafting }

    mutating func append(_ unsaid: Unsaid) {
        waiting.append(unsaid)
        bytes += unsaid.bytes
        takenCount += 1
    }

    /// Begins a draft: takes what is waiting, the oldest first.
    mutating func beginDraft() -> [Unsaid] {
        precondition(!isDrafting, "the draft before is to be settled first")
        isDrafting = true
        var taken: [Unsaid] = []
        if waiting.count <= Limits.maxDraft {
            swap(&taken, &waiting)
        } else {
            taken = Array(waiting.prefix(Limits.maxDraft))
            waiting.removeFirst(taken.count)
        }
        for unsaid in taken { bytes -= unsaid.bytes }
        return taken
    }

    /// Gives back what the draft cannot hold, to be taken first by the next one.
    mutating func putBack(_ rest: ArraySlice<Unsaid>) {
        waiting.insert(contentsOf: rest, at: 0)
        for unsaid in rest { bytes += unsaid.bytes }
    }

    /// Takes note that the draft's so many are said, or refused.
    mutating func settle(_ count: Int) {
        precondition(isDrafting, "only a draft is settled")
        isDrafting = false
        settledCount += UInt64(count)
    }
}
