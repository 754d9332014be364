import Posix

/// A want of something, told to the operator when it begins and when it is over, not once a connection.
struct Trouble {
    private let what: StaticString
    /// Whether it has begun and is not over.
    private(set) var isTold = false

    init(_ what: StaticString) {
        self.what = what
    }

    /// - Parameter result: What is done about it, one word.
    mutating func arose(
        _ error: SystemError, _ log: OperatorLog, result: StaticString = "shedding",
        _ priority: LogPriority = .notable
    ) {
        if !isTold {
            log.note(LogLine(what).with("result", result).with("error", error).at(priority))
        }
        isTold = true
    }

    mutating func passed(_ log: OperatorLog) {
        if isTold { log.note(LogLine(what).with("result", "recovered")) }
        isTold = false
    }
}

/// What happens at the door as often as anybody likes, told to the operator once a minute for each account and
/// reason.
struct DoorNews: Sendable {
    private struct Kind: Hashable, Sendable {
        let uid: UInt32
        let reason: String
    }

    static let quietMilliseconds: Int64 = 60_000
    private static let maxKinds = 1024

    private var toldAt: [Kind: Int64] = [:]

    /// Whether it is to be told, this time.
    mutating func isDue(_ reason: String, of uid: UInt32, now: Int64) -> Bool {
        let kind = Kind(uid: uid, reason: reason)
        if let before = toldAt[kind], now - before < Self.quietMilliseconds { return false }
        if toldAt.count >= Self.maxKinds { toldAt = [:] }
        toldAt[kind] = now
        return true
    }
}
