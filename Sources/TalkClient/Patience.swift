/// How long a script's run goes on without getting anywhere: `--timeout`. No clock of its own.
struct Patience {
    /// Nil for as long as it takes.
    private let milliseconds: Int64?
    private var begun: (progress: Int, at: Int64)?

    /// - Parameter milliseconds: 0 for as long as it takes.
    init(milliseconds: Int64) {
        self.milliseconds = milliseconds > 0 ? milliseconds : nil
    }

    /// What is left of it, in milliseconds; nil when there is no hurry.
    ///
    /// - Parameter hurry: Nil while nothing is waited for; else a number that changes when something of it
    ///   has come, which begins the time anew.
    mutating func left(for hurry: Int?, at now: Int64) -> Int64? {
        guard let hurry, let milliseconds else {
            begun = nil
            return nil
        }
        let start = begun?.progress == hurry ? begun?.at ?? now : now
        begun = (hurry, start)
        return max(0, start + milliseconds - now)
    }
}
