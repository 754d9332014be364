import TestSupport
import Testing

/// Two hundred clients in eight processes, fifty of them killed in mid-line, again and again.
@Suite(.serialized) struct CrowdTests {
    @Test func `a crowd that is killed in mid-line leaves nothing behind, ten times`() throws {
        // What a room remembers of what was said is not left behind by who said it.
        let daemon = try Daemon(Daemon.roomy + ["history=off"])
        defer { daemon.end() }
        let before = try daemon.settledFacts()
        var afterSecond = before.residentKiB
        for round in 1...10 {
            try hold(round, in: daemon)
            try eventually("the daemon to let go", seen: { ["\(daemon.facts), \(before)"] }) {
                let now = daemon.facts
                return now.descriptors <= before.descriptors && now.threads <= before.threads
            }
            if round == 2 { afterSecond = try settledMemory(of: daemon) }
        }
        // The sanitizer's own memory grows with every thread that there ever was.
        guard !Sanitizer.isThread else { return }
        // The daemon gives memory back a moment after the last has gone.
        try eventually("its memory", seen: { ["\(daemon.facts), \(afterSecond)"] }) {
            daemon.facts.residentKiB <= afterSecond * 105 / 100 + Self.slackKiB
        }
    }

    /// What it has when that has not fallen for a while: it gives memory back a moment after somebody has gone.
    private func settledMemory(of daemon: Daemon) throws -> Int {
        var (least, looks) = (Int.max, 0)
        try eventually("memory that falls no more", seen: { ["\(daemon.facts)"] }) {
            let now = daemon.facts.residentKiB
            (least, looks) = now < least ? (now, 0) : (least, looks + 1)
            return looks == 200
        }
        return least
    }

    /// What malloc(3) may keep in one arena or another, whoever came and went.
    private static let slackKiB = 2048

    private static let processes = 8
    private static let connections = 25
    private static let killed = 2

    /// One round: all come in and talk, some are killed in mid-line, the others are told and leave.
    private func hold(_ round: Int, in daemon: Daemon) throws {
        let crowds = try (0..<Self.processes).map { try crowd($0, daemon) }
        try order("join", of: crowds)
        try order("talk \(round)", of: crowds)
        let victims = crowds.prefix(Self.killed)
        let others = crowds.dropFirst(Self.killed)
        try order("half", of: victims)
        for victim in victims { victim.carrier?.killAndReap() }
        try order("left \(Self.killed * Self.connections)", of: others)
        try order("leave", of: others)
        for crowd in crowds { crowd.close() }
    }

    private func crowd(_ number: Int, _ daemon: Daemon) throws -> PlainClient {
        let everybody = Self.processes * Self.connections
        let (stream, child) = try carry([
            Programs.python, Programs.fixture("crowd.py"), daemon.socket, "\(number)",
            "\(Self.connections)", "\(everybody)",
        ])
        return PlainClient(stream, carrier: child)
    }

    /// Tells all of them first, then waits for all of them.
    private func order(_ command: String, of crowds: some Collection<PlainClient>) throws {
        for crowd in crowds { try crowd.send(command) }
        let word = command.split(separator: " ").first.map { String($0) } ?? command
        for crowd in crowds {
            let answer = try crowd.expect("an answer to \(command)", within: 120) { _ in true }
            guard answer == "\(word) ok" else { throw Unmet(escaped(answer)) }
        }
    }
}
