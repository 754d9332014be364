import TalkLanguage
import TalkProtocol

/// What the daemon says when it ends the connection, kept until it has.
struct Farewell {
    private let path: String
    private var lastWords: Failure?

    /// - Parameter path: The socket, which the user is told of.
    init(from path: String) {
        self.path = path
    }

    /// Takes note of a failure, if it is the last one.
    mutating func note(_ failure: Failure) {
        if failure.fatal { lastWords = failure }
    }

    /// Whether it is one to whom the user may not come back.
    var isForGood: Bool { lastWords?.status == .notPermitted }

    /// Whether the daemon has nothing against our coming back by ourselves.
    var invitesBack: Bool { lastWords?.isForNow ?? true }

    /// Why it ended, as far as the daemon said.
    var reason: ErrorCode? { lastWords?.known }

    /// How the client ends with it.
    var ending: Ending {
        guard let lastWords else { return Ending(.unavailable, .roomClosed(path)) }
        return lastWords.ending(at: path)
    }
}
