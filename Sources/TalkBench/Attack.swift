/// What one account does to everybody else.
enum Attack: String, CaseIterable, Sendable {
    /// It says lines on many connections, as fast as they are taken.
    case flood
    /// It lets itself be told much, and asks for much, on many connections, and reads none of it.
    case deaf
    /// It connects and closes, as fast as it can.
    case churn
    /// The same, but enters the room in between, of which everybody is told.
    case visits
    /// All of it at once.
    case all

    /// What it comes to.
    var parts: [Attack] { self == .all ? Self.allCases.filter { $0 != .all } : [self] }
}
