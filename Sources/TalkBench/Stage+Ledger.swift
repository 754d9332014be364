import Posix

/// What it costs that what was said is kept on the disk.
extension Stage {
    /// How often each is measured in a round.
    private static let repeats = 5
    private static let shownLines = 20
    /// Said in one go to make a ledger.
    private static let fillingShape = Shape(publishers: 1, batch: 250)
    private static let fillingNanoseconds: Int64 = 600_000_000_000

    /// With one client, how starting and reading back grow with the ledger; with more, what speaking costs.
    func measureLedger() throws(Fault) -> [Reading] {
        clients == 1 ? try measureStarts() + measureLog() : try measureKeeping()
    }

    /// From exec to greeting, with much in the ledger and with little.
    private func measureStarts() throws(Fault) -> [Reading] {
        let sizes = [ledgerSizes.few, ledgerSizes.many]
        var ledgers: [String] = []
        for size in sizes { ledgers.append(try ledger(of: size)) }
        let times = try medians(of: ledgers) { ledger throws(Fault) in
            try stage(.disk, ledger: ledger).timeStart()
        }
        var readings = zip(sizes, times).map { size, time in
            Reading(detail: "start-\(size)", measure: .daemonStart, value: time)
        }
        readings.append(
            Reading(
                detail: "start-\(ledgerSizes.many)", measure: .manyToFew,
                value: times[1] / times[0]))
        return readings
    }

    /// The last few lines of what was said: as the daemon tells them, and as the file has them.
    private func measureLog() throws(Fault) -> [Reading] {
        guard let client = contender.client, let tail = Contender.installed("tail") else {
            return []
        }
        let ledger = try ledger(of: ledgerSizes.many)
        let server = try stage(.disk, ledger: ledger).openServer()
        guard case .unix(let address) = server.address else { return [] }
        let names = try faulting { () throws(SystemError) in try Files.names(in: ledger) }
        guard let last = names.filter({ $0.hasSuffix(".jsonl") }).max() else { return [] }
        let lines = "\(Self.shownLines)"
        let commands = [
            [tail, "-n", lines, "\(ledger)/\(last)"],
            [client, "log", "-c", lines, "-s", address.path],
        ]
        let times = try medians(of: commands) { command throws(Fault) in
            try time(of: command)
        }
        return [
            Reading(detail: "tail", measure: .logTime, value: times[0]),
            Reading(detail: "log", measure: .logTime, value: times[1]),
            Reading(detail: "log", measure: .logToTail, value: times[1] / times[0]),
        ]
    }

    /// Deliveries a second, whatever becomes of what is said: by servers that are all there at once, each a
    /// fraction of a second in turn, because the machine's own speed changes within seconds.
    private func measureKeeping() throws(Fault) -> [Reading] {
        var rooms: [FullRoom] = []
        for keeping in Keeping.allCases {
            var stage = stage(keeping)
            stage.directory += "-\(keeping)"
            stage.nanoseconds /= Int64(Self.repeats)
            rooms.append(try FullRoom(on: stage))
        }
        let rates = try medians(of: rooms) { room throws(Fault) in
            try room.deliveriesPerSecond(Shape.all[0])
        }
        var readings: [Reading] = []
        for (keeping, rate) in zip(Keeping.allCases, rates) {
            let detail = keeping.rawValue
            readings.append(Reading(detail: detail, measure: .deliveries, value: rate))
            guard keeping != .off else { continue }
            readings.append(
                Reading(detail: detail, measure: .deliveriesToOff, value: rate / rates[0]))
        }
        return readings
    }

    /// A figure of each of several things, the median of some; taken in turns, every other time from the last on.
    private func medians<Subject>(
        of subjects: [Subject], measure: (Subject) throws(Fault) -> Double
    ) throws(Fault) -> [Double] {
        var samples = [Samples](repeating: Samples(), count: subjects.count)
        for turn in 0..<Self.repeats {
            let isForward = (round + turn).isMultiple(of: 2)
            for step in subjects.indices {
                let index = isForward ? step : subjects.count - 1 - step
                samples[index].add(try measure(subjects[index]))
            }
        }
        return samples.compactMap(\.median)
    }

    private func stage(_ keeping: Keeping, ledger: String? = nil) -> Stage {
        var stage = self
        stage.keeping = keeping
        stage.ledger = ledger
        return stage
    }

    /// Nanoseconds until somebody who connects at once is greeted.
    private func timeStart() throws(Fault) -> Double {
        var greetedAt: Int64 = 0
        let server = try RunningServer(on: self, isTimed: true) { socket throws(Fault) in
            try Self.awaitLine(on: socket)
            greetedAt = MonotonicClock.nanoseconds()
        }
        guard let began = server.execNanoseconds() else { throw .malformed }
        return Double(greetedAt - began)
    }

    private static func awaitLine(on socket: borrowing Socket) throws(Fault) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let patience = Patience(clients: 1)
        while true {
            try patience.check()
            let count = try faulting { () throws(SystemError) in
                _ = try socket.wait(for: .readable, milliseconds: 100)
                return try socket.receive(into: &buffer)
            }
            guard let count else { continue }
            guard count > 0 else { throw .closed }
            if buffer[..<count].contains(UInt8(ascii: "\n")) { return }
        }
    }

    /// A ledger that talkroomd itself wrote, all of it on the disk.
    private func ledger(of messages: Int) throws(Fault) -> String {
        try shelf.ledger(of: messages) { path throws(Fault) in
            let stage = stage(.disk, ledger: path)
            let server = try stage.openServer()
            var crowd = try stage.gather(at: server)
            _ = try crowd.saturate(
                Self.fillingShape, nanoseconds: Self.fillingNanoseconds, messages: messages)
            // Else the system would write it while something is measured.
            try faulting { () throws(SystemError) in
                let directory = try Directory(opening: path)
                for name in try directory.names() { try directory.open(name).syncData() }
            }
        }
    }
}
