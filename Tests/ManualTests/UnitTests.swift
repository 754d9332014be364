import TalkProtocol
import TestSupport
import Testing

@testable import TalkLedger
@testable import TalkServer

/// That what install.sh gives a service manager fits the daemon, and the manual.
@Suite struct UnitTests {
    /// What the unit of the host's daemon sets, by its key.
    private func settings() throws -> [Substring: [Substring]] {
        let script = try text(of: "install.sh")
        let unit = try #require(
            script.split(separator: "\nservice_unit() {\n").last?.split(separator: "\n}\n").first)
        var settings: [Substring: [Substring]] = [:]
        for line in unit.split(separator: "\n") where !line.hasPrefix("#") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            settings[line[..<equals], default: []].append(line[line.index(after: equals)...])
        }
        return settings
    }

    private func number(_ key: Substring) throws -> Int {
        try #require(try settings()[key]?.last.flatMap { Int($0) })
    }

    @Test func `a thread and a descriptor for each client of the default are allowed`() throws {
        // Besides the clients: the daemon's own threads, which are fewer than its own descriptors, and terminals.
        let needed =
            Limits.defaultSessions + Limits.operatorsSessions + Limits.rootsSessions
            + Limits.ownDescriptors + 2 * Limits.maxHandedTerminalsInAll
            + Limits.maxAwaitedTerminals
        #expect(try number("TasksMax") > needed)
        #expect(try number("LimitNOFILE") > needed)
        let page = try text(of: "man/talkroomd.8")
        #expect(try page.contains("both \(number("TasksMax"))."))
        #expect(try number("TasksMax") == number("LimitNOFILE"))
    }

    @Test func `the ledger's directory has the mode that the daemon gives it`() throws {
        let mode = try #require(try settings()["StateDirectoryMode"]?.last)
        #expect(UInt32(mode, radix: 8) == LedgerBounds.directoryMode)
    }

    @Test func `it runs as the account that root's daemon would become, and is never root's`()
        throws
    {
        let script = try text(of: "install.sh")
        #expect(script.contains("\naccount=\(ServingAccount.usualLogin)\n"))
        #expect(try settings()["User"] == ["$account"])
        #expect(try settings()["CapabilityBoundingSet"] == [""])
        #expect(try settings()["PrivateUsers"] == nil, "every client would look like the same one")
    }

    @Test
    func
        `it may write to the terminals of who takes messages, and the manual tells how it may not`()
        throws
    {
        let script = try text(of: "install.sh")
        #expect(script.contains("\nSupplementaryGroups=tty\n"))
        // A service of one account has that account's groups, and nothing to gain.
        #expect(script.matches(of: /\$\(terminals_group\)/).count == 1)
        let page = try ManualPage("talkroomd.8").part("The terminals")
        #expect(page.examples.contains("[Service]\nSupplementaryGroups=\n"))
    }

    @Test func `it listens where the client looks`() throws {
        let script = try text(of: "install.sh")
        #expect(script.contains("socket=/run/chat.sock\n"))
        #expect(script.contains("\nFileDescriptorName=talkroom\n"))
    }
}
