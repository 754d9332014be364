import TalkLanguage
package import TalkLedger
import Posix
import TalkProtocol
import TalkRoom
import TalkText

/// Where the ledger lives, and how it is kept.
package struct LedgerPlace: Sendable {
    package let directory: String
    package let settings: LedgerSettings

    package init(directory: String, settings: LedgerSettings) {
        self.directory = directory
        self.settings = settings
    }
}

/// A ledger that was opened, and what was said before.
struct OpenedLedger: ~Copyable {
    let past: Past
    private var ledger: Ledger

    /// - Parameter account: Whom root's daemon became to open it.
    /// - Throws: ``StartFailure``, whose phrase names the way out.
    init(
        _ place: LedgerPlace, _ log: OperatorLog, _ account: ServingAccount?
    ) throws(StartFailure) {
        let name = LedgerName(
            random: (.random(in: .min ... .max), .random(in: .min ... .max)))
        var past = Past()
        let ledger: Ledger
        do throws(LedgerFault) {
            ledger = try Ledger(
                opening: place.directory, settings: place.settings, freshName: name,
                now: Timestamp(milliseconds: WallClock.milliseconds()),
                remember: { past.recall($0) })
        } catch {
            throw StartFailure(place.phrase(for: error, account), .cannotCreate)
        }
        past.ledger = SafeText(sanitizing: ledger.recovery.name.string)
        past.lastSeq = ledger.recovery.lastSeq
        past.oldestSeq = ledger.recovery.oldestSeq
        for report in ledger.recovery.reports { log.note(LogLine(report)) }
        log.note(
            LogLine("ledger").with("directory", place.directory).with("seq", past.lastSeq)
                .with("oldest", past.oldestSeq))
        self.past = past
        self.ledger = ledger
    }

    /// Takes out of it what operators took away, where a daemon was killed before it had done so.
    mutating func redact(_ acts: ActBook, _ log: OperatorLog) {
        for act in acts.redactions {
            // Another ledger's number stands for something else.
            guard let seq = act.seq, act.ledger == past.ledger else { continue }
            do throws(SystemError) {
                let found = try ledger.archive.said(seq)
                guard let found, found.style != .redacted, found.time <= act.time,
                    found.speaker.uid == act.to?.uid
                else { continue }
                _ = try ledger.writer.redact(seq)
                log.note(LogLine("redact").with("seq", seq).with("result", "done"))
            } catch {
                log.note(
                    LogLine("redact").with("seq", seq).with("result", "not-kept")
                        .with("error", error).at(.wrong))
            }
        }
    }

    /// Hands over the ledger, to the one server that keeps it.
    consuming func takeLedger() -> Ledger { ledger }
}

extension LedgerPlace {
    fileprivate func phrase(for fault: LedgerFault, _ account: ServingAccount?) -> Phrase {
        switch fault {
        case .held: .ledgerInUse(directory)
        case .directory(let error): phrase(for: error, at: directory, account)
        case .unreadable(let file, let obstacle):
            .ledgerUnreadable(directory + "/" + file, obstacle.phrase)
        case .unwritable(let file, let error):
            phrase(for: error, at: directory + "/" + file, account)
        }
    }

    private func phrase(
        for error: SystemError, at path: String, _ account: ServingAccount?
    ) -> Phrase {
        guard error == .permissionDenied, let login = account?.account?.login else {
            return .cannotOpenLedger(path, error.phrase)
        }
        return .mayNotOpenLedger(path, error.phrase, directory: directory, account: login)
    }
}

extension Obstacle {
    var phrase: Phrase {
        switch self {
        case .notAFile: .notAPlainFile
        case .foreign: .anothersFile
        case .linked: .linkedFile
        case .tooLarge: .tooLargeFile
        case .system(let error): error.phrase
        }
    }
}
