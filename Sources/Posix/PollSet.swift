import Glibc

/// What to wait for, or what holds. See poll(2).
package struct PollConditions: OptionSet, Hashable, Sendable {
    package let rawValue: Int16

    package init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// There is something to read, or its end.
    package static let readable = PollConditions(rawValue: Int16(POLLIN))
    /// There is room to write.
    package static let writable = PollConditions(rawValue: Int16(POLLOUT))
    /// The peer has closed its writing half, or reading was shut down here.
    package static let readingEnded = PollConditions(rawValue: Int16(POLLRDHUP))
    /// Both halves are closed; always reported.
    package static let hungUp = PollConditions(rawValue: Int16(POLLHUP))
    /// Something is wrong with it, or nobody reads a pipe any more; always reported.
    package static let failed = PollConditions(rawValue: Int16(POLLERR))
}

/// Descriptors to wait for together.
package struct PollSet {
    private var entries: [pollfd] = []

    package init() {}

    /// Adds one to wait for until any of `conditions` holds.
    package mutating func add(_ socket: borrowing Socket, for conditions: PollConditions) {
        add(socket.descriptor, for: conditions)
    }

    mutating func add(_ descriptor: borrowing FileDescriptor, for conditions: PollConditions) {
        entries.append(pollfd(fd: descriptor.raw, events: conditions.rawValue, revents: 0))
    }

    /// Waits until something holds, or the time is over.
    ///
    /// - Parameter milliseconds: nil waits for ever.
    /// - Returns: What holds for each, in the order of adding; all empty when the time was over.
    package mutating func wait(milliseconds: Int64?) throws(SystemError) -> [PollConditions] {
        let count = entries.count
        try unsafe Self.wait(for: &entries, count: count, milliseconds: milliseconds)
        return entries.map { PollConditions(rawValue: $0.revents) }
    }

    /// The same, with a limit in nanoseconds, for who has to be on time; a signal ends it, too. See ppoll(2).
    package mutating func wait(nanoseconds: Int64) throws(SystemError) -> [PollConditions] {
        var limit = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        let count = entries.count
        if unsafe ppoll(&entries, nfds_t(count), &limit, nil) == -1 {
            guard errno == EINTR else { throw .current }
        }
        return entries.map { PollConditions(rawValue: $0.revents) }
    }

    /// Waits until one of so many entries holds, or the time is over.
    static func wait(
        for entries: UnsafeMutablePointer<pollfd>, count: Int, milliseconds: Int64?
    ) throws(SystemError) {
        let deadline = milliseconds.map { MonotonicClock.milliseconds() + $0 }
        var left = milliseconds ?? -1
        while unsafe poll(entries, nfds_t(count), Int32(clamping: left)) == -1 {
            guard errno == EINTR else { throw .current }
            if let deadline { left = max(0, deadline - MonotonicClock.milliseconds()) }
        }
    }
}
