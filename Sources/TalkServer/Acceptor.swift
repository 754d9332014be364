import Posix
import Synchronization
import TalkLanguage
import TalkProtocol
import TalkRoom

/// Takes connections, and sheds those that cannot be served with a line that says why.
final class Acceptor: Sendable {
    /// How long it waits for a descriptor or memory to become free.
    private static let pauseMilliseconds: Int64 = 100
    /// Of the daemon's own visits more do not come to an end only if its sessions' threads do not.
    private static let maxVisits = 4

    /// What its thread remembers from one connection to the next.
    private struct Records {
        var starts = Trouble("thread")
        var refusals = DoorNews()
        var turnstile = Turnstile()
        var lastVisit = SessionID.max
    }

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
        var records = Records()
        while !isStopping.load(ordering: .acquiring) {
            do throws(SystemError) {
                // That a want is over is not told only when the next one comes.
                let pause = descriptors.isTold ? Self.pauseMilliseconds : nil
                try awaitCall(orConnection: true, milliseconds: pause)
                // Who connects in a loop must not keep it from seeing that it is to stop.
                while !isStopping.load(ordering: .acquiring),
                    let socket = try place.socket.accept()
                {
                    take(socket, &records)
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

    private func take(_ socket: consuming Socket, _ records: inout Records) {
        guard let peer = peer(of: socket) else { return shed(socket, .notPermitted) }
        let now = MonotonicClock.milliseconds()
        let isVisit = hall.isOwnVisit(peer)
        if !isVisit, let line = records.turnstile.line(for: peer.uid, now: now) {
            return send(line, to: socket)
        }
        guard !isVisit || hall.visitCount < Self.maxVisits else { return }
        let session: SessionID
        do throws(ErrorCode) {
            session = try isVisit ? nextVisit(&records) : admit(socket, peer)
        } catch {
            note(error, of: peer.uid, &records.refusals)
            let line = refusal(error, of: peer.uid)
            // That a ban is lifted holds at once.
            if error != .banned { records.turnstile.note(line, uid: peer.uid, now: now) }
            return send(line, to: socket)
        }
        let connection = Connection(
            session: session, uid: peer.uid, socket: socket,
            acceptedAt: now, isVisit: isVisit)
        start(connection, &records.starts)
    }

    private func start(_ connection: Connection, _ trouble: inout Trouble) {
        hall.add(connection)
        do throws(SystemError) {
            let name = connection.isVisit ? "visit" : "session \(connection.session)"
            try threads.start(for: connection.session, name: name) { [hall] in
                SessionThread.serve(connection, hall: hall)
            }
            trouble.passed(hall.log)
        } catch {
            trouble.arose(error, hall.log)
            hall.remove(connection)
            if !connection.isVisit {
                hall.change { $0.release(uid: connection.uid, now: hall.now) }
            }
            shed(connection.socket, .full)
        }
    }

    private func note(_ code: ErrorCode, of uid: UInt32, _ news: inout DoorNews) {
        let now = MonotonicClock.milliseconds()
        guard news.isDue(code.rawValue, of: uid, now: now) else { return }
        hall.log.note(
            LogLine("refuse").with("uid", uid).with("reason", code.rawValue).at(.notable))
    }

    /// Counts somebody who may come in.
    private func admit(
        _ socket: borrowing Socket, _ peer: PeerCredentials
    ) throws(ErrorCode) -> SessionID {
        guard isAllowed(socket, peer) else { throw .notPermitted }
        let rank = hall.rank(of: peer.uid, at: socket)
        return try hall.change { room throws(ErrorCode) in
            if room.acts.ban(on: peer.uid, at: hall.now.wall) != nil { throw .banned }
            return try room.admit(uid: peer.uid, rank: rank)
        }
    }

    /// A number that is no session's: those are counted from 1.
    private func nextVisit(_ records: inout Records) -> SessionID {
        records.lastVisit -= 1
        return records.lastVisit
    }

    /// Who the kernel says it is; nil when it cannot say.
    private func peer(of socket: borrowing Socket) -> PeerCredentials? {
        do throws(SystemError) {
            return try socket.peerCredentials()
        } catch {
            return nil
        }
    }

    /// Whether it may come in: everybody may, or the members of some groups and root.
    private func isAllowed(_ socket: borrowing Socket, _ peer: PeerCredentials) -> Bool {
        guard let allowed = hall.allowedGroups, peer.uid != 0 else { return true }
        do throws(SystemError) {
            return try socket.isPeerMember(ofAny: allowed)
        } catch {
            return false
        }
    }

    // MARK: Shedding

    /// Says why a connection is not taken; it is closed when its owner lets go of it.
    private func shed(_ socket: borrowing Socket, _ code: ErrorCode) {
        send(Greeting(host: hall.host).refusal(code, language: hall.language), to: socket)
    }

    /// What an account is told that is not let in.
    private func refusal(_ code: ErrorCode, of uid: UInt32) -> [UInt8] {
        var phrase: Phrase?
        if code == .banned {
            phrase = hall.change { $0.acts.ban(on: uid, at: hall.now.wall) }.map(Phrase.banned)
        }
        return Greeting(host: hall.host).refusal(code, phrase, language: hall.language)
    }

    private func send(_ line: [UInt8], to socket: borrowing Socket) {
        do throws(SystemError) {
            _ = try socket.send(line[...])
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
