/// How the programs end: the numbers of sysexits(3), for who calls them from a script.
package enum ExitStatus: Int32, Hashable, Sendable {
    case done = 0
    /// Nobody got it, or only some.
    case undelivered = 1
    case usage = 64
    /// No daemon answers.
    case unavailable = 69
    /// The socket cannot be made.
    case cannotCreate = 73
    case inputOutput = 74
    /// The other end does not speak this protocol.
    case protocolMismatch = 76
    case notPermitted = 77
}
