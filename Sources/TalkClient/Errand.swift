import TalkLanguage
import TalkProtocol
import TalkText

/// What the verbs have in common: they enter without being announced or listed, and end with an answer.
struct Errand {
    let circumstances: Circumstances
    /// What a refused `hello` is named by.
    private var defaultName = ""
    private let name: String?
    private var fatal: Failure?
    private(set) var isInRoom = false

    init(_ circumstances: Circumstances, name: String? = nil) {
        self.circumstances = circumstances
        self.name = name
    }

    mutating func enter(_ greeting: Greeting, backlog: Int, _ desk: inout Desk) {
        defaultName = greeting.defaultName?.string ?? ""
        desk.send(
            .hello(
                Request.Hello(
                    name: name, present: false, replay: .backlog(backlog),
                    client: circumstances.client)))
    }

    /// Takes note of how the errand stands; a refusal at the door ends it.
    mutating func note(_ event: Event, _ desk: inout Desk) {
        switch event {
        case .welcome: isInRoom = true
        case .error(let failure) where failure.fatal: fatal = failure
        case .error(let failure) where !isInRoom && !failure.isSlowingDown:
            let thing = failure.isAboutName ? name ?? defaultName : circumstances.socketPath
            desk.end(failure.status, .about(thing, failure.phrase))
        default: break
        }
    }

    /// The daemon went away before the errand was done.
    func closed(_ desk: inout Desk) {
        let path = circumstances.socketPath
        if let fatal {
            desk.end(fatal.status, .about(path, fatal.phrase))
        } else {
            desk.end(.unavailable, .roomClosed(path))
        }
    }

    /// Done: leaves without waiting for the daemon to close.
    func finish(_ status: ExitStatus, _ desk: inout Desk) {
        desk.send(.leave)
        desk.end(status)
    }
}
