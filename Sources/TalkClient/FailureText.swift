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
        if known == .notPermitted { return .notPermitted }
        return isAboutName ? .undelivered : .unavailable
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

    /// Whether it is a name that was refused.
    var isAboutName: Bool {
        known == .nameTaken || known == .nameReserved || known == .nameInvalid
    }
}
