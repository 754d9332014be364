import TalkProtocol

/// How many bytes are held that are due to one session alone: of each account, and in all.
///
/// They are in nobody's log, and so each of them costs its own. Who is overdue is counted apart: it gets nothing more,
/// and what it has goes as soon as its thread is awake.
struct PrivateBudget: Sendable {
    private let maxBytes: Int
    private let maxAccountBytes: Int
    private(set) var bytes = 0
    private(set) var bytesOfAccount: [UInt32: Int] = [:]
    private(set) var overdueBytes = 0
    /// How many times that of an ordinary account some have; the others are not in it.
    private var allowances: [UInt32: Int] = [:]

    init(
        maxBytes: Int = Limits.maxPrivateBytes,
        maxAccountBytes: Int = Limits.maxAccountPrivateBytes
    ) {
        self.maxBytes = maxBytes
        self.maxAccountBytes = maxAccountBytes
    }

    /// Takes note that a session has so many more, or fewer, than before.
    mutating func change(_ reader: Reader, by count: Int) {
        if reader.isOverdue {
            overdueBytes += count
            return
        }
        bytes += count
        let left = bytesOfAccount[reader.uid, default: 0] + count
        bytesOfAccount[reader.uid] = left > 0 ? left : nil
    }

    /// Lets an account hold so many times what an ordinary one may.
    mutating func allow(_ uid: UInt32, times allowance: Int) {
        allowances[uid] = allowance == 1 ? nil : allowance
    }

    /// Whether sessions of an account hold more than they may.
    func isExceeded(by uid: UInt32) -> Bool {
        bytesOfAccount[uid, default: 0] > maxAccountBytes * allowances[uid, default: 1]
    }

    /// Whether all together do.
    var isExceeded: Bool { bytes > maxBytes }

    /// Whether those who are overdue hold so much that it is better to wait until they have gone.
    var isOverdueMuch: Bool { overdueBytes > maxBytes }
}
