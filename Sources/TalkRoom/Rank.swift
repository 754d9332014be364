import TalkProtocol

/// What an account is to this host, as the kernel had it when it connected.
package enum Rank: Int, Comparable, Sendable {
    case ordinary
    /// A member of a group of operators.
    case `operator`
    case root

    /// How many times the allowance of an ordinary account it has: of what is sent and asked, and of rings.
    var allowance: Int { self == .ordinary ? 1 : Limits.operatorsAllowance }

    /// How many times what an ordinary account may leave unread it may.
    var bytesAllowance: Int { self == .ordinary ? 1 : Limits.operatorsBytesAllowance }

    /// Sessions beyond those for everybody that are kept for it, and for who stands above it.
    var reserve: Int {
        switch self {
        case .ordinary: 0
        case .operator: Limits.operatorsSessions
        case .root: Limits.operatorsSessions + Limits.rootsSessions
        }
    }

    package static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
}
