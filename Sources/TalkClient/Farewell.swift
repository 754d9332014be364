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

    /// The daemon has closed the connection, which nobody here asked for.
    func end(_ desk: inout Desk) {
        if let lastWords {
            desk.end(lastWords.status, .about(path, lastWords.phrase))
        } else {
            desk.end(.unavailable, .roomClosed(path))
        }
    }
}
