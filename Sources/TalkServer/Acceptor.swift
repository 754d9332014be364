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
        while !isStopping.load(ordering: .acquiring) {
            do throws(SystemError) {
                try awaitCall(orConnection: true, milliseconds: nil)
                while let socket = try place.socket.accept() { take(socket, &starts) }
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

    private func take(_ socket: consuming Socket, _ trouble: inout Trouble) {
        let uid: UInt32
        let session: SessionID
        do throws(ErrorCode) {
            uid = try identify(socket)
            session = try hall.change { room throws(ErrorCode) in try room.admit(uid: uid) }
        } catch {
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

    /// Who the kernel says it is, if they may come in.
    ///
    /// - Throws: `not-permitted`.
    private func identify(_ socket: borrowing Socket) throws(ErrorCode) -> UInt32 {
        do throws(SystemError) {
            let peer = try socket.peerCredentials()
            guard let allowed = hall.settings.allowedGroups, peer.uid != 0 else { return peer.uid }
            let groups = try socket.peerGroups() + [peer.gid]
            if !allowed.isDisjoint(with: groups) { return peer.uid }
        } catch {
            // Who cannot be identified cannot come in.
        }
        throw .notPermitted
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

/// A want of something, told to the operator when it begins and when it is over, not once a connection.
private struct Trouble {
    private let what: StaticString
    private var isTold = false

    init(_ what: StaticString) {
        self.what = what
    }

    mutating func arose(_ error: SystemError, _ log: OperatorLog) {
        if !isTold { log.note(LogLine(what).with("result", "shedding").with("error", error)) }
        isTold = true
    }

    mutating func passed(_ log: OperatorLog) {
        if isTold { log.note(LogLine(what).with("result", "recovered")) }
        isTold = false
    }
}
