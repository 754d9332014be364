import TalkProtocol

/// How a session ends, as its thread finds out, reading or sending.
enum SessionEnding: Error {
    case left(LeaveReason)
    /// It could not agree with us on a name; it has been told.
    case refused
}
