import Posix
import Synchronization
import TalkProtocol
import TalkRoom

/// The one thread that sends to everybody what is due; it never waits for anyone.
///
/// A socket that is full is asked again when poll(2) says that it has room; meanwhile its session falls
/// behind, and past `Limits.maxOutboxBytes` it is dismissed as too slow.
final class Flusher: Sendable {
    /// Sessions served between two looks at the room's lock.
    private static let batch = 64

    private let hall: Hall
    private let isStopping = Atomic(false)

    init(hall: Hall) {
        self.hall = hall
    }

    /// Makes ``run()`` return after what it is doing.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        hall.callFlusher()
    }

    /// The thread's work.
    func run() {
        while !isStopping.load(ordering: .acquiring) {
            let survey = hall.change { $0.delivery.survey() }
            for connection in hall.connections(of: survey.tooSlow) { dismiss(connection) }
            // Who speaks may have waited for this look, who is dismissed for anything.
            hall.wakeWaiters()
            var blocked = survey.blocked
            var rest = survey.due[...]
            while !rest.isEmpty {
                blocked += serve(rest.prefix(Self.batch))
                rest = rest.dropFirst(Self.batch)
            }
            sleep(blocked: blocked)
        }
    }

    private func dismiss(_ connection: Connection) {
        let due = hall.change { $0.delivery.undeliveredBytes(of: connection.session) }
        hall.log.note(
            LogLine("dismiss").with("session", connection.session).with("uid", connection.uid)
                .with("reason", LeaveReason.tooSlow.rawValue).with("bytes", due))
        connection.dismiss(.tooSlow)
    }

    /// Sends to some sessions.
    ///
    /// - Returns: Those whose socket is full now.
    private func serve(_ sessions: ArraySlice<SessionID>) -> [SessionID] {
        let claims = hall.change { room in
            sessions.filter { room.delivery.claim($0) }
                .map { (session: $0, bytes: room.delivery.dueBytes(of: $0)) }
        }
        let connections = hall.connections(of: claims.map(\.session))
        let connectionOf = Dictionary(uniqueKeysWithValues: connections.map { ($0.session, $0) })
        let results = claims.map { claim in
            guard let connection = connectionOf[claim.session] else {
                return (claim.session, 0, Delivery.Outcome.deaf)
            }
            let (count, outcome) = Self.send(claim.bytes, to: connection)
            return (claim.session, count, outcome)
        }
        hall.change { room in
            for (session, count, outcome) in results {
                room.delivery.advance(session, by: count, outcome: outcome)
                room.delivery.release(session)
            }
        }
        hall.wakeWaiters()
        return results.filter { $0.2 == .blocked }.map { $0.0 }
    }

    private static func send(_ bytes: [UInt8], to connection: Connection) -> (Int, Delivery.Outcome)
    {
        do throws(SystemError) {
            let count = try connection.socket.send(bytes[...]) ?? 0
            return (count, count < bytes.count ? .blocked : .sent)
        } catch {
            // The peer has gone; its own thread finds that out, after reading what it sent before.
            return (0, error.isOutOfMemory ? .blocked : .deaf)
        }
    }

    private func sleep(blocked: [SessionID]) {
        let maySleep = hall.change { $0.delivery.flusherMaySleep() }
        if blocked.isEmpty && !maySleep { return }
        do throws(SystemError) {
            let ready = try hall.awaitFlusherCall(
                blocked: hall.connections(of: blocked), milliseconds: maySleep ? nil : 0)
            hall.change { room in
                for connection in ready { room.delivery.unblock(connection.session) }
            }
        } catch {
            // poll(2) lacks memory for so many: the next round asks again.
            hall.log.note(LogLine("poll").with("error", error))
        }
    }
}
