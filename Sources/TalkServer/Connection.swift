import Posix
import Synchronization
import TalkProtocol
import TalkRoom

/// A connected client: its socket, who it is, and whether the daemon has ended it.
///
/// Shared by its own thread and by those who send to it; the socket is closed when the last lets go.
final class Connection: Sendable {
    let session: SessionID
    /// From the kernel, once, at accept.
    let uid: UInt32
    let socket: Socket
    /// Whether the daemon itself is at the other end; see ``Visit``.
    let isVisit: Bool
    /// When it was accepted, on the clock that only goes forward.
    let acceptedAt: Int64
    private let fateIndex = Atomic<Int>(-1)
    private let leftFlag = Atomic<Bool>(false)

    /// How often a thread that a dismissal cannot wake looks for one.
    static let lookAgainMilliseconds: Int64 = 500

    init(
        session: SessionID, uid: UInt32, socket: consuming Socket, acceptedAt: Int64, isVisit: Bool
    ) {
        self.session = session
        self.uid = uid
        self.acceptedAt = acceptedAt
        self.isVisit = isVisit
        socket.setSendBuffer(bytes: Limits.sendBufferBytes)
        self.socket = socket
    }

    /// Why the daemon ends this session; nil while it does not.
    var fate: LeaveReason? {
        let index = fateIndex.load(ordering: .acquiring)
        return index < 0 ? nil : LeaveReason.allCases[index]
    }

    /// Whether its session has left the room, and only takes what is still due to it.
    var hasLeft: Bool { leftFlag.load(ordering: .acquiring) }

    /// Said before the room is told.
    func leave() { leftFlag.store(true, ordering: .releasing) }

    /// Ends the session for a reason, the first one given, and wakes its thread where it reads.
    func dismiss(_ reason: LeaveReason) {
        guard let index = LeaveReason.allCases.firstIndex(of: reason) else { return }
        _ = fateIndex.compareExchange(
            expected: -1, desired: index, ordering: .acquiringAndReleasing)
        socket.shutdown(.reading)
    }

    /// Sleeps so long, or until the session is dismissed.
    func sleep(milliseconds: Int64) {
        let deadline = MonotonicClock.milliseconds() + milliseconds
        // A dismissal shuts reading down; once the client itself has, there is no news to wait for.
        var isWakeable = true
        while fate == nil {
            let left = deadline - MonotonicClock.milliseconds()
            guard left > 0 else { return }
            if isWakeable {
                let ready = conditions(for: .readingEnded, milliseconds: left)
                isWakeable = ready?.isEmpty == true
            } else {
                Thread.sleep(milliseconds: min(left, Self.lookAgainMilliseconds))
            }
        }
    }

    /// Waits for what the socket is to do; nil when poll(2) itself has failed.
    func conditions(for interest: PollConditions, milliseconds: Int64?) -> PollConditions? {
        do throws(SystemError) {
            return try socket.wait(for: interest, milliseconds: milliseconds)
        } catch {
            return nil
        }
    }

    /// Wakes its thread wherever it waits; nothing more can be sent.
    func cutOff() {
        socket.shutdown(.both)
    }
}
