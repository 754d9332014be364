import Posix
import Synchronization
import TalkLanguage
import TalkProtocol
import TalkRoom

/// Tells the service manager how the daemon is doing: that it serves, in a thread of its own how many are here,
/// and that it ends.
final class Herald: Sendable {
    private let hall: Hall
    private let socket: NotifySocket
    /// Wakes its thread, for the end.
    private let end: WakePipe
    private let isStopping = Atomic(false)
    /// Telling has failed, and that was logged.
    private let isInTrouble = Atomic(false)
    /// The service manager took no `READY=1` for now, and still waits for it.
    private let owesReady = Atomic(false)
    /// Lock order: a leaf.
    private let thread = Locked<Thread?>(nil)

    /// Begins to tell the service manager at an address.
    ///
    /// - Throws: ``SystemError`` when there are no descriptors or threads to be had.
    init(hall: Hall, address: SocketAddress) throws(SystemError) {
        self.hall = hall
        socket = try NotifySocket(to: address)
        end = try WakePipe()
        let started = try Thread.start(name: "herald") { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Ends the thread, and tells that the daemon ends.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        end.wake()
        thread.withLock { $0 }?.join()
        tell("STOPPING=1", status(.closing))
    }

    /// Tells of one or several things at once; what cannot be told is logged. Any thread may do so.
    ///
    /// - Returns: False when the service manager took nothing for now, but may later.
    @discardableResult
    func tell(_ assignments: String...) -> Bool {
        do throws(SystemError) {
            try socket.tell(assignments)
            if isInTrouble.exchange(false, ordering: .relaxed) {
                hall.log.note(LogLine("notify").with("result", "recovered"))
            }
            return true
        } catch {
            if !isInTrouble.exchange(true, ordering: .relaxed) {
                hall.log.note(
                    LogLine("notify").with("result", "untold").with("error", error).at(.notable))
            }
            return error != .tryAgain && !error.isOutOfMemory
        }
    }

    /// Tells that the configuration is read again, which ``tellReloaded(_:)`` ends.
    func tellReloading() {
        owesReady.store(false, ordering: .relaxed)
        tell(
            "RELOADING=1", "MONOTONIC_USEC=\(MonotonicClock.microseconds())",
            status(.readingConfiguration))
    }

    /// - Parameter isTaken: Whether what was read is right.
    func tellReloaded(_ isTaken: Bool) {
        tellReady(isTaken ? phrase(for: hall.change { $0.standing }) : .configurationIsWrong)
    }

    /// Tells that it serves; without that the service manager would end it, so the thread tries again.
    private func tellReady(_ phrase: Phrase) {
        if tell("READY=1", status(phrase)) { return }
        owesReady.store(true, ordering: .releasing)
        hall.heraldCall?.wake()
    }

    private func phrase(for standing: Standing) -> Phrase {
        .standing(here: standing.here, lastSeq: standing.lastSeq)
    }

    private func status(_ phrase: Phrase) -> String {
        "STATUS=" + phrase.text(in: hall.settings.operatorsLanguage)
    }

    // MARK: The thread

    private func run() {
        var told = hall.change { $0.standing }
        tellReady(phrase(for: told))
        var quietUntil = MonotonicClock.milliseconds() + Limits.statusMilliseconds
        while !isStopping.load(ordering: .acquiring) {
            let left = quietUntil - MonotonicClock.milliseconds()
            // Nobody calls before it was asked in vain: then it sleeps until something happens.
            if left > 0 {
                sleep(milliseconds: left)
            } else if owesReady.exchange(false, ordering: .acquiring) {
                told = hall.change { $0.standing }
                tellReady(phrase(for: told))
                quietUntil = MonotonicClock.milliseconds() + Limits.statusMilliseconds
            } else if let standing = hall.change({ $0.standing(after: told) }) {
                told = standing
                tell(status(phrase(for: told)))
                quietUntil = MonotonicClock.milliseconds() + Limits.statusMilliseconds
            } else {
                sleep(milliseconds: nil)
            }
        }
    }

    private func sleep(milliseconds: Int64?) {
        var set = PollSet()
        end.join(&set)
        hall.heraldCall?.join(&set)
        do throws(SystemError) {
            let ready = try set.wait(milliseconds: milliseconds)
            if ready.count > 1, !ready[1].isEmpty { hall.heraldCall?.clear() }
        } catch {
            // poll(2) lacks memory: the next round asks again.
            hall.log.note(LogLine("poll").with("error", error).at(.wrong))
            Thread.sleep(milliseconds: Connection.lookAgainMilliseconds)
        }
    }
}

extension Herald {
    /// Begins to tell the service manager that started this process; nil when none waits to hear from it.
    static func begin(in hall: Hall) throws(SystemError) -> Herald? {
        guard let text = hall.settings.service?.notifyAddress else { return nil }
        guard let address = SocketAddress(serviceManagers: text) else {
            hall.log.note(
                LogLine("notify").with("result", "untold").with("address", text).at(.notable))
            return nil
        }
        return try Herald(hall: hall, address: address)
    }
}
