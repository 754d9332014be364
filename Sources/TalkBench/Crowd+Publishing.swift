import Posix

extension Crowd {
    /// What a measurement came to.
    struct Tally {
        let messages: Int
        let nanoseconds: Int64
    }

    /// Messages under way when everybody speaks.
    private static let maxUnderWay = 256
    /// Past its time a measurement gets so long to come to its end.
    private static let graceNanoseconds: Int64 = 60_000_000_000

    /// Lets publishers say a batch each, and the next as soon as everybody has the last, for so long, or until
    /// so much was said; then waits until everybody has everything.
    mutating func saturate(
        _ shape: Shape, nanoseconds: Int64, messages most: Int = .max
    ) throws(Fault) -> Tally {
        let began = MonotonicClock.nanoseconds()
        var now = began
        var messages = 0
        var running = min(shape.publishers, publishers.count)
        for publisher in 0..<running { try publish(shape.batch, by: publisher, at: began) }
        while running > 0 {
            let ready = try awaitReady(milliseconds: Self.stallMilliseconds)
            now = MonotonicClock.nanoseconds()
            guard ready > 0, now - began < nanoseconds + Self.graceNanoseconds else {
                throw .stalled
            }
            for index in 0..<ready { try serveReady(index, at: now) }
            // Only then, so that those who are through at the same time speak at the same time, as
            // clients of their own would.
            while let publisher = transcript.finished.popLast() {
                messages += shape.batch
                if now - began > nanoseconds || messages >= most {
                    running -= 1
                } else {
                    try publish(shape.batch, by: publisher, at: now)
                }
            }
        }
        return Tally(messages: messages, nanoseconds: now - began)
    }

    /// Lets `count` messages be said, by everybody who publishes in turn, until the time is over.
    ///
    /// - Returns: How many were said, and have reached everybody.
    mutating func speak(_ count: Int, nanoseconds: Int64) throws(Fault) -> Int {
        let began = MonotonicClock.nanoseconds()
        // Who may speak, in turn: nobody does before everybody has the last line of theirs.
        var turns = Array(publishers.indices)
        var sent = 0
        var arrived = 0
        while true {
            let now = MonotonicClock.nanoseconds()
            let end = now - began > nanoseconds ? sent : min(count, arrived + Self.maxUnderWay)
            while sent < min(end, turns.count) {
                try publish(1, by: turns[sent], at: now)
                sent += 1
            }
            if arrived == sent { return arrived }
            guard try serve(milliseconds: Self.stallMilliseconds) else { throw .stalled }
            arrived += transcript.finished.count
            turns.append(contentsOf: transcript.finished)
            transcript.finished.removeAll(keepingCapacity: true)
        }
    }

    /// Lets publishers say a line each in turn, one at a time.
    ///
    /// - Returns: How long each line took to each listener, in nanoseconds, rising.
    mutating func pace(lines: Int, intervalNanoseconds: Int64) throws(Fault) -> [Int64] {
        transcript.latencies = []
        transcript.latencies?.reserveCapacity(lines * listeners.count)
        let began = MonotonicClock.nanoseconds()
        var sent = 0
        var arrived = 0
        var heardAt = began
        while arrived < lines {
            let now = MonotonicClock.nanoseconds()
            let due = began + Int64(sent) * intervalNanoseconds
            if sent < lines, now >= due {
                try publish(1, by: sent % publishers.count, at: now)
                sent += 1
                continue
            }
            let wait = sent < lines ? (due - now) / 1_000_000 + 1 : 100
            let ready = try awaitReady(milliseconds: Int32(clamping: wait))
            for index in 0..<ready { try serveReady(index, at: MonotonicClock.nanoseconds()) }
            arrived += transcript.finished.count
            transcript.finished.removeAll(keepingCapacity: true)
            if ready > 0 { heardAt = now }
            guard now - heardAt < Int64(Self.stallMilliseconds) * 1_000_000 else { throw .stalled }
        }
        let latencies = transcript.latencies ?? []
        transcript.latencies = nil
        return latencies.sorted()
    }

    /// Says something that is not counted.
    mutating func say(_ payload: Payload, by publisher: Int) throws(Fault) {
        append(payload, by: publisher)
        try flush(publisher)
    }

    private mutating func publish(_ count: Int, by publisher: Int, at now: Int64) throws(Fault) {
        let first = transcript.send(count, by: publisher, at: now)
        for number in first..<first + count {
            append(Payload(publisher: publisher, number: number), by: publisher)
        }
        try flush(publisher)
    }

    private mutating func append(_ payload: Payload, by publisher: Int) {
        publishers[publisher].output.append(contentsOf: wire.publishHead)
        payload.append(to: &publishers[publisher].output)
        publishers[publisher].output.append(contentsOf: wire.publishTail)
    }

    /// Sends what the socket takes; the rest when it has room again.
    mutating func flush(_ number: Int) throws(Fault) {
        let connection = publishers[number].connection
        let token = publishers[number].token
        let wasBlocked = publishers[number].sentBytes > 0
        do throws(SystemError) {
            while publishers[number].sentBytes < publishers[number].output.count {
                let rest = publishers[number].output[publishers[number].sentBytes...]
                guard let count = try connection.socket.send(rest) else {
                    return try poll.change(
                        connection.socket, token: token, to: [.readable, .writable])
                }
                publishers[number].sentBytes += count
            }
            publishers[number].output.removeAll(keepingCapacity: true)
            publishers[number].sentBytes = 0
            if wasBlocked { try poll.change(connection.socket, token: token, to: .readable) }
        } catch {
            throw .system(error)
        }
    }

    /// Who publishes on the connection with this token.
    func publisher(withToken token: Int) -> Int? {
        let number = wire.publisherHello == nil ? token : token - listeners.count
        return publishers.indices.contains(number) ? number : nil
    }
}
