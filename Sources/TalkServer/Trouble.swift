import Posix
import TalkProtocol

/// A want of something, told to the operator when it begins and when it is over, not once a connection.
struct Trouble {
    private let what: StaticString
    private var isTold = false

    init(_ what: StaticString) {
        self.what = what
    }

    /// - Parameter result: What is done about it, one word.
    mutating func arose(
        _ error: SystemError, _ log: OperatorLog, result: StaticString = "shedding"
    ) {
        if !isTold { log.note(LogLine(what).with("result", result).with("error", error)) }
        isTold = true
    }

    mutating func passed(_ log: OperatorLog) {
        if isTold { log.note(LogLine(what).with("result", "recovered")) }
        isTold = false
    }
}

/// Refusals at the door, told to the operator once a minute for each account and reason.
struct Refusals {
    private struct Kind: Hashable {
        let uid: UInt32
        let code: ErrorCode
    }

    private static let quietMilliseconds: Int64 = 60_000
    private static let maxKinds = 1024

    private var toldAt: [Kind: Int64] = [:]

    mutating func note(_ code: ErrorCode, of uid: UInt32, in log: OperatorLog) {
        let now = MonotonicClock.milliseconds()
        let kind = Kind(uid: uid, code: code)
        if let before = toldAt[kind], now - before < Self.quietMilliseconds { return }
        if toldAt.count >= Self.maxKinds { toldAt = [:] }
        toldAt[kind] = now
        log.note(LogLine("refuse").with("uid", uid).with("reason", code.rawValue))
    }
}
