package import TalkLanguage

/// Puts every question of a plan to every contender, and tells how it went.
package struct Benchmark {
    private let plan: Plan
    private let directory: String
    private let shelf: LedgerShelf
    private let placing: Placing
    private let maxClients: Int
    private let isRoot: Bool
    private let tell: (Phrase) -> Void
    private var results = Results()
    private var programs: [(contender: Contender, path: String)] = []
    private var measurements = 0
    /// Whether a contender did not do what it should.
    package private(set) var hasFaults = false

    /// - Parameters:
    ///   - directory: Where contenders get directories of their own.
    ///   - maxDescriptors: How many this process, and each contender, may open.
    ///   - isRoot: Whether this process is root's, and can be everybody's.
    ///   - tell: Takes what is said while it goes on.
    package init(
        _ plan: Plan, placing: Placing, directory: String, maxDescriptors: Int,
        isRoot: Bool, tell: @escaping (Phrase) -> Void
    ) {
        self.plan = plan
        self.placing = placing
        self.directory = directory
        shelf = LedgerShelf(in: directory)
        // Publishers, standard streams and the like need some too.
        maxClients = maxDescriptors - 64
        self.isRoot = isRoot
        self.tell = tell
    }

    /// Measures.
    package mutating func run() {
        findPrograms()
        for scenario in plan.scenarios {
            for clients in plan.clients(for: scenario) where clients > 0 {
                put(scenario, clients: clients)
            }
        }
    }

    /// What a control group is called that is made for a benchmark in this directory: such a name nobody else has.
    package static func memoryGroupName(in directory: String) -> String {
        directory.split(separator: "/").last.map(String.init) ?? "talkroom-bench"
    }

    /// The figures, for people.
    package func table(in language: Language) -> String {
        ResultTable(results: results, language: language).text
    }

    /// The figures, for programs.
    package var lines: String { ResultLines(results: results).text }

    private mutating func findPrograms() {
        for contender in plan.contenders {
            guard let path = contender.program else {
                tell(.benchNotInstalled(contender.rawValue))
                continue
            }
            tell(.benchFound(contender.rawValue, at: path))
            programs.append((contender, path))
        }
    }

    private mutating func put(_ scenario: Scenario, clients: Int) {
        let question = Phrase.benchQuestion(scenario.rawValue, clients: clients)
        var able = programsAble(to: scenario, clients: clients, question: question)
        guard !able.isEmpty else { return }
        let rounds = plan.rounds(of: scenario)
        let disturbance = Disturbance()
        for round in 0..<rounds {
            tell(.benchRound(question, round: round + 1, of: rounds))
            // In turns, and each round begun by another one.
            let first = able.isEmpty ? 0 : round % able.count
            for program in able[first...] + able[..<first] {
                let isRight = measure(
                    scenario, clients: clients, of: program.contender, at: program.path,
                    round: round)
                // Once is enough to know, and a server that does not answer takes its time.
                if !isRight { able.removeAll { $0.contender == program.contender } }
            }
        }
        if let percent = disturbance.percent, percent >= Disturbance.noticeablePercent {
            tell(.benchDisturbed(question, percent: percent))
        }
    }

    /// Tells of those that are not.
    private func programsAble(
        to scenario: Scenario, clients: Int, question: Phrase
    ) -> [(contender: Contender, path: String)] {
        let unable = programs.map(\.contender).filter { !scenario.concerns($0) }
        if let reason = scenario.reasonNotToAsk, !unable.isEmpty {
            tell(.benchNotAsked(unable.map(\.rawValue), question: question, reason: reason))
        }
        let concerned = programs.map(\.contender).filter(scenario.concerns)
        if scenario.needsRoot, !isRoot, !concerned.isEmpty {
            let names = concerned.map(\.rawValue)
            tell(.benchNotAsked(names, question: question, reason: .benchNeedsRoot))
            return []
        }
        return programs.filter { program in
            guard scenario.concerns(program.contender) else { return false }
            let room = maxClients / scenario.servers
            let most = min(room, program.contender.maxClients ?? room)
            if clients > most {
                tell(.benchTooManyClients(program.contender.rawValue, clients: clients))
            }
            return clients <= most
        }
    }

    /// - Returns: Whether the contender did what it should.
    private mutating func measure(
        _ scenario: Scenario, clients: Int, of contender: Contender, at path: String, round: Int
    ) -> Bool {
        measurements += 1
        let stage = Stage(
            contender: contender, program: path, clients: clients,
            nanoseconds: plan.nanoseconds(of: scenario),
            round: round, placing: placing, directory: "\(directory)/\(measurements)",
            shelf: shelf, ledgerSizes: plan.ledgerSizes,
            terminalSizes: plan.terminalSizes, memoryGroupName: Self.memoryGroupName(in: directory))
        do throws(Fault) {
            for reading in try scenario.measure(on: stage) {
                results.add(reading, scenario, clients: clients, of: contender)
            }
            return true
        } catch {
            hasFaults = true
            tell(
                .benchFault(
                    contender.rawValue,
                    question: .benchQuestion(scenario.rawValue, clients: clients),
                    reason: error.phrase))
            return false
        }
    }
}
