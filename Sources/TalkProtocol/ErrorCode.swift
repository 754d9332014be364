/// Why a request was refused, as the word that goes over the wire. talkroom(7), "Errors", lists them.
package enum ErrorCode: String, CaseIterable, Error, Sendable {
    case nameTaken = "name-taken"
    case nameReserved = "name-reserved"
    case nameInvalid = "name-invalid"
    case textTooLong = "text-too-long"
    case textEmpty = "text-empty"
    case notUTF8 = "not-utf8"
    case badJSON = "bad-json"
    case badValue = "bad-value"
    case unknownRequest = "unknown-request"
    case helloFirst = "hello-first"
    case helloTwice = "hello-twice"
    case idInUse = "id-in-use"
    case nobodyThere = "nobody-there"
    case notKept = "not-kept"
    case full = "full"
    case tooManySessions = "too-many-sessions"
    case tooFast = "too-fast"
    case notPermitted = "not-permitted"
    case operatorsOnly = "operators-only"
    case rootOnly = "root-only"
    case turnedOff = "turned-off"
    case ringsTooOften = "rings-too-often"
    case noSuchGroup = "no-such-group"
    case notATerminal = "not-a-terminal"
    case tooManyTerminals = "too-many-terminals"
    case muted
    case banned
    case notOnRoot = "not-on-root"
    case notOnYourself = "not-on-yourself"
    case noSuchAccount = "no-such-account"
    case noSuchMessage = "no-such-message"
    case nothingToLift = "nothing-to-lift"
    // The reasons of `left` that the daemon gives to whom it ends.
    case tooSlow = "too-slow"
    case timedOut = "timed-out"
    case dismissed = "dismissed"
    case stopping = "stopping"
}

/// Why somebody left, as the word that goes over the wire.
package enum LeaveReason: String, CaseIterable, Sendable {
    case quit
    case hungUp = "hung-up"
    case tooSlow = "too-slow"
    case timedOut = "timed-out"
    case dismissed
    case stopping

    /// What the one who is ended is told, when it is the daemon that ends it.
    package var errorCode: ErrorCode? {
        switch self {
        case .quit, .hungUp: nil
        case .tooSlow: .tooSlow
        case .timedOut: .timedOut
        case .dismissed: .dismissed
        case .stopping: .stopping
        }
    }
}
