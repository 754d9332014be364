package import TalkLanguage

/// How a run of the client ended.
package enum Departure: Hashable, Sendable {
    case status(ExitStatus)
    /// A status that only an old name has.
    case number(Int32)
    /// A signal asked for it; the process is to end as the signal would have ended it.
    case signal(Int32)
}
