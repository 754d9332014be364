import Foundation
import TestSupport
import Testing

/// A daemon against a model of the room, over its socket, in both dialects, by several accounts where root runs it.
///
/// `TALKROOM_MODEL_STEPS` says how many steps; continuous integration takes 100,000 in release mode.
/// `TALKROOM_SEED` repeats a run.
@Suite struct RoomModelTests {
    private static let asked = ProcessInfo.processInfo.environment["TALKROOM_MODEL_STEPS"]
        .flatMap { Int($0) }

    /// What nearly everything that is done leads to, so that a run without it has tried little.
    private static let common = commonAnywhere.union(
        Programs.isRoot ? commonAmongAccounts : ["error not-on-yourself"])

    private static let commonAnywhere: Set<String> = [
        "welcome", "said", "receipt", "told", "joined", "left", "renamed", "person", "past", "rang",
        "reached", "messages", "end", "pong", "error id-in-use", "error nobody-there",
        "error name-invalid", "error name-reserved", "error text-empty", "error hello-first",
        "error hello-twice", "error unknown-request", "error turned-off", "error stopping",
        "acted", "act", "error operators-only", "error no-such-message", "error no-such-account",
        "error nothing-to-lift", "error not-on-root",
    ]

    /// What one account alone does not see.
    private static let commonAmongAccounts: Set<String> = [
        "error dismissed", "error muted", "error name-taken",
    ]

    @Test func `everybody is sent what the manual says, whatever anybody does`() throws {
        let steps = Self.asked ?? 2000
        let run = try RoomRun(SeededGenerator())
        do {
            try live(run, steps)
        } catch {
            Issue.record("\(run.report(error))")
        }
        let missing = Self.common.subtracting(run.kinds)
        #expect(missing.isEmpty || steps < 10_000, "TALKROOM_SEED=\(run.seed)")
        // For who asked for many.
        if Self.asked != nil { print(run.figures) }
    }

    private func live(_ run: RoomRun, _ steps: Int) throws {
        // Some thirty daemons at the most: each takes a while to start.
        let between = max(steps / 30, 700)
        while run.step < steps {
            try run.next()
            if run.step % between == between / 2 { try run.makeAccount() }
            if run.step % between == 0 {
                try run.restart(run.step / between % 2 == 0 ? .stopped : .killed)
            }
        }
        try run.end()
    }
}
