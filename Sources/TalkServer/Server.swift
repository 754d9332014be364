package import Posix
import TalkProtocol
import TalkRoom

/// The daemon: its threads, from beginning to end.
///
/// One thread accepts, one sends, one reaps, one writes the log, and there is one for each client.
package final class Server: Sendable {
    private let hall: Hall
    private let acceptor: Acceptor
    private let flusher: Flusher
    private let threads = SessionThreads()
    private let acceptorThread: Thread
    private let flusherThread: Thread
    private let reaperThread: Thread

    /// Begins to serve at a place.
    ///
    /// - Throws: ``SystemError`` when the first threads or pipes cannot be had.
    package init(
        at place: ListeningPlace, settings: ServerSettings, log: OperatorLog
    ) throws(SystemError) {
        let hall = try Hall(settings: settings, log: log)
        let threads = threads
        let flusher = Flusher(hall: hall)
        let acceptor = try Acceptor(hall: hall, place: place, threads: threads)
        self.hall = hall
        self.flusher = flusher
        self.acceptor = acceptor
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
        // Last, because sessions may wait for it.
        flusher.stop()
        flusherThread.join()
    }
}
