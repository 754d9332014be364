import Posix

extension Stage {
    /// No program takes so long.
    private static let startMilliseconds: Int64 = 10_000

    /// How long a program takes from its start to its end: one that only says its version, and one that
    /// delivers one line. The reference is true(1), which does nothing at all.
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
            ? ["send", "-s", address.path, "oi"]
            : ["-s", address.path, "publish", "room", "oi"]
        return [
            try start([client, "--version"], detail: "version"),
            try start([client] + sending, detail: "send"),
        ]
    }

    private func start(_ command: [String], detail: String) throws(Fault) -> Reading {
        Reading(detail: detail, measure: .startTime, value: try time(of: command))
    }

    /// Nanoseconds from the start of a program to its end.
    func time(of command: [String]) throws(Fault) -> Double {
        let began = MonotonicClock.nanoseconds()
        do throws(SystemError) {
            var process = try ChildProcess(command)
            let status = try process.exitStatus(within: Self.startMilliseconds)
            guard status == 0 else { throw SystemError.notFound }
        } catch {
            throw .system(error)
        }
        return Double(MonotonicClock.nanoseconds() - began)
    }
}
