import Posix
import TalkLanguage
import TalkLedger
import TalkProtocol
import TalkRoom
import TalkText

/// What is said where it is kept on the disk, and what is read back from there.
extension Hall {
    /// Begins to say what is waiting; nil when nothing is to be written.
    func draft() -> Draft? {
        change { room in room.draft { self.failure($0, id: $1) } }
    }

    /// Tells everybody what the disk has; and those whose words it has not, why.
    ///
    /// The caller sends it: nobody is woken for that.
    func settle(_ draft: Draft, kept: Int, error: SystemError?) {
        let heard = printer
        let oldest = archive?.oldestSeq
        change { room in
            room.settle(draft, kept: kept, heard: heard) {
                self.failure($0, id: $1, reason: $0 == .notKept ? error?.phrase : nil)
            }
            if let oldest { room.forgetOnDisk(before: oldest) }
            room.delivery.takeTurn()
        }
        noteReports()
    }

    /// An error event that tells of a refusal, in the daemon's language.
    func failure(
        _ code: ErrorCode, id: MessageID?, fatal: Bool = false, reason: Phrase? = nil
    ) -> Event {
        let language = language
        var text = code.phrase.text(in: language)
        if let reason { text += " (" + reason.text(in: language) + ")" }
        return .error(
            Failure(
                code: SafeText(sanitizing: code.rawValue), text: SafeText(sanitizing: text), id: id,
                fatal: fatal))
    }

    /// What was said from `seq` to `last`, read back from the disk: some of it, oldest first.
    ///
    /// - Returns: Whole lines and the number after the last of them; nil when nothing of it is kept.
    /// - Throws: ``SystemError`` when descriptors or memory are used up for now.
    func readBack(
        from seq: UInt64, through last: UInt64, maxBytes: Int
    ) throws(SystemError) -> (bytes: ArraySlice<UInt8>, next: UInt64)? {
        guard let archive else { return nil }
        defer { noteReports() }
        do throws(SystemError) {
            return try archive.lines(
                from: seq, through: last, maxBytes: maxBytes)
        } catch {
            log.note(LogLine("read-back").with("seq", seq).with("error", error).at(.wrong))
            throw error
        }
    }

    /// Lets the room know where the ledger begins now, and the operator what was found in it.
    func noteWhatIsKept() {
        guard let archive else { return }
        let oldest = archive.oldestSeq
        change { $0.forgetOnDisk(before: oldest) }
        noteReports()
    }

    private func noteReports() {
        for report in archive?.takeReports() ?? [] { log.note(LogLine(report)) }
    }

    /// Lets those speak first who are about to: a pass costs the same for many lines as for one. The more
    /// there are to be sent to, the longer it waits, but some hundredths of the pass at the most.
    func gather(_ lingering: inout Lingering) {
        let readers = change { $0.delivery.readerCount }
        var yieldsLeft = min(readers / Limits.readersPerYield, Limits.maxYields)
        while yieldsLeft > 0, lingering.yield() { yieldsLeft -= 1 }
    }
}

extension LogLine {
    /// What was found in the ledger, for the operator.
    init(_ report: LedgerReport) {
        switch report {
        case .torn(let file, let offset, let bytes, let movedTo):
            self = LogLine("ledger-torn").with("file", file).with("offset", offset)
                .with("bytes", bytes).with("moved-to", movedTo).at(.notable)
        case .tornStays(let file, let offset, let bytes, let error):
            self = LogLine("ledger-torn").with("file", file).with("offset", offset)
                .with("bytes", bytes).with("error", error).at(.wrong)
        case .damaged(let file, let offset):
            self = LogLine("ledger-damaged").with("file", file).with("offset", offset)
                .at(.wrong)
        case .skipped(let file, let obstacle):
            self = LogLine("ledger-skipped").with("file", file)
                .with("reason", obstacle.phrase.english).at(.wrong)
        case .renamed:
            self = LogLine("ledger-renamed").at(.notable)
        case .notRemoved(let file, let error):
            self = LogLine("ledger-not-removed").with("file", file).with("error", error)
                .at(.wrong)
        }
    }
}
