import Posix
import Synchronization
import TalkProtocol
import TalkRoom

/// The one thread that sends to everybody what is due; it never waits for anyone.
///
/// A socket that is full is asked again when poll(2) says that it has room; meanwhile its session falls
/// behind, and past `Limits.maxOutboxBytes` it is dismissed as too slow, if its socket is full even then.
final class Flusher: Sendable {
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
        var pass = FlushPass()
        var lingering = Lingering()
        while !isStopping.load(ordering: .acquiring) {
            hall.gather(&lingering)
            hall.flush(&pass)
            // Under load there is news before long.
            var looksLeft = Limits.maxLooks
            while looksLeft > 0, !hall.change({ $0.delivery.hasNews }), lingering.yield() {
                looksLeft -= 1
            }
            sleep(blocked: pass.blocked)
        }
    }

    private func sleep(blocked: [SessionID]) {
        let maySleep = hall.change { $0.delivery.flusherMaySleep() }
        if blocked.isEmpty && !maySleep { return }
        do throws(SystemError) {
            let ready = try hall.awaitFlusherCall(
                blocked: hall.connections(of: blocked), milliseconds: maySleep ? nil : 0)
            guard !ready.isEmpty else { return }
            hall.change { room in
                for connection in ready { room.delivery.unblock(connection.session) }
            }
        } catch {
            // poll(2) lacks memory for so many: the next round asks again.
            hall.log.note(LogLine("poll").with("error", error).at(.wrong))
        }
    }
}

extension Hall {
    /// Sends to everybody what is due to them, as far as their sockets take it: one pass.
    ///
    /// Any thread may, and several at a time: a session is sent to by who holds its claim.
    func flush(_ pass: inout FlushPass) {
        var goesOn = change { room in
            room.delivery.begin(&pass)
            return room.delivery.step(&pass)
        }
        while goesOn {
            let connections = connections(of: pass.claims)
            for index in pass.claims.indices {
                pass.claims[index].send(over: connections[index])
            }
            goesOn = change { $0.delivery.step(&pass) }
        }
        if !pass.suspects.isEmpty {
            let quick = connections(of: pass.suspects).filter {
                $0.conditions(for: .writable, milliseconds: 0)?.contains(.writable) == true
            }
            change { $0.delivery.judge(&pass, quick: Set(quick.map(\.session))) }
        }
        for connection in connections(of: pass.tooSlow) { dismissTooSlow(connection) }
    }

    private func dismissTooSlow(_ connection: Connection) {
        let due = change { $0.delivery.undeliveredBytes(of: connection.session) }
        log.note(
            LogLine("dismiss").with("session", connection.session).with("uid", connection.uid)
                .with("reason", LeaveReason.tooSlow.rawValue).with("bytes", due))
        connection.dismiss(.tooSlow)
        // It may wait for its claim, or for the flusher.
        wakeWaiters()
    }
}

extension FlushPass.Claim {
    /// Sends what the kernel takes at once; nobody is there any more when the connection is nil.
    fileprivate mutating func send(over connection: Connection?) {
        guard let connection else {
            outcome = .deaf
            return
        }
        do throws(SystemError) {
            sent = try connection.socket.send(bytes) ?? 0
            outcome = sent < bytes.count ? .blocked : .sent
        } catch {
            // The peer has gone; its own thread finds that out, after reading what it sent before.
            outcome = error.isOutOfMemory ? .blocked : .deaf
        }
    }
}
