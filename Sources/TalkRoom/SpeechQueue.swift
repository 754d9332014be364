import TalkProtocol
import TalkText

/// Something that was taken from a session, and has no number yet.
struct Unsaid: Sendable {
    let speech: Speech
    let session: SessionID
    let speaker: Speaker
    let time: Timestamp

    /// What a line is about more than its text.
    private static let lineBytes = 160

    /// About as many as its line will have.
    var bytes: Int { speech.text.string.utf8.count + Self.lineBytes }
}

/// What was taken to be said and is not yet in the ledger, in the room's order.
///
/// 1. First in, first out: whoever knows how many had been taken when his was, knows when it is settled.
/// 2. What is drafted is not in the queue any more; one draft at a time is under way.
/// 3. Whoever waits for one of the counts, or for room, is called each time when they change.
struct SpeechQueue: Sendable {
    private var waiting: [Unsaid] = []
    /// About the bytes of the lines that wait, of all accounts and of each.
    private(set) var bytes = 0
    private(set) var bytesOfAccount: [UInt32: Int] = [:]
    /// How many were ever taken, and how many of them are said, or refused.
    private(set) var takenCount: UInt64 = 0
    private(set) var settledCount: UInt64 = 0
    private(set) var isDrafting = false
    /// True while the scribe sleeps; who has something to say then must wake it.
    var isScribeAsleep = false
    /// Somebody waits for something to be settled, or for room; and is to look again.
    private var isAwaited = false
    private var isCalled = false

    /// Whether a draft can be begun.
    var hasWork: Bool { !waiting.isEmpty && !isDrafting }

    mutating func append(_ unsaid: Unsaid) {
        waiting.append(unsaid)
        bytes += unsaid.bytes
        bytesOfAccount[unsaid.speaker.uid, default: 0] += unsaid.bytes
        takenCount += 1
    }

    /// Begins a draft: takes what is waiting, the oldest first, as much as may become due at once.
    mutating func beginDraft() -> [Unsaid] {
        precondition(!isDrafting, "the draft before is to be settled first")
        isDrafting = true
        var count = 0
        var draftBytes = 0
        while count < waiting.count, draftBytes < Limits.maxDraftBytes {
            draftBytes += waiting[count].bytes
            count += 1
        }
        bytes -= draftBytes
        for unsaid in waiting[..<count] {
            let uid = unsaid.speaker.uid
            let left = bytesOfAccount[uid, default: 0] - unsaid.bytes
            bytesOfAccount[uid] = left > 0 ? left : nil
        }
        call()
        var taken: [Unsaid] = []
        if count == waiting.count {
            swap(&taken, &waiting)
        } else {
            taken = Array(waiting.prefix(count))
            waiting.removeFirst(count)
        }
        return taken
    }

    /// Takes note that the draft's so many are said, or refused.
    mutating func settle(_ count: Int) {
        precondition(isDrafting, "only a draft is settled")
        isDrafting = false
        settledCount += UInt64(count)
        call()
    }

    // MARK: Who waits

    /// It is the caller's turn to wait.
    mutating func noteWaiter() {
        isAwaited = true
    }

    private mutating func call() {
        // A call that was not taken yet stays: a draft can be settled at once.
        isCalled = isCalled || isAwaited
        isAwaited = false
    }

    /// Whether those who wait are to look again; true once.
    mutating func takeCall() -> Bool {
        defer { isCalled = false }
        return isCalled
    }
}
