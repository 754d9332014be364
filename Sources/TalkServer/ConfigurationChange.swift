/// What becomes of a configuration that is read again while the daemon serves.
package struct ConfigurationChange: Sendable {
    /// A key and its two values, as an operator would write them.
    struct Entry: Sendable {
        let key: ConfigurationKey
        let old: String
        let new: String
    }

    /// What the daemon goes on with: the new one, but for what needs a restart.
    package let result: Configuration
    /// What takes effect.
    let taken: [Entry]
    /// What does not before the daemon is started anew.
    let waiting: [ConfigurationKey]

    package init(from old: Configuration, to fresh: Configuration) {
        let changed = ConfigurationKey.all.map {
            Entry(key: $0, old: Self.shown($0, in: old), new: Self.shown($0, in: fresh))
        }.filter { $0.old != $0.new }
        taken = changed.filter { !$0.key.needsRestart }
        waiting = changed.map(\.key).filter(\.needsRestart)
        var result = fresh
        result.history = old.history
        result.user = old.user
        self.result = result
    }

    private static func shown(_ key: ConfigurationKey, in all: Configuration) -> String {
        // Without what the log would have to quote.
        let value = key.written(all).filter { $0 != " " }
        return value.isEmpty ? "none" : value
    }

    /// What the operator is told: `reload result=taken backlog=20>50 needs-restart=history`.
    var line: LogLine {
        var line = LogLine("reload").with(
            "result", taken.isEmpty && waiting.isEmpty ? "unchanged" : "taken")
        for entry in taken { line = line.with(entry.key, "\(entry.old)>\(entry.new)") }
        guard !waiting.isEmpty else { return line }
        return line.with("needs-restart", waiting.map(\.word).joined(separator: ","))
            .at(.notable)
    }
}
