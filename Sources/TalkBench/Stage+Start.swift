import Posix

extension Stage {
    /// No program takes so long.
    private static let startMilliseconds: Int64 = 10_000
    private static let line = "oi"

    /// How long a program takes from its start to its end: one that only says its version, and one that
    /// delivers one line, for talkroom beside nc(1). The reference is true(1), which does nothing at all.
    func measureStart() throws(Fault) -> [Reading] {
        if contender == .reference {
            guard let program = Contender.installed("true") else { return [] }
            return [try start([program], detail: "version")]
        }
        guard let client = contender.client else { return [] }
        let server = try openServer()
        guard case .unix(let address) = server.address else { return [] }
        let sending =
            contender == .talkroom
            ? ["send", "-s", address.path, Self.line]
            : ["-s", address.path, "publish", "room", Self.line]
        let send = try start([client] + sending, detail: "send")
        var readings = [try start([client, "--version"], detail: "version"), send]
        if contender == .talkroom, let netcat = try timeNetcat(to: address.path) {
            readings.append(Reading(detail: "nc", measure: .startTime, value: netcat))
            readings.append(
                Reading(detail: "nc", measure: .sendToNetcat, value: send.value / netcat))
        }
        return readings
    }

    /// The same line in the plain dialect, by the smallest program that can; nil where it is not installed.
    private func timeNetcat(to socket: String) throws(Fault) -> Double? {
        guard let netcat = Contender.installed("nc.openbsd") else { return nil }
        let input = "\(directory)/line"
        try faulting { () throws(SystemError) in
            try Files.write(Array((Self.line + "\n").utf8), to: input)
        }
        return try time(of: [netcat, "-N", "-U", socket], input: input)
    }

    private func start(_ command: [String], detail: String) throws(Fault) -> Reading {
        Reading(detail: detail, measure: .startTime, value: try time(of: command))
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
