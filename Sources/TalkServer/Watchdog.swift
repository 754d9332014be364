import Posix
import Synchronization
import TalkProtocol

/// Pays the daemon a ``Visit`` twice in each interval of the service manager's watchdog, and tells it of those
/// that were answered: a daemon that serves nobody any more is silent, and is begun anew.
final class Watchdog: Sendable {
    /// A shorter interval is none that a daemon could keep.
    private static let leastPeriodMilliseconds: Int64 = 10

    private let hall: Hall
    private let herald: Herald
    private let address: SocketAddress
    private let period: Int64
    /// Wakes its thread, for the end.
    private let end: WakePipe
    private let isStopping = Atomic(false)
    /// Lock order: a leaf.
    private let thread = Locked<Thread?>(nil)

    /// - Parameter interval: How often the service manager must be told.
    /// - Throws: ``SystemError`` when there are no descriptors or threads to be had.
    init(
        hall: Hall, herald: Herald, address: SocketAddress, intervalMicroseconds interval: Int64
    ) throws(SystemError) {
        self.hall = hall
        self.herald = herald
        self.address = address
        period = max(interval / 2 / 1000, Self.leastPeriodMilliseconds)
        end = try WakePipe()
        let started = try Thread.start(name: "watchdog") { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Ends the thread, in the middle of a visit too.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        end.wake()
        thread.withLock { $0 }?.join()
    }

    /// Begins to do so where a service manager waits for it.
    static func begin(
        in hall: Hall, at place: ListeningPlace, _ herald: Herald?
    ) throws(SystemError) -> Watchdog? {
        guard let herald, let interval = hall.settings.service?.watchdogMicroseconds else {
            return nil
        }
        return try Watchdog(
            hall: hall, herald: herald, address: place.socket.address(),
            intervalMicroseconds: interval)
    }

    // MARK: The thread

    private func run() {
        var trouble = Trouble("watchdog")
        var begun = MonotonicClock.milliseconds()
        while !isStopping.load(ordering: .acquiring) {
            do throws(SystemError) {
                // So that two answers are never a whole interval apart.
                let deadline = begun + period / 4 * 3
                var visit = try Visit(to: address, in: hall, deadline: deadline, end: end)
                try visit.awaitAnswer()
                trouble.passed(hall.log)
                herald.tell("WATCHDOG=1")
            } catch {
                if isStopping.load(ordering: .acquiring) { return }
                trouble.arose(error, hall.log, result: "failing", .wrong)
            }
            // From one beginning to the next, however long it took; but none is made up for.
            begun = max(begun + period, MonotonicClock.milliseconds())
            sleep(until: begun)
        }
    }

    private func sleep(until moment: Int64) {
        while !isStopping.load(ordering: .acquiring) {
            let left = moment - MonotonicClock.milliseconds()
            guard left > 0 else { return }
            var set = PollSet()
            end.join(&set)
            do throws(SystemError) {
                _ = try set.wait(milliseconds: left)
            } catch {
                // poll(2) lacks memory.
                Thread.sleep(milliseconds: min(left, Connection.lookAgainMilliseconds))
            }
        }
    }
}
