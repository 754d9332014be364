import CLinux
import Glibc

/// Very many sockets to wait for together, level-triggered. See epoll(7).
///
/// What is ready is read from a buffer that is used again: a wait allocates nothing.
@safe package struct EventPoll: ~Copyable {
    private var events: [epoll_event]
    private let descriptor: FileDescriptor

    /// - Parameter maxEvents: How many sockets one ``wait(milliseconds:)`` tells of at the most.
    package init(maxEvents: Int = 256) throws(SystemError) {
        unsafe events = [epoll_event](repeating: epoll_event(), count: maxEvents)
        descriptor = FileDescriptor(
            owning: try check { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    }

    /// Waits for a socket from now on; it is let go of when the socket is closed.
    ///
    /// - Parameter token: What ``token(at:)`` calls it by.
    package borrowing func add(
        _ socket: borrowing Socket, token: Int, for conditions: PollConditions = .readable
    ) throws(SystemError) {
        try control(EPOLL_CTL_ADD, socket.descriptor, token, conditions)
    }

    /// Waits for other conditions of a socket that was added.
    package borrowing func change(
        _ socket: borrowing Socket, token: Int, to conditions: PollConditions
    ) throws(SystemError) {
        try control(EPOLL_CTL_MOD, socket.descriptor, token, conditions)
    }

    /// Waits for somebody to connect, too.
    package borrowing func add(
        _ listener: borrowing ListeningSocket, token: Int
    ) throws(SystemError) {
        try control(EPOLL_CTL_ADD, listener.descriptor, token, .readable)
    }

    private borrowing func control(
        _ operation: Int32, _ target: borrowing FileDescriptor, _ token: Int,
        _ conditions: PollConditions
    ) throws(SystemError) {
        // The bits of poll(2) and of epoll(7) are the same ones.
        let bits = UInt32(UInt16(bitPattern: conditions.rawValue))
        let raw = target.raw
        var event = unsafe epoll_event(
            events: bits, data: epoll_data_t(u64: UInt64(truncatingIfNeeded: token)))
        try check { unsafe epoll_ctl(descriptor.raw, operation, raw, &event) }
    }

    /// Waits until something is ready, or the time is over.
    ///
    /// - Parameter milliseconds: nil waits for ever.
    /// - Returns: How many sockets are ready; 0 when the time was over, or a signal came.
    package mutating func wait(milliseconds: Int32?) throws(SystemError) -> Int {
        let most = Int32(unsafe events.count)
        let count = unsafe events.withUnsafeMutableBufferPointer { room in
            unsafe epoll_wait(descriptor.raw, room.baseAddress, most, milliseconds ?? -1)
        }
        if count >= 0 { return Int(count) }
        guard errno == EINTR else { throw .current }
        return 0
    }

    /// Which socket the last wait found ready, by the token it was added with.
    package borrowing func token(at index: Int) -> Int {
        unsafe Int(truncatingIfNeeded: events[index].data.u64)
    }

    /// What holds for it.
    package borrowing func conditions(at index: Int) -> PollConditions {
        PollConditions(rawValue: Int16(truncatingIfNeeded: unsafe events[index].events))
    }
}
