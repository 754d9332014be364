/// What a regular saw and did.
package struct Diary: Sendable {
    package struct Message: Sendable {
        package let id: String
        package let text: String
    }

    /// The lines of what was said, in the order in which they came.
    package internal(set) var heard: [[UInt8]] = []
    /// The number of the first of them.
    package internal(set) var firstSeq = 1
    /// The ids of what has a receipt, and its number.
    package internal(set) var acknowledged: [String: Int] = [:]
    /// What has none, in the order in which it was first said.
    package internal(set) var pending: [Message] = []
    /// How many receipts were found in a replay, and how many messages were said again after it.
    package internal(set) var foundAgain = 0
    package internal(set) var saidAgain = 0
    /// How often the disk had not kept something.
    package internal(set) var refusals = 0
    /// How many had been sent and had no receipt when a daemon went away, by its number.
    package internal(set) var unacknowledged: [Int: Int] = [:]
    /// A promise that was not kept.
    package internal(set) var fault: String?
    package internal(set) var isHome = false

    var lastSeq: Int { firstSeq + heard.count - 1 }

    mutating func acknowledge(_ id: String, as seq: Int) -> Bool {
        guard let index = pending.firstIndex(where: { $0.id == id }) else { return false }
        pending.remove(at: index)
        acknowledged[id] = seq
        return true
    }
}
