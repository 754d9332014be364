import Posix

/// What ordinary accounts notice of one that does what it can to disturb them.
extension Stage {
    /// Whom the attack goes to.
    private enum Target {
        /// The daemon that the others are at.
        case own
        /// Another one on the same machine, which is then as busy: what the others notice of that is not the
        /// daemon's doing.
        case other
    }

    /// What the others got, and what was done meanwhile.
    private struct Outcome {
        let latencies: [Int64]
        var linesPerSecond: Double?
        var connectionsPerSecond: Double?
        let peakBytes: Int
        let peakGroupBytes: Int?
        /// What the daemon says that it holds at the most, with the kernel's for it.
        let ceilingBytes: Int?

        var peakToCeiling: Double? {
            guard let peakGroupBytes, let ceilingBytes else { return nil }
            return Double(peakGroupBytes) / Double(ceilingBytes)
        }

        var tail: Double { Double(percentile(99, ofSorted: latencies) ?? 0) }
    }

    /// What an attack takes to begin, and goes on after what is measured.
    private static let attackMilliseconds: Int64 = 300
    private static let lookMilliseconds: Int32 = 10

    /// Alone, then beside each attack, each time with the same attack on another daemon.
    func measureNeighbour() throws(Fault) -> [Reading] {
        guard let neighbourhood = try Neighbourhood() else { return [] }
        var readings = Self.readings(try observe(nil, at: .own, neighbourhood), detail: "alone")
        for attack in Attack.allCases {
            let targets: [Target] = round.isMultiple(of: 2) ? [.own, .other] : [.other, .own]
            var outcomes: [Target: Outcome] = [:]
            for target in targets {
                outcomes[target] = try observe(attack, at: target, neighbourhood)
            }
            guard let own = outcomes[.own], let other = outcomes[.other] else { continue }
            let detail = attack.rawValue
            readings += Self.readings(own, detail: detail)
            readings.append(
                Reading(detail: detail, measure: .tailToControl, value: own.tail / other.tail))
            readings += Self.readings(other, detail: "\(detail)-control")
        }
        return readings
    }

    private static func readings(_ outcome: Outcome, detail: String) -> [Reading] {
        var readings = readings(of: outcome.latencies, detail: detail)
        readings.append(
            Reading(detail: detail, measure: .peakMemory, value: Double(outcome.peakBytes)))
        for (measure, value) in [
            (Measure.peakGroupMemory, outcome.peakGroupBytes.map(Double.init)),
            (.peakToCeiling, outcome.peakToCeiling),
            (.attackLines, outcome.linesPerSecond),
            (.attackConnections, outcome.connectionsPerSecond),
        ] {
            if let value {
                readings.append(Reading(detail: detail, measure: measure, value: value))
            }
        }
        return readings
    }

    /// With daemons and clients of its own.
    private func observe(
        _ attack: Attack?, at target: Target, _ neighbourhood: Neighbourhood
    ) throws(Fault) -> Outcome {
        var stage = self
        stage.directory += "-\(attack?.rawValue ?? "alone")-\(target)"
        stage.isAsInstalled = true
        stage.accounts = neighbourhood.ordinary
        stage.memoryGroup = MemoryGroup.make(memoryGroupName)
        defer { stage.memoryGroup?.remove() }
        return try stage.observe(attack, at: target, by: neighbourhood.noisy)
    }

    private func observe(
        _ attack: Attack?, at target: Target, by noisy: ServiceAccount
    ) throws(Fault) -> Outcome {
        let server = try openServer()
        // It is there without an attack on it, too, so that nothing but the attack differs.
        var next = self
        next.directory += "-next"
        next.memoryGroup = nil
        let other = try next.openServer()
        var crowd = try gather(at: server, publishers: clients)
        try warmUp(&crowd)
        let ceiling = server.memoryCeiling()
        let address = target == .own ? server.address : other.address
        guard let attack, case .unix(let place) = address else {
            let latencies = try pace(&crowd, nanoseconds: nanoseconds)
            return try outcome(latencies, at: server, ceiling)
        }
        let milliseconds = nanoseconds / 1_000_000 + Self.attackMilliseconds
        let attacker = Attacker(attack, at: place, as: noisy, milliseconds: milliseconds)
        var neighbour = try Neighbour(attacker, file: "\(directory)/attack", on: self)
        let latencies = try pace(&crowd, nanoseconds: nanoseconds)
        let tally = try endOf(&neighbour, beside: &crowd)
        var outcome = try outcome(latencies, at: server, ceiling)
        outcome.linesPerSecond = Double(tally.lines * 1000) / Double(milliseconds)
        outcome.connectionsPerSecond = Double(tally.connections * 1000) / Double(milliseconds)
        return outcome
    }

    private func outcome(
        _ latencies: [Int64], at server: borrowing RunningServer, _ ceiling: Int?
    ) throws(Fault) -> Outcome {
        let group = memoryGroup
        return Outcome(
            latencies: latencies, peakBytes: try peakMemory(of: server),
            peakGroupBytes: try faulting { () throws(SystemError) in try group?.peakBytes() },
            ceilingBytes: ceiling)
    }

    /// Waits until an attack has ended; what the clients get meanwhile is checked, too.
    private func endOf(
        _ neighbour: inout Neighbour, beside crowd: inout Crowd
    ) throws(Fault) -> AttackTally.Sum {
        let patience = Patience(clients: clients)
        while true {
            if let tally = try neighbour.tally() { return tally }
            try patience.check()
            try crowd.serve(milliseconds: Self.lookMilliseconds)
        }
    }
}
