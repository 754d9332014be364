import Posix

extension Stage {
    /// No program takes so long.
    private static let startMilliseconds: Int64 = 10_000
    private static let line = "oi"
    /// How often each program is run, in turn, after once that does not count: whoever comes first would pay for
    /// what the daemon does for the first time.
    private static let turns = 5

    /// A program that is run for its time alone.
    private struct Run {
        let detail: String
        let command: [String]
        var input = "/dev/null"
    }

    /// What it took, in the median.
    private struct Time {
        let detail: String
        let nanoseconds: Double
    }

    /// How long a program takes from its start to its end: one that only says its version, and one that
    /// delivers one line, for talkroom beside nc(1). The reference is true(1), which does nothing at all.
    func measureStart() throws(Fault) -> [Reading] {
        if contender == .reference {
            guard let program = Contender.installed("true") else { return [] }
            return Self.readings(try measure([Run(detail: "version", command: [program])]))
        }
        guard let client = contender.client else { return [] }
        let server = try openServer()
        guard case .unix(let address) = server.address else { return [] }
        let sending =
            contender == .talkroom
            ? ["send", "-s", address.path, Self.line]
            : ["-s", address.path, "publish", "room", Self.line]
        var runs = [
            Run(detail: "version", command: [client, "--version"]),
            Run(detail: "send", command: [client] + sending),
        ]
        if contender == .talkroom, let netcat = try netcat(to: address.path) {
            runs.append(netcat)
        }
        return Self.readings(try measure(runs))
    }

    private static func readings(_ times: [Time]) -> [Reading] {
        var readings = times.map {
            Reading(detail: $0.detail, measure: .startTime, value: $0.nanoseconds)
        }
        let send = times.first { $0.detail == "send" }
        let netcat = times.first { $0.detail == "nc" }
        if let send, let netcat {
            readings.append(
                Reading(
                    detail: "nc", measure: .sendToNetcat,
                    value: send.nanoseconds / netcat.nanoseconds))
        }
        return readings
    }

    /// The same line in the plain dialect, after the default name, by the smallest program that can; nil where it is
    /// not installed.
    private func netcat(to socket: String) throws(Fault) -> Run? {
        guard let netcat = Contender.installed("nc.openbsd") else { return nil }
        let input = "\(directory)/line"
        try faulting { () throws(SystemError) in
            try Files.write(Array("\n\(Self.line)\n".utf8), to: input)
        }
        return Run(detail: "nc", command: [netcat, "-N", "-U", socket], input: input)
    }

    private func measure(_ runs: [Run]) throws(Fault) -> [Time] {
        var samples = [Samples](repeating: Samples(), count: runs.count)
        for turn in 0...Self.turns {
            for (index, run) in runs.enumerated() {
                let time = try time(of: run.command, input: run.input)
                if turn > 0 { samples[index].add(time) }
            }
        }
        return zip(runs, samples).map {
            Time(detail: $0.detail, nanoseconds: $1.median ?? .infinity)
        }
    }

    /// Nanoseconds from the start of a program to its end.
    func time(of command: [String], input: String = "/dev/null") throws(Fault) -> Double {
        let began = MonotonicClock.nanoseconds()
        do throws(SystemError) {
            var process = try ChildProcess(command, input: input)
            let status = try process.exitStatus(within: Self.startMilliseconds)
            guard status == 0 else { throw SystemError.notFound }
        } catch {
            throw .system(error)
        }
        return Double(MonotonicClock.nanoseconds() - began)
    }
}
