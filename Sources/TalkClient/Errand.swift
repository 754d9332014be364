import TalkLanguage
import TalkProtocol
import TalkText

/// What the verbs and `--json` have in common: nobody is there to be asked for another name, so who is
/// refused at the door goes away.
struct Errand {
    let circumstances: Circumstances
    private let name: String?
    /// What a refused `hello` without a name is about.
    private var defaultName = ""
    private var farewell: Farewell
    private(set) var isInRoom = false

    init(_ circumstances: Circumstances, name: String? = nil) {
        self.circumstances = circumstances
        self.name = name
        farewell = Farewell(from: circumstances.socketPath)
    }

    /// Enters the room; `present` or without being announced and listed.
    mutating func enter(
        _ greeting: Greeting, present: Bool = false, backlog: Int? = nil, _ desk: inout Desk
    ) {
        defaultName = greeting.defaultName?.string ?? ""
        desk.send(
            .hello(
                Request.Hello(
                    name: name, present: present, replay: .backlog(backlog),
                    client: circumstances.client)))
    }

    /// Takes note of how the errand stands; a refusal at the door ends it.
    mutating func note(_ event: Event, _ desk: inout Desk) {
        switch event {
        case .welcome: isInRoom = true
        case .error(let failure) where failure.fatal: farewell.note(failure)
        case .error(let failure) where !isInRoom && !failure.isSlowingDown:
            let thing = failure.isAboutName ? name ?? defaultName : circumstances.socketPath
            desk.end(failure.status, .about(thing, failure.phrase))
        default: break
        }
    }

    /// The daemon went away before the errand was done.
    func closed(_ desk: inout Desk) {
        farewell.end(&desk)
    }

    /// Done: leaves without waiting for the daemon to close.
    func finish(_ status: ExitStatus, _ desk: inout Desk) {
        desk.send(.leave)
        desk.end(status)
    }
}
