import Posix
import TalkLedger
import TalkProtocol
import TalkRoom

/// The daemon: its threads, from beginning to end.
///
/// One thread accepts, one sends, one reaps, one writes the ledger and one the operator's log, and there is
/// one for each client.
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

    /// Begins to serve at a place.
    ///
    /// - Parameters:
    ///   - past: What was said before.
    ///   - ledger: Where what is said is kept; nil for nowhere.
    /// - Throws: ``SystemError`` when the first threads or pipes cannot be had.
    init(
        at place: ListeningPlace, settings: ServerSettings, log: OperatorLog, past: Past,
        ledger: consuming Ledger?
    ) throws(SystemError) {
        let hall = try Hall(
            settings: settings, log: log, past: past, archive: ledger?.archive)
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
        reaperThread = try Thread.start(name: "reaper") { threads.reap() }
        acceptorThread = try Thread.start(name: "acceptor") { acceptor.run() }
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
        // without it.
        guard threads.waitUntilNone(milliseconds: hall.settings.stoppingMilliseconds) else {
            return
        }
        reaperThread.join()
        endScribe()
        // Last, because sessions may wait for it.
        flusher.stop()
        flusherThread.join()
    }

    /// What was taken and not acknowledged may be lost; what was is on the disk.
    private func endScribe() {
        guard let scribe, let scribeThread else { return }
        if scribe.stop(milliseconds: hall.settings.stoppingMilliseconds) { scribeThread.join() }
    }
}
