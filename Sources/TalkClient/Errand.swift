import TalkLanguage
import TalkProtocol
import TalkText

/// What the verbs and `--json` have in common: nobody is there to be asked for another name, so who is
/// refused at the door goes away.
struct Errand {
    /// What becomes of it when the daemon goes away.
    enum Persistence: Hashable {
        /// It ends.
        case none
        /// It comes back to the room that it was in.
        case comesBack
        /// It tries from the beginning.
        case insists
    }

    /// What an event comes to, besides what it says.
    struct Hearing: Hashable {
        /// False for what was said and taken before, and for the answer to a question of our own.
        var isNews = true
        /// Everything missed is here now: what has no receipt is to be said again.
        var hasCaughtUp = false
    }

    let circumstances: Circumstances
    private let name: String?
    private let persistence: Persistence
    /// What a refused `hello` without a name is about.
    private var defaultName = ""
    private var resumption: Resumption

    init(_ circumstances: Circumstances, name: String? = nil, persistence: Persistence = .none) {
        self.circumstances = circumstances
        self.name = name
        self.persistence = persistence
        resumption = Resumption(circumstances)
    }

    /// In the room, with nothing to catch up on.
    var isInRoom: Bool { resumption.place == .inRoom }
    /// Whether it ever was in the room.
    var wasInRoom: Bool { resumption.place != .outside }

    /// Whether the daemon ended it, and lets nobody of this account come back by themselves.
    var isForGood: Bool { resumption.isForGood }

    /// Whether the room was lost since.
    var wasAway: Bool { resumption.wasAway }

    /// The message of our own that an event is the receipt of; nil when it is none.
    func receipt(in event: Event) -> MessageID? { resumption.receipt(in: event) }

    /// Enters the room; `present` or without being announced and listed.
    mutating func enter(
        _ greeting: Greeting, present: Bool = false, backlog: Int? = nil, _ desk: inout Desk
    ) {
        defaultName = greeting.defaultName?.string ?? ""
        desk.send(
            resumption.hello(
                Request.Hello(
                    name: name, present: present, replay: .backlog(backlog),
                    client: circumstances.client, terminal: circumstances.terminal)))
    }

    /// Takes note of how the errand stands; a refusal at the door ends it, unless it was in the room before.
    mutating func hear(_ event: Event, _ desk: inout Desk) -> Hearing {
        var isNews = true
        switch event {
        case .welcome(let welcome):
            guard let opening = resumption.entered(welcome, &desk) else { return Hearing() }
            tell(of: opening, &desk)
        case .said(let said): isNews = resumption.isNews(said)
        case .pong(let id): isNews = !resumption.isOwn(pong: id)
        case .renamed(let presence, _): resumption.renamed(presence)
        case .error(let failure): refused(failure, &desk)
        default: break
        }
        return Hearing(isNews: isNews, hasCaughtUp: resumption.caughtUp() != nil)
    }

    private func tell(of opening: Bookmark.Opening, _ desk: inout Desk) {
        // Who only sends has missed nothing.
        let isAnother = opening == .another
        let phrases =
            persistence == .insists && !isAnother
            ? [.backInTheRoom] : resumption.phrases(of: opening)
        for phrase in phrases { desk.complain(phrase) }
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) {
        resumption.note(failure)
        guard resumption.isAtDoor, !failure.fatal, !failure.isSlowingDown else { return }
        if wasInRoom || persistence == .insists && failure.isForNow {
            switch resumption.refused(failure) {
            case .passing(let phrase):
                desk.retries = true
                if let phrase { desk.complain(phrase) }
            case .final(let ending): desk.end(ending)
            }
        } else {
            guard failure.isForOtherName else {
                return desk.end(failure.ending(at: circumstances.socketPath))
            }
            desk.end(failure.status, .about(name ?? defaultName, failure.phrase))
        }
    }

    /// There is no connection (any more), and the errand is not done: tries again, if it may.
    ///
    /// - Returns: Whether it does; otherwise it is to be ended.
    mutating func comesBack(after loss: Loss, _ desk: inout Desk) -> Bool {
        let comesBack = resumption.comesBack(after: loss, insists: persistence == .insists)
        guard comesBack, persistence != .none else { return false }
        desk.retries = true
        if let phrase = resumption.leave() { desk.complain(phrase) }
        return true
    }

    /// Ends for the reason that there is no connection.
    func end(_ desk: inout Desk) {
        desk.end(resumption.ending)
    }

    /// Ends as it stands: the daemon was not to be had for as long as we had time.
    func giveUp(_ desk: inout Desk) {
        guard !resumption.hasFailed else { return desk.end(resumption.ending) }
        let seconds = circumstances.timeoutMilliseconds / 1000
        desk.end(.unavailable, .noAnswer(circumstances.socketPath, seconds: seconds))
    }

    /// Done: leaves without waiting for the daemon to close.
    func finish(_ status: ExitStatus, _ desk: inout Desk) {
        desk.send(.leave)
        desk.end(status)
    }
}
