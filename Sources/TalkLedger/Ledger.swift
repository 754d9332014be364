import Posix
package import TalkProtocol

/// A ledger that was opened: who writes it, who reads in it, and what was found.
package struct Ledger: ~Copyable {
    /// What was found when it was opened.
    package struct Recovery: Sendable {
        package let name: LedgerName
        /// The last number said; 0 when nothing was.
        package let lastSeq: UInt64
        /// The first number still kept; ``lastSeq`` + 1 when none is.
        package let oldestSeq: UInt64
        package let reports: [LedgerReport]
    }

    package let recovery: Recovery
    package let archive: LedgerArchive
    /// See ``takeWriter()``.
    package var writer: LedgerWriter

    /// Opens the ledger in a directory, which is made if it is not there, and takes up its numbers.
    ///
    /// Reads the end of the last segment, and the last messages of which ids are remembered; the rest only
    /// when somebody asks for it.
    ///
    /// - Parameters:
    ///   - path: The directory. It is locked as long as the writer or the archive is there.
    ///   - freshName: Its name, if it has none.
    ///   - now: Decides what is too old.
    ///   - remember: Called for each of the last ``Limits/maxRememberedIDs`` messages that are kept, oldest first.
    /// - Throws: ``LedgerFault``, which names the file; its cases say the way out.
    package init(
        opening path: String, settings: LedgerSettings, freshName: LedgerName, now: Timestamp,
        remember: (Said) -> Void = { _ in }
    ) throws(LedgerFault) {
        try self.init(
            opening: path, settings: settings, freshName: freshName, now: now, mishaps: nil,
            remember: remember)
    }

    init(
        opening path: String, settings: LedgerSettings, freshName: LedgerName, now: Timestamp,
        mishaps: Mishaps?, remember: (Said) -> Void
    ) throws(LedgerFault) {
        let opening = try LedgerOpening(path)
        let name = try opening.settleName(fresh: freshName)
        let archive = opening.archive
        var writer = LedgerWriter(
            path: path, settings: settings, name: name, archive: archive,
            disk: DiskCalls(mishaps: mishaps), directory: opening.directory, current: nil,
            lastSeq: opening.lastSeq, syncedSeq: opening.lastSeq,
            lastTime: opening.tail?.last?.time ?? now)
        try writer.takeUp(opening, now: now)
        writer.removeDrafts()
        let window = UInt64(Limits.maxRememberedIDs)
        let start = opening.lastSeq < window ? 1 : opening.lastSeq - window + 1
        do throws(SystemError) {
            try archive.recall(from: start, through: opening.lastSeq, visit: remember)
        } catch {
            throw .directory(error)
        }
        let oldestSeq = writer.tidy(now: now)
        recovery = Recovery(
            name: name, lastSeq: opening.lastSeq, oldestSeq: oldestSeq,
            reports: archive.takeReports())
        self.archive = archive
        self.writer = writer
    }

    /// Hands over the writer, to the one thread that writes.
    package consuming func takeWriter() -> LedgerWriter { writer }
}
