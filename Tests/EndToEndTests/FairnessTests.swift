import Foundation
import TalkProtocol
import TestSupport
import Testing

extension Programs {
    /// How many times the pace and the burst of an ordinary account whoever runs the tests has.
    static var allowance: Int { isRoot ? Limits.operatorsAllowance : 1 }
}

/// Accounts are treated alike, whatever they do and on however many connections; operators can always come in.
@Suite struct FairnessTests {
    private func isTurnedAway(_ client: JSONClient, with code: String = "full") -> Bool {
        client.greeting.contains(": error \(code) ")
    }

    /// So many that have come in, as that account.
    private func fill(_ daemon: Daemon, _ count: Int, as account: Account?) throws -> [JSONClient] {
        try (0..<count).map { _ in
            var admitted: JSONClient?
            // The connection that asked whether the daemon answers may not be gone yet.
            try eventually("room for \(count)", seen: { daemon.printed }) {
                let client = try daemon.json(as: account)
                admitted = isTurnedAway(client) ? nil : client
                return admitted != nil
            }
            return try #require(admitted)
        }
    }

    @Test(.enabled(if: Accounts.canBeMade, "\(Accounts.skipMessage)"))
    func `a full house lets operators in, and root when they fill what is kept for them`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let group = try #require(NameService.group(ofGID: wren.gid))
        let daemon = try Daemon(["sessions=20", "operators=\(group)"])
        defer { daemon.end() }
        let guests = try fill(daemon, 20, as: ada)
        #expect(isTurnedAway(try daemon.json(as: ada)))
        var operators: [JSONClient] = []
        while operators.count <= Limits.operatorsSessions {
            let client = try daemon.json(as: wren)
            if isTurnedAway(client) { break }
            operators.append(client)
        }
        #expect(operators.count == Limits.operatorsSessions)
        for number in 1...Limits.rootsSessions {
            let root = try daemon.json()
            #expect(!isTurnedAway(root), "\(number)")
            try root.hello("chief\(number)")
        }
        #expect(isTurnedAway(try daemon.json()), "it ends somewhere")
        // And it goes on as before once there is room for everybody.
        withExtendedLifetime(guests) {}
        (guests + operators).forEach { $0.close() }
        try eventually("room", seen: { daemon.printed }) {
            try !isTurnedAway(daemon.json(as: ada))
        }
    }

    @Test func `nobody gets what is kept for operators by filling the house`() throws {
        let daemon = try Daemon(["sessions=3"])
        defer { daemon.end() }
        let own = try fill(daemon, 3, as: nil)
        #expect(isTurnedAway(try daemon.json()))
        withExtendedLifetime(own) {}
    }

    @Test
    func `who connects all the time is listened to later, and what they say comes all the same`()
        throws
    {
        let daemon = try Daemon(["pace=4", "burst=2"])
        defer { daemon.end() }
        let count = 6 * Programs.allowance
        let begun = ContinuousClock.now
        for number in 1...count {
            let client = try daemon.plain()
            try client.send("guest\(number)\noi \(number)\nsair")
        }
        let ada = try daemon.json()
        try ada.hello("ada", extra: #""backlog":100"#)
        var texts = Set<String>()
        _ = try ada.gather(until: "said") { event in
            event["text"].map { _ = texts.insert($0) }
            return texts.count == count
        }
        // To enter costs a request; some are free.
        #expect((ContinuousClock.now - begun) / .seconds(1) > 0.5)
    }

    @Test(.enabled(if: Accounts.canBeMade, "\(Accounts.skipMessage)"))
    func `who connects and goes all the time fills their own house alone`() throws {
        let (ada, wren) = (try Accounts.ada.get(), try Accounts.wren.get())
        let daemon = try Daemon(["pace=1", "burst=1", "sessions_per_account=4"])
        defer { daemon.end() }
        // Gone as soon as it came, each of them is waited for all the same.
        for _ in 1...4 * Limits.connectionsPerMessage { try daemon.json(as: ada).close() }
        try eventually("a full house of one", seen: { daemon.printed }) {
            try isTurnedAway(daemon.json(as: ada), with: "too-many-sessions")
        }
        try daemon.json(as: wren).hello()
    }
}
