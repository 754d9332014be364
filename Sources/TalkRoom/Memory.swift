import TalkProtocol
import TalkText

/// What was said, as far as it is remembered: a window over the numbers, the oldest forgotten first.
struct Memory: Sendable {
    private let maxMessages: Int
    private let maxBytes: Int
    /// A queue: what stands before `first` is forgotten and goes when it is half of all.
    private var messages: [Said?] = []
    private var first = 0
    private var bytes = 0
    /// The last number said; 0 when nothing was.
    private(set) var lastSeq: UInt64 = 0

    init(maxMessages: Int, maxBytes: Int) {
        self.maxMessages = maxMessages
        self.maxBytes = maxBytes
    }

    /// The first number still kept; ``lastSeq`` + 1 when none is.
    var oldestSeq: UInt64 {
        lastSeq + 1 - UInt64(messages.count - first)
    }

    /// Remembers what was said; its number is the next one.
    mutating func append(_ said: Said) {
        precondition(said.seq == lastSeq + 1, "numbers have no gap")
        lastSeq = said.seq
        messages.append(said)
        bytes += said.text.string.utf8.count
        while messages.count - first > maxMessages || (bytes > maxBytes && first < messages.count) {
            bytes -= messages[first]?.text.string.utf8.count ?? 0
            messages[first] = nil
            first += 1
        }
        if first > 64, first * 2 > messages.count {
            messages.removeFirst(first)
            first = 0
        }
    }

    /// What was said from `seq` to `end` as far as it is kept, oldest first.
    ///
    /// - Parameter maxBytes: Stops after the message that passes so many bytes of text.
    func messages(from seq: UInt64, through end: UInt64, maxBytes: Int) -> ArraySlice<Said?> {
        let start = max(seq, oldestSeq)
        let end = min(end, lastSeq)
        guard start <= end else { return [] }
        let lower = first + Int(start - oldestSeq)
        let limit = first + Int(end - oldestSeq)
        var upper = lower
        var size = 0
        repeat {
            size += messages[upper]?.text.string.utf8.count ?? 0
            upper += 1
        } while upper <= limit && size < maxBytes
        return messages[lower..<upper]
    }
}
