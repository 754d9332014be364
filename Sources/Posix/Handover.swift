import CLinux
import Glibc

/// Takes a terminal that somebody hands over (`SCM_RIGHTS`), in a process of its own, which passes on what is one.
///
/// What somebody else opened may be a file of theirs whose server never answers (FUSE): then even fstat(2) and close(2)
/// wait for ever, and the process that has it cannot end. See unix(7) and Handover.h.
package final class Handover: Sendable {
    private static let lookAgainMilliseconds: Int64 = 500

    private let answer: Socket
    private let child: pid_t
    private let uid: UInt32
    private let places: TerminalPlaces

    /// Begins to wait for one byte, LF, and the terminal and a descriptor of the process with which its owner's stay
    /// there ends: see pidfd_open(2).
    ///
    /// - Parameters:
    ///   - socket: Where they come from.
    ///   - uid: Whose the terminal must be.
    ///   - places: Where terminals stand; another file system's are none of this host's people.
    ///   - milliseconds: How long to wait.
    /// - Throws: ``SystemError`` as in socketpair(2) and fork(2).
    package init(
        from socket: borrowing Socket, by uid: UInt32, in places: TerminalPlaces,
        milliseconds: Int64
    ) throws(SystemError) {
        self.uid = uid
        self.places = places
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        try check { unsafe socketpair(AF_UNIX, type, 0, &ends) }
        answer = Socket(FileDescriptor(owning: ends[0]))
        let childsEnd = FileDescriptor(owning: ends[1])
        let wanted = clinux_wanted(
            uid: uid, file_system: places.fileSystem, milliseconds: Int32(clamping: milliseconds))
        let raw = socket.descriptor.raw
        child = try check { clinux_start_vetting(raw, childsEnd.raw, wanted) }
    }

    /// Waits for what came.
    ///
    /// - Parameter isOver: Whether nobody waits for it any more.
    /// - Returns: The terminal; nil when something else came, or nothing in time.
    package func terminal(isOver: () -> Bool) throws(SystemError) -> HandedTerminal? {
        while try answer.wait(for: .readable, milliseconds: Self.lookAgainMilliseconds).isEmpty {
            if isOver() {
                kill(child, SIGKILL)
                return nil
            }
        }
        guard case .byte(_, let received) = try answer.receiveDescriptors(max: 2) else {
            return nil
        }
        return try HandedTerminal(consume received, by: uid, in: places)
    }

    /// Waits for its process to have ended, which one that holds what cannot be closed does not.
    package func hasEnded(milliseconds: Int64) -> Bool {
        do throws(SystemError) {
            let ready = try answer.wait(for: .readable, milliseconds: milliseconds)
            guard !ready.isEmpty else { return false }
        } catch {
            return false
        }
        // The socket is the last that it closes.
        while waitpid(child, nil, 0) == -1 && errno == EINTR {}
        return true
    }

    /// Lets `set` wait for its process's end.
    package func join(_ set: inout PollSet) {
        set.add(answer, for: .readable)
    }
}
