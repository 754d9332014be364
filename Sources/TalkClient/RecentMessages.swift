import TalkProtocol
import TalkText

/// The last messages that came with an id: what its sender said again, since it had no receipt, is not new.
///
/// The daemon sees to that in one run of numbers; over two of them, and for private messages, nobody else can.
struct RecentMessages {
    /// The same id with another text is another message.
    struct Key: Hashable {
        let uid: UInt32
        let id: MessageID
        let text: SafeText
        /// Nil for a private message.
        let style: Request.Style?
    }

    static let maxCount = 1024

    private var hashes: Set<Int> = []
    /// In the order of their coming; once it is full, the next one takes the place of the oldest.
    private var order: [Int] = []
    private var oldest = 0

    /// False when it is among them.
    mutating func insert(_ key: Key) -> Bool {
        // Not the texts: a thousand of them could be 8 MiB.
        let hash = key.hashValue
        guard hashes.insert(hash).inserted else { return false }
        if order.count < Self.maxCount {
            order.append(hash)
        } else {
            hashes.remove(order[oldest])
            order[oldest] = hash
            oldest = (oldest + 1) % Self.maxCount
        }
        return true
    }
}
