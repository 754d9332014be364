import TalkLanguage
import TalkProtocol
import TalkText

extension Failure {
    /// The code; nil when it is none that this program knows.
    var known: ErrorCode? { ErrorCode(rawValue: code.string) }

    /// What a person is told: in their language when the code is known, else the daemon's own words.
    var phrase: Phrase {
        known?.phrase ?? .verbatim(text.string.isEmpty ? code.string : text.string)
    }

    /// How the client ends when this ends it.
    var status: ExitStatus {
        switch known {
        case .notPermitted, .dismissed, .banned, .muted: .notPermitted
        default: isAboutName ? .undelivered : .unavailable
        }
    }

    /// How a verb ends whose one request was refused so.
    var statusOfAnswer: ExitStatus {
        switch known {
        case .operatorsOnly, .rootOnly, .turnedOff, .notPermitted, .notOnRoot, .notOnYourself,
            .muted, .banned:
            .notPermitted
        case .notKept: .inputOutput
        // A daemon from before there was such a request.
        case .unknownRequest: .protocolMismatch
        default: .undelivered
        }
    }

    /// How the client ends when this ends it, or keeps it from entering, at that socket. Until when somebody is
    /// banned, and why, only the daemon knows.
    func ending(at path: String) -> Ending {
        let isExplained = known == .banned && !text.isBlank
        let reason: [Phrase] = isExplained ? [.daemonSays(shortText)] : []
        return Ending(status, lines: [.about(path, phrase)] + reason)
    }

    /// The daemon's words, as far as one of ours uses any.
    private var shortText: String {
        String(text.string.unicodeScalars.prefix(2 * Limits.maxRowBytes))
    }

    /// Whether who is ended, or not let in, with it may come back without asking.
    var isForNow: Bool {
        switch known {
        case .stopping, .tooSlow, .timedOut, .full, .tooManySessions: true
        default: false
        }
    }

    /// Whether it only tells that the account is read more slowly: nothing was refused.
    var isSlowingDown: Bool { known == .tooFast && !fatal }

    /// Whether another name may be let in: who is muted has only their login.
    var isForOtherName: Bool { isAboutName || known == .muted }

    /// Whether it is a name that was refused.
    var isAboutName: Bool {
        known == .nameTaken || known == .nameReserved || known == .nameInvalid
    }
}
