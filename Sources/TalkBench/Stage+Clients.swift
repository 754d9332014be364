import Posix

extension Stage {
    /// How long everybody's speaking may take; who has not spoken by then goes without.
    private static let speakingNanoseconds: Int64 = 30_000_000_000

    /// From the first connecting until everybody has been told of everybody who came later.
    func measureJoins() throws(Fault) -> [Reading] {
        let server = try openServer()
        var crowd = try makeCrowd(at: server)
        let began = MonotonicClock.nanoseconds()
        let before = try server.cpu()
        try crowd.join()
        try crowd.awaitAnnouncements()
        let time = MonotonicClock.nanoseconds() - began
        let cpu = try server.cpu() - before
        return [
            Reading(measure: .joinTime, value: Double(time)),
            Reading(measure: .joinCPU, value: Double(cpu)),
        ]
    }

    /// What a client costs in memory once everybody is there and everybody has spoken.
    ///
    /// Where listeners cannot publish, a few others say as many lines.
    func measureMemory() throws(Fault) -> [Reading] {
        let server = try openServer()
        let before = try server.memory()
        let publishers = contender.wire.publisherHello == nil ? clients : Shape.maxPublishers
        var crowd = try gather(at: server, publishers: publishers)
        _ = try crowd.speak(clients, nanoseconds: Self.speakingNanoseconds)
        let bytes = try server.memory() - before
        return [Reading(measure: .clientMemory, value: Double(bytes) / Double(clients))]
    }

    /// How often the server wakes, and what that costs, while nobody says anything.
    func measureIdleness() throws(Fault) -> [Reading] {
        let server = try openServer()
        var crowd = try gather(at: server)
        let milliseconds = max(1000, nanoseconds / 1_000_000 * 5)
        // What follows on the joining is not idleness.
        try crowd.settle()
        let began = MonotonicClock.nanoseconds()
        let switches = try self.switches(of: server)
        let before = try server.cpu()
        while MonotonicClock.nanoseconds() - began < milliseconds * 1_000_000 {
            try crowd.serve(milliseconds: 100)
        }
        let seconds = Double(MonotonicClock.nanoseconds() - began) / 1e9
        let woken = try self.switches(of: server) - switches
        return [
            Reading(measure: .wakeUps, value: Double(woken) / seconds),
            Reading(measure: .idleCPU, value: Double(try server.cpu() - before) / seconds),
        ]
    }

    private func switches(of server: borrowing RunningServer) throws(Fault) -> Int {
        do throws(SystemError) {
            return try server.figures.voluntarySwitches()
        } catch {
            throw .system(error)
        }
    }
}
