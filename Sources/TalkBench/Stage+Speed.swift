import Posix

extension Stage {
    /// Lines a second when a person or a few speak without pause (what a paced run asks for).
    private static let pacedLinesPerSecond: Int64 = 200
    /// A part of the time goes before, so that buffers and caches have their size.
    private static let warmUpShare: Int64 = 10

    /// As many deliveries as the server manages, in each shape.
    func measureSaturation() throws(Fault) -> [Reading] {
        let server = try openServer()
        var crowd = try gather(at: server)
        var readings: [Reading] = []
        for shape in Shape.all {
            let (rate, cpu) = try saturate(&crowd, shape, at: server)
            readings.append(Reading(detail: shape.name, measure: .deliveries, value: rate))
            readings.append(Reading(detail: shape.name, measure: .deliveryCPU, value: cpu))
        }
        return readings
    }

    /// - Returns: Deliveries a second, and the server's nanoseconds for one.
    func saturate(
        _ crowd: inout Crowd, _ shape: Shape, at server: borrowing RunningServer
    ) throws(Fault) -> (rate: Double, cpu: Double) {
        _ = try crowd.saturate(shape, nanoseconds: nanoseconds / Self.warmUpShare)
        let before = try server.cpu()
        let tally = try crowd.saturate(shape, nanoseconds: nanoseconds)
        let cpu = try server.cpu() - before
        let deliveries = Double(tally.messages * crowd.listeners.count)
        return (deliveries / Double(tally.nanoseconds) * 1e9, Double(cpu) / deliveries)
    }

    /// How long a line takes to everybody when there is time between the lines.
    func measureLatency() throws(Fault) -> [Reading] {
        let server = try openServer()
        var crowd = try gather(at: server)
        let latencies = try pace(&crowd)
        return Self.readings(of: latencies)
    }

    /// - Returns: Nanoseconds of each delivery, rising.
    func pace(_ crowd: inout Crowd) throws(Fault) -> [Int64] {
        try warmUp(&crowd)
        return try pace(&crowd, nanoseconds: nanoseconds)
    }

    /// Lets the clients speak for a moment, so that what follows is not the first.
    func warmUp(_ crowd: inout Crowd) throws(Fault) {
        _ = try pace(&crowd, nanoseconds: nanoseconds / Self.warmUpShare)
    }

    /// The same as ``pace(_:)``, for so long, and with nothing before it.
    func pace(_ crowd: inout Crowd, nanoseconds: Int64) throws(Fault) -> [Int64] {
        let interval = 1_000_000_000 / Self.pacedLinesPerSecond
        return try crowd.pace(
            lines: max(1, Int(nanoseconds / interval)), intervalNanoseconds: interval)
    }

    /// The median, and what one in a hundred exceeds.
    static func readings(of latencies: [Int64], detail: String = "") -> [Reading] {
        [(Measure.latencyMedian, 50), (.latencyTail, 99)].compactMap { measure, percent in
            percentile(percent, ofSorted: latencies).map {
                Reading(detail: detail, measure: measure, value: Double($0))
            }
        }
    }
}
