import Posix
import Synchronization
import TalkProtocol
import TalkRoom

/// Takes connections, and sheds those that cannot be served with a line that says why.
final class Acceptor: Sendable {
    /// How long it waits for a descriptor or memory to become free.
    private static let pauseMilliseconds: Int64 = 100

    private let hall: Hall
    private let place: ListeningPlace
    private let threads: SessionThreads
    private let call: WakePipe
    private let isStopping = Atomic(false)

    init(
        hall: Hall, place: ListeningPlace, threads: SessionThreads
    ) throws(SystemError) {
        self.hall = hall
        self.threads = threads
        call = try WakePipe()
        self.place = place
    }

    /// Makes ``run()`` return.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        call.wake()
    }

    /// The thread's work.
    func run() {
        var reserve = ReserveDescriptor()
        var descriptors = Trouble("accept")
        var starts = Trouble("thread")
        var refusals = Refusals()
        while !isStopping.load(ordering: .acquiring) {
            do throws(SystemError) {
                try awaitCall(orConnection: true, milliseconds: nil)
                // Who connects in a loop must not keep it from seeing that it is to stop.
                while !isStopping.load(ordering: .acquiring),
                    let socket = try place.socket.accept()
                {
                    take(socket, &starts, &refusals)
                }
                descriptors.passed(hall.log)
            } catch {
                descriptors.arose(error, hall.log)
                shedOne(&reserve)
            }
        }
    }

    private func awaitCall(orConnection: Bool, milliseconds: Int64?) throws(SystemError) {
        var set = PollSet()
        call.join(&set)
        if orConnection { place.socket.join(&set) }
        _ = try set.wait(milliseconds: milliseconds)
    }

    private func take(
        _ socket: consuming Socket, _ trouble: inout Trouble, _ refusals: inout Refusals
    ) {
        guard let uid = uid(of: socket) else { return shed(socket, .notPermitted) }
        let session: SessionID
        do throws(ErrorCode) {
            guard isAllowed(socket, uid: uid) else { throw .notPermitted }
            session = try hall.change { room throws(ErrorCode) in try room.admit(uid: uid) }
        } catch {
            refusals.note(error, of: uid, in: hall.log)
            return shed(socket, error)
        }
        let connection = Connection(
            session: session, uid: uid, socket: socket,
            acceptedAt: MonotonicClock.milliseconds())
        hall.add(connection)
        do throws(SystemError) {
            try threads.start(for: session) { [hall] in
                SessionThread.serve(connection, hall: hall)
            }
            trouble.passed(hall.log)
        } catch {
            trouble.arose(error, hall.log)
            hall.remove(connection)
            hall.change { $0.release(uid: uid, now: hall.now) }
            shed(connection.socket, .full)
        }
    }

    /// Who the kernel says it is; nil when it cannot say.
    private func uid(of socket: borrowing Socket) -> UInt32? {
        do throws(SystemError) {
            return try socket.peerCredentials().uid
        } catch {
            return nil
        }
    }

    /// Whether it may come in: everybody may, or the members of some groups and root.
    private func isAllowed(_ socket: borrowing Socket, uid: UInt32) -> Bool {
        guard let allowed = hall.settings.allowedGroups, uid != 0 else { return true }
        do throws(SystemError) {
            let groups = try socket.peerGroups() + [socket.peerCredentials().gid]
            return !allowed.isDisjoint(with: groups)
        } catch {
            return false
        }
    }

    // MARK: Shedding

    /// Says why a connection is not taken; it is closed when its owner lets go of it.
    private func shed(_ socket: borrowing Socket, _ code: ErrorCode) {
        let greeting = Greeting(host: hall.host)
        do throws(SystemError) {
            _ = try socket.send(greeting.refusal(code, language: hall.settings.language)[...])
        } catch {
            // It has gone already.
        }
    }

    /// Without a descriptor for it a connection would wait for ever: takes one with the reserve, and tells it.
    private func shedOne(_ reserve: inout ReserveDescriptor) {
        reserve.release()
        defer { reserve.refill() }
        do throws(SystemError) {
            if let socket = try place.socket.accept() { return shed(socket, .full) }
        } catch {
            // Not even that: what is waiting waits until something is free.
        }
        do throws(SystemError) {
            try awaitCall(orConnection: false, milliseconds: Self.pauseMilliseconds)
        } catch {
            // Without memory for poll(2) there is no pause; the next round asks again.
        }
    }
}
