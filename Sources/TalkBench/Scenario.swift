import TalkLanguage

/// A question that is put to the contenders.
enum Scenario: String, CaseIterable, Sendable {
    case saturation, latency, joins, memory, idle, start, slow, ledger, terminal, neighbour

    /// How many clients there are, unless it is said otherwise.
    var usualClients: [Int] {
        switch self {
        case .saturation, .latency: [10, 100, 1000]
        case .joins, .idle: [1000]
        case .memory: [1000, 10_000]
        case .slow, .neighbour: [100]
        case .start, .terminal: [1]
        case .ledger: [1, 100, 1000]
        }
    }

    /// How often it is measured, unless it is said otherwise.
    var usualRounds: Int {
        switch self {
        case .saturation, .joins, .neighbour: 5
        case .latency, .ledger: 9
        case .slow: 3
        case .start: 20
        case .memory, .idle, .terminal: 1
        }
    }

    /// Seconds of one measurement, unless it is said otherwise.
    var usualSeconds: Int64 { self == .neighbour ? 5 : 1 }

    /// Whether only root can put the question.
    var needsRoot: Bool { self == .neighbour }

    /// How many servers have that many clients at the same time.
    var servers: Int { self == .ledger ? Keeping.allCases.count : 1 }

    /// Its measures, in pairs: two have room in a line.
    var measures: [[Measure]] {
        switch self {
        case .saturation: [[.deliveries, .deliveryCPU]]
        case .latency: [[.latencyMedian, .latencyTail]]
        case .joins: [[.joinTime, .joinCPU]]
        case .memory: [[.clientMemory]]
        case .idle: [[.wakeUps, .idleCPU]]
        case .start: [[.startTime, .sendToNetcat]]
        case .slow: [[.keptDeliveries, .keptTail], [.slowEnded, .slowTold], [.peakMemory]]
        case .ledger:
            [
                [.daemonStart, .manyToFew], [.logTime, .logToTail],
                [.deliveries, .deliveriesToOff],
            ]
        case .terminal:
            [[.keyWrites, .mostKeyWrites], [.messageCPU], [.ownMemory, .memoryManyToFew]]
        case .neighbour:
            [
                [.latencyMedian, .latencyTail], [.tailToControl],
                [.peakMemory, .peakGroupMemory, .peakToCeiling],
                [.attackLines, .attackConnections],
            ]
        }
    }

    /// Whether the question makes sense for a contender.
    func concerns(_ contender: Contender) -> Bool {
        switch self {
        case .saturation, .latency, .memory, .idle: true
        case .joins: contender.announces
        case .slow: contender.endsSlowReaders
        case .ledger, .terminal, .neighbour: contender == .talkroom
        case .start: contender == .talkroom || contender == .redis || contender == .reference
        }
    }

    /// Why it is not put to a contender that it does not concern.
    var reasonNotToAsk: Phrase? {
        switch self {
        case .joins: .benchAnnouncesNothing
        case .slow: .benchSlowUnknown
        case .start: .benchNoClient
        case .ledger: .benchNoLedger
        case .terminal: .benchNoTerminal
        case .neighbour: .benchNoPace
        case .saturation, .latency, .memory, .idle: nil
        }
    }

    /// Puts the question once.
    func measure(on stage: Stage) throws(Fault) -> [Reading] {
        switch self {
        case .saturation: try stage.measureSaturation()
        case .latency: try stage.measureLatency()
        case .joins: try stage.measureJoins()
        case .memory: try stage.measureMemory()
        case .idle: try stage.measureIdleness()
        case .start: try stage.measureStart()
        case .slow: try stage.measureSlowReaders()
        case .ledger: try stage.measureLedger()
        case .terminal: try stage.measureTerminal()
        case .neighbour: try stage.measureNeighbour()
        }
    }
}

/// One figure of one round.
struct Reading: Hashable {
    /// Which of several questions of a scenario it answers; empty when there is one.
    var detail = ""
    let measure: Measure
    let value: Double
}
