/// How much a line of the operator's log matters, as the journal has it. See sd-daemon(3).
package enum LogPriority: Int, Sendable {
    /// What went wrong.
    case wrong = 3
    /// What an operator should see.
    case notable = 4
    /// What is usual.
    case usual = 6

    /// What a line begins with where the journal reads it.
    package var mark: String { "<\(rawValue)>" }
}
