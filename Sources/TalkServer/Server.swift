import Posix
import TalkLedger
import TalkProtocol
import TalkRoom

/// The daemon: its threads, from beginning to end.
///
/// One thread accepts, one sends, one reaps, one writes the ledger, one the operator's log, one what accounts wish and
/// one what operators did, one watches over terminals that were handed over, and there is one for each client.
package final class Server: Sendable {
    private let hall: Hall
    private let acceptor: Acceptor
    private let flusher: Flusher
    private let scribe: Scribe?
    private let threads = SessionThreads()
    private let acceptorThread: Thread
    private let flusherThread: Thread
    private let reaperThread: Thread
    private let scribeThread: Thread?
    private let watchThread: Thread
    private let keeperThreads: [(keeper: Keeper, thread: Thread)]

    /// Begins to serve at a place.
    ///
    /// - Parameter ledger: Where what is said is kept; nil for nowhere.
    /// - Throws: ``SystemError`` when the first threads or pipes cannot be had.
    init(
        at place: ListeningPlace, hall: Hall, ledger: consuming Ledger?
    ) throws(SystemError) {
        Heap.joinAtOnce()
        let threads = threads
        let flusher = Flusher(hall: hall)
        let acceptor = try Acceptor(hall: hall, place: place, threads: threads)
        self.hall = hall
        self.flusher = flusher
        self.acceptor = acceptor
        if let ledger = consume ledger {
            let scribe = Scribe(hall: hall, writer: ledger.takeWriter())
            self.scribe = scribe
            scribeThread = try Thread.start(name: "scribe") { scribe.run() }
        } else {
            scribe = nil
            scribeThread = nil
        }
        flusherThread = try Thread.start(name: "flusher") { flusher.run() }
        watchThread = try Thread.start(name: "terminals") { hall.watch.run(in: hall) }
        var keeperThreads: [(keeper: Keeper, thread: Thread)] = []
        for keeper in [hall.wishKeeper, hall.actKeeper].compactMap(\.self) {
            let thread = try Thread.start(name: "\(keeper.what)") { keeper.run(in: hall) }
            keeperThreads.append((keeper, thread))
        }
        self.keeperThreads = keeperThreads
        reaperThread = try Thread.start(name: "reaper") { threads.reap() }
        acceptorThread = try Thread.start(name: "acceptor") { acceptor.run() }
    }

    /// Goes on with other settings, as far as they can change while it serves.
    func adopt(_ settings: ServerSettings) {
        hall.adopt(settings)
        if let ledger = settings.ledger { scribe?.adopt(ledger.settings) }
    }

    /// Ends in order: nobody is taken any more, everybody is told, every thread is joined.
    package func stop() {
        acceptor.stop()
        acceptorThread.join()
        for connection in hall.allConnections { connection.dismiss(.stopping) }
        hall.wakeWaiters()
        if !threads.waitUntilNone(milliseconds: hall.settings.stoppingMilliseconds) {
            for connection in hall.allConnections { connection.cutOff() }
        }
        threads.close()
        // One that waits for a name service which does not answer cannot be cut off; the process ends
        // without it, and without those that may wait for the same.
        let haveEnded = threads.waitUntilNone(milliseconds: hall.settings.stoppingMilliseconds)
        if haveEnded {
            reaperThread.join()
            hall.watch.stop()
            watchThread.join()
        }
        endScribe()
        endKeepers()
        guard haveEnded else { return }
        // Last, because sessions may wait for it.
        flusher.stop()
        flusherThread.join()
    }

    private func endKeepers() {
        for (keeper, thread) in keeperThreads
        where keeper.stop(milliseconds: hall.settings.stoppingMilliseconds) { thread.join() }
    }

    /// What was taken and not acknowledged may be lost; what was is on the disk.
    private func endScribe() {
        guard let scribe, let scribeThread else { return }
        if scribe.stop(milliseconds: hall.settings.stoppingMilliseconds) { scribeThread.join() }
    }
}
