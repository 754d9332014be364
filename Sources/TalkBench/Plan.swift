package import TalkCommandLine

/// What is to be measured, of whom, and how often.
package struct Plan: Sendable {
    private static let quickNanoseconds: Int64 = 100_000_000
    private static let quickClients = 10
    private static let ledgerSizes = (few: 20_000, many: 1_000_000)
    private static let quickLedgerSizes = (few: 2000, many: 4000)

    let scenarios: [Scenario]
    let contenders: [Contender]
    private let command: TalkroomBenchCommand.Measure

    /// The words that name scenarios and contenders on the command line.
    package static let scenarioWords = Scenario.allCases.map(\.rawValue)
    package static let contenderWords = Contender.allCases.map(\.rawValue)

    /// - Parameter command: Its words are of ``scenarioWords`` and ``contenderWords``.
    package init(_ command: TalkroomBenchCommand.Measure) {
        self.command = command
        let usual = Contender.allCases.filter { $0 != .bulk }
        scenarios = command.scenarios?.compactMap(Scenario.init) ?? Scenario.allCases
        contenders = command.contenders?.compactMap(Contender.init) ?? usual
    }

    /// How long one measurement takes.
    func nanoseconds(of scenario: Scenario) -> Int64 {
        if let seconds = command.seconds { return Int64(seconds) * 1_000_000_000 }
        return scenario.usualSeconds * (command.isQuick ? Self.quickNanoseconds : 1_000_000_000)
    }

    /// Messages in the ledgers that talkroomd starts with.
    var ledgerSizes: (few: Int, many: Int) {
        command.isQuick ? Self.quickLedgerSizes : Self.ledgerSizes
    }

    /// What is pressed and shown at a terminal.
    var terminalSizes: TerminalSizes { command.isQuick ? .quick : .usual }

    /// With how many clients a scenario is measured.
    func clients(for scenario: Scenario) -> [Int] {
        if scenario == .start || scenario == .terminal { return scenario.usualClients }
        let asked =
            command.clients ?? (command.isQuick ? [Self.quickClients] : scenario.usualClients)
        // Starting and reading back are asked in any case, of the one client that they take.
        return scenario == .ledger ? [1] + asked.filter { $0 > 1 } : asked
    }

    /// How often it is measured.
    func rounds(of scenario: Scenario) -> Int {
        command.rounds ?? (command.isQuick ? 1 : scenario.usualRounds)
    }
}
