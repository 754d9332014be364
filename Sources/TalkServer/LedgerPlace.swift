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
    private let ledger: Ledger

    /// - Throws: ``StartFailure``, whose phrase names the way out.
    init(_ place: LedgerPlace, _ log: OperatorLog) throws(StartFailure) {
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
            throw StartFailure(place.phrase(for: error), .cannotCreate)
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

    /// Hands over the ledger, to the one server that keeps it.
    consuming func takeLedger() -> Ledger { ledger }
}

extension LedgerPlace {
    fileprivate func phrase(for fault: LedgerFault) -> Phrase {
        switch fault {
        case .held: .ledgerInUse(directory)
        case .directory(let error): .cannotOpenLedger(directory, error.phrase)
        case .unreadable(let file, let obstacle):
            .ledgerUnreadable(directory + "/" + file, obstacle.phrase)
        case .unwritable(let file, let error):
            .cannotOpenLedger(directory + "/" + file, error.phrase)
        }
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
