import Posix

extension Stage {
    /// Of so many clients one never reads, and one reads a byte a second.
    private static let clientsPerSlowOne = 20
    /// Messages that fill the sockets of those who do not read.
    private static let fillingLines = 512
    /// How long to wait until the slow are ended.
    private static let endingNanoseconds: Int64 = 10_000_000_000

    /// What the others lose when some do not read, and what becomes of those.
    func measureSlowReaders() throws(Fault) -> [Reading] {
        let slow = min(max(1, clients / Self.clientsPerSlowOne) * 2, clients - 1)
        let alone = try measureOthers(besides: 0, readers: clients - slow)
        let beside = try measureOthers(besides: slow, readers: clients - slow)
        return [
            Reading(measure: .keptDeliveries, value: beside.rate / alone.rate),
            Reading(measure: .keptTail, value: beside.tail / alone.tail),
            Reading(measure: .slowEnded, value: Double(beside.ended)),
            Reading(measure: .slowTold, value: Double(beside.told)),
            Reading(measure: .peakMemory, value: Double(beside.peakBytes)),
        ]
    }

    /// What the others got.
    private struct Outcome {
        let rate: Double
        let tail: Double
        let ended: Int
        let told: Int
        let peakBytes: Int
    }

    private func measureOthers(besides slow: Int, readers: Int) throws(Fault) -> Outcome {
        let server = try openServer()
        let laggards = try Laggards(slow, at: server.address) {
            contender.wire.hello(readers + $0)
        }
        defer { laggards.stop() }
        var others = self
        others.clients = readers
        var crowd = try others.makeCrowd(at: server)
        try crowd.join()
        try crowd.start()
        _ = try crowd.speak(Self.fillingLines, nanoseconds: Self.endingNanoseconds)
        let latencies = try others.pace(&crowd)
        let (rate, _) = try others.saturate(&crowd, Shape.all[0], at: server)
        let deadline = MonotonicClock.nanoseconds() + Self.endingNanoseconds
        while try laggards.countEnded() < slow, MonotonicClock.nanoseconds() < deadline {
            _ = try crowd.saturate(Shape.all[1], nanoseconds: nanoseconds / 10)
        }
        try crowd.settle()
        return Outcome(
            rate: rate, tail: Double(percentile(99, ofSorted: latencies) ?? 0),
            ended: try laggards.countEnded(), told: crowd.transcript.dismissals,
            peakBytes: try peakMemory(of: server))
    }

    /// Bytes of memory that it occupied at the most.
    func peakMemory(of server: borrowing RunningServer) throws(Fault) -> Int {
        do throws(SystemError) {
            return try server.figures.peakResidentBytes()
        } catch {
            throw .system(error)
        }
    }
}
