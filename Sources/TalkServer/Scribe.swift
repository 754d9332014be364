import Posix
import Synchronization
import TalkLedger
import TalkProtocol
import TalkRoom

/// The one thread that writes what is said to the disk; then it sends it to everybody.
///
/// While it waits for the disk, what is said waits, and nothing else: it holds no lock then, and what is
/// due otherwise is the flusher's.
final class Scribe: Sendable {
    private let hall: Hall
    /// Until the thread takes it. Lock order: a leaf.
    private let handover: Locked<LedgerWriter?>
    private let isStopping = Atomic(false)
    /// How it is to keep what comes from now on, until the thread takes it. Lock order: a leaf.
    private let freshSettings = Locked<LedgerSettings?>(nil)
    /// Lock order: a leaf.
    private let hasEnded = Locked(false)

    init(hall: Hall, writer: consuming LedgerWriter) {
        self.hall = hall
        handover = Locked(writer)
    }

    /// Writes what is still waiting, and makes ``run()`` return.
    ///
    /// - Returns: False when the disk has not taken it in time: then the thread cannot be joined.
    func stop(milliseconds: Int64) -> Bool {
        isStopping.store(true, ordering: .releasing)
        hall.callScribe()
        return hasEnded.waitFor(milliseconds: milliseconds) { $0 ? true : nil } ?? false
    }

    /// Keeps what comes like this, as soon as the disk lets the thread; the caller does not wait for it.
    func adopt(_ settings: LedgerSettings) {
        freshSettings.withLock { $0 = settings }
        hall.callScribe()
    }

    /// The thread's work.
    func run() {
        if let writer = handover.withLock({ $0.take() }) { work(writer) }
        hasEnded.withLock { $0 = true }
        hasEnded.wakeWaiters()
    }

    private func work(_ writer: consuming LedgerWriter) {
        var pass = FlushPass()
        var lingering = Lingering()
        var trouble = Trouble("not-kept")
        while true {
            hall.gather(&lingering)
            if let fresh = freshSettings.withLock({ $0.take() }) {
                writer.adopt(fresh)
                tidy(&writer)
            }
            while let redaction = hall.redactions.take() { redact(redaction, &writer) }
            if let draft = hall.draft() {
                write(draft, &writer, &trouble)
                hall.flush(&pass)
                // Who could not be sent it all is the flusher's.
                if pass.hasNewlyBlocked { hall.callFlusher() }
                // Under load there is more before long.
                var looksLeft = Limits.maxLooks
                while looksLeft > 0, !hall.change({ $0.hasScribeWork }), lingering.yield() {
                    looksLeft -= 1
                }
            } else if isStopping.load(ordering: .acquiring), !hall.change({ $0.hasScribeWork }) {
                return
            } else {
                sleep(&writer)
            }
        }
    }

    /// Puts a draft on the disk, as far as that takes it; that far, it is said.
    private func write(
        _ draft: consuming Draft, _ writer: inout LedgerWriter, _ trouble: inout Trouble
    ) {
        draft.encode()
        let outcome = writer.append(
            draft.lines.span, ends: draft.ends.span, firstSeq: draft.firstSeq,
            now: draft.lastTime ?? hall.now.wall)
        let syncError = writer.sync()
        // What could not be synced does not stand either.
        let kept = syncError == nil ? outcome.lines : 0
        let error = syncError ?? outcome.error
        if let error {
            trouble.arose(error, hall.log, result: "refusing", .wrong)
        } else {
            trouble.passed(hall.log)
        }
        hall.settle(draft, kept: kept, error: error)
    }

    /// Takes a text out of the ledger; the flusher tells everybody.
    private func redact(_ redaction: Redaction, _ writer: inout LedgerWriter) {
        var outcome = Redactions.Outcome.notKept
        do throws(SystemError) {
            outcome = try writer.redact(redaction.said.seq) ? .done : .gone
        } catch {
            hall.log.note(
                LogLine("redact").with("seq", redaction.said.seq).with("result", "not-kept")
                    .with("error", error).at(.wrong))
        }
        hall.settle(redaction, outcome)
        hall.redactions.settle(redaction.number, outcome)
    }

    private func sleep(_ writer: inout LedgerWriter) {
        guard hall.change({ $0.scribeMaySleep() }) else { return }
        do throws(SystemError) {
            let isCalled = try hall.awaitScribeCall(
                milliseconds: Int64(Limits.tidySeconds) * 1000)
            if isCalled { return }
        } catch {
            // poll(2) lacks memory: the next round asks again.
            hall.log.note(LogLine("poll").with("error", error).at(.wrong))
            return Thread.sleep(milliseconds: Connection.lookAgainMilliseconds)
        }
        // What is too old is also looked for whenever a segment ends.
        tidy(&writer)
    }

    private func tidy(_ writer: inout LedgerWriter) {
        _ = writer.tidy(now: hall.now.wall)
        hall.noteWhatIsKept()
    }
}
