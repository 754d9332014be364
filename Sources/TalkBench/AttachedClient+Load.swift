import Posix

extension AttachedClient {
    /// Messages under way when they come as fast as they are taken.
    private static let maxUnderWay = 64

    /// Presses one key, and waits until it has been answered, and the answer was read.
    ///
    /// - Returns: How many times something was written for it.
    mutating func press(_ key: String) throws(Fault) -> Int {
        let bytes = Array(key.utf8)
        let (reads, writes) = (try readCalls(), try writeCalls())
        let count = try faulting { () throws(SystemError) in try terminal.type(bytes) }
        guard count == bytes.count else { throw .stalled }
        let patience = Patience(milliseconds: Self.stallMilliseconds)
        var hasSeen = false
        while true {
            try patience.check()
            // Once it has read the key and sleeps again, there is nothing more to come.
            let hasRead = try readCalls() > reads
            let isAsleep = try faulting { () throws(SystemError) in try figures.isAsleep() }
            let seesMore = try look()
            hasSeen = hasSeen || seesMore
            if hasRead, isAsleep, !seesMore {
                let written = try writeCalls() - writes
                if written == 0 || hasSeen { return written }
            }
            try wait(nanoseconds: Self.lookNanoseconds, isSending: false)
        }
    }

    /// Tells so many messages, and waits until all of them were shown.
    ///
    /// - Parameter rate: So many a second; nil for as fast as they are taken.
    mutating func show(_ count: Int, perSecond rate: Int? = nil) throws(Fault) {
        let rowsBefore = output.rows
        let plan = Telling(first: told, end: told + count, rate: rate)
        var due: [UInt8] = []
        var sent = 0
        var patience = Patience(milliseconds: Self.stallMilliseconds)
        while true {
            try patience.check()
            if sent == due.count {
                due.removeAll(keepingCapacity: true)
                sent = 0
                for _ in told..<plan.end(after: told) {
                    told += 1
                    chatter.append(told, to: &due)
                }
            }
            let taken = try send(due[sent...])
            sent += taken
            let hasSeen = try look()
            if taken > 0 || hasSeen { patience = Patience(milliseconds: Self.stallMilliseconds) }
            let isTold = told == plan.end && sent == due.count
            if isTold, try hasShownAll() { break }
            let isReady = told < plan.end && sent == due.count
            let pause = isReady ? plan.nanosecondsUntil(told) : Self.lookNanoseconds
            if pause > 0 { try wait(nanoseconds: pause, isSending: sent < due.count) }
        }
        // A message takes a row at the least.
        guard output.rows - rowsBefore >= count else { throw .unshown }
    }

    /// When to tell what.
    private struct Telling {
        let first: Int
        let end: Int
        let rate: Int?
        private let beganAt = MonotonicClock.nanoseconds()

        init(first: Int, end: Int, rate: Int?) {
            self.first = first
            self.end = end
            self.rate = rate
        }

        /// Up to which one to tell now, when so many have been told.
        func end(after told: Int) -> Int {
            guard let rate else { return min(end, told + maxUnderWay) }
            let passed = MonotonicClock.nanoseconds() - beganAt
            return min(end, first + 1 + Int(passed * Int64(rate) / 1_000_000_000))
        }

        /// How long to wait with the one after so many; 0 when it may be told now.
        func nanosecondsUntil(_ told: Int) -> Int64 {
            guard let rate else { return 0 }
            let time = beganAt + Int64(told - first) * 1_000_000_000 / Int64(rate)
            return max(0, time - MonotonicClock.nanoseconds())
        }
    }

    /// - Returns: How many bytes were taken.
    private func send(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Int {
        guard !bytes.isEmpty else { return 0 }
        return try faulting { () throws(SystemError) in try socket.send(bytes) ?? 0 }
    }

    private func wait(nanoseconds: Int64, isSending: Bool) throws(Fault) {
        try faulting { () throws(SystemError) in
            var set = PollSet()
            terminal.join(&set)
            if isSending { set.add(socket, for: .writable) }
            _ = try set.wait(nanoseconds: nanoseconds)
        }
    }

    private func readCalls() throws(Fault) -> Int {
        try faulting { () throws(SystemError) in try figures.readCalls() }
    }

    private func writeCalls() throws(Fault) -> Int {
        try faulting { () throws(SystemError) in try figures.writeCalls() }
    }
}
