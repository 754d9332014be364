import Synchronization

/// How much an attacker did, counted by all its threads.
final class AttackTally: Sendable {
    private let connections = Atomic(0)
    private let lines = Atomic(0)

    /// A connection was made, whatever became of it.
    func addConnection() { connections.add(1, ordering: .relaxed) }

    /// So many lines were taken from it.
    func addLines(_ count: Int) { lines.add(count, ordering: .relaxed) }

    /// What it came to until now.
    var sum: Sum {
        Sum(
            connections: connections.load(ordering: .relaxed),
            lines: lines.load(ordering: .relaxed))
    }

    /// What an attacker's process tells the one that started it, in a line.
    struct Sum: Hashable {
        let connections: Int
        let lines: Int

        init(connections: Int, lines: Int) {
            self.connections = connections
            self.lines = lines
        }

        /// Reads a line of ``text``; nil when it is none.
        init?(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 4, words[1] == "connections", words[3] == "lines",
                let connections = Int(words[0]), let lines = Int(words[2])
            else { return nil }
            self.init(connections: connections, lines: lines)
        }

        var text: String { "\(connections) connections \(lines) lines" }
    }
}
