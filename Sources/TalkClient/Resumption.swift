import Posix
import TalkLanguage
import TalkProtocol
import TalkText

/// Being in the room over however many connections: whether one comes back after the end of one, as whom,
/// and what has been seen.
struct Resumption {
    enum Place: Hashable {
        /// Never let in yet.
        case outside
        case inRoom
        /// Was in the room; there is no connection, or the daemon has not let us in again.
        case away
        /// In the room again, and not everything missed is here yet.
        case catchingUp
    }

    /// What a refusal at the door comes to, of who is not to be turned away by it.
    enum Refusal: Hashable {
        /// Try again later; the user is told this much.
        case passing(Phrase?)
        case final(Ending)
    }

    private(set) var place = Place.outside
    /// The room was lost once, or more often.
    private(set) var wasAway = false
    let circumstances: Circumstances
    private var bookmark = Bookmark()
    private var farewell: Farewell
    private var asked = Request.Replay.backlog(nil)
    /// The username that the daemon gave us; nil before it did.
    private(set) var name: String?
    /// Another one, which the user asked for while away.
    private var wish: String?
    private var session: UInt64 = 0
    private var uid: UInt32?
    /// Our own login, as the daemon has it.
    private(set) var account: String?
    private var since: LocalTime?
    private var missed: UInt64 = 0
    /// The last number said when we came for the first time.
    private var pastEnd: UInt64 = 0
    private var isRefusalTold = false
    /// Of our own: its pong comes after what was said before the welcome.
    private var replayPing: MessageID?
    private var lastFailure: Ending?

    init(_ circumstances: Circumstances) {
        self.circumstances = circumstances
        farewell = Farewell(from: circumstances.socketPath)
    }

    var isForGood: Bool { farewell.isForGood }

    /// Not let in: for the first time, or again.
    var isAtDoor: Bool { place == .outside || place == .away }

    // MARK: Going in

    /// The request that enters the room: as it is given the first time, and later as who one was, from
    /// where one was.
    mutating func hello(_ first: Request.Hello) -> Request {
        var hello = first
        if let name = wish ?? name { hello.name = name }
        if let replay = bookmark.replay { hello.replay = replay }
        asked = hello.replay
        return .hello(hello)
    }

    /// The daemon let us in.
    ///
    /// - Returns: What somebody who was away missed; nil when one came for the first time.
    mutating func entered(_ welcome: Welcome, _ desk: inout Desk) -> Bookmark.Opening? {
        let opening = bookmark.open(welcome, asked: asked)
        name = welcome.speaker.name.string
        wish = nil
        session = welcome.session
        uid = welcome.speaker.uid
        account = welcome.speaker.account.string
        lastFailure = nil
        farewell = Farewell(from: circumstances.socketPath)
        missed = 0
        guard place == .away else {
            place = .inRoom
            pastEnd = welcome.seq
            return nil
        }
        place = .catchingUp
        if opening == .another { pastEnd = 0 }
        if case .same(let count, let lost) = opening { missed = count - lost }
        if bookmark.isReplaying {
            replayPing = MessageID(circumstances.randomToken())
            desk.send(.ping(id: replayPing))
        }
        return opening
    }

    /// What the user is told of that, before what was missed.
    func phrases(of opening: Bookmark.Opening) -> [Phrase] {
        guard case .same(_, let lost) = opening else { return [.backInTheRoom, .roomBeganAnew] }
        return [.backInTheRoom] + (lost > 0 ? [.noLongerKept(lost)] : [])
            + (missed > 0 ? [.missed(missed, since: shownSince)] : [])
    }

    /// The time alone, on the day itself.
    private var shownSince: String {
        guard let since else { return "" }
        let isToday = since.date == circumstances.localTime(circumstances.now()).date
        return isToday ? since.time : "\(since.date) \(since.time)"
    }

    /// Whether everything missed is here now, which is so once: then what has no receipt is said again.
    ///
    /// - Returns: What the user is told; nil when it is not so.
    mutating func caughtUp() -> [Phrase]? {
        guard place == .catchingUp, !bookmark.isReplaying else { return nil }
        place = .inRoom
        return missed > 0 ? [.nowLive] : []
    }

    // MARK: In the room

    /// Whether something said was not taken before.
    mutating func isNews(_ said: Said) -> Bool { bookmark.take(said) }

    mutating func isNews(_ told: Told) -> Bool { bookmark.take(told) }

    /// Whether something was said or told by ourselves, as far as others can see: whoever sits at two
    /// terminals is somebody else at each.
    func isOurs(_ event: Event) -> Bool {
        isOwn(event) && event.speaker?.name.string == name
    }

    /// Whether something was said or told by our own account.
    private func isOwn(_ event: Event) -> Bool {
        uid != nil && event.speaker?.uid == uid
    }

    /// The message of our own that an event is the receipt of; nil when it is none.
    ///
    /// A `receipt` comes to this session alone; what was said and told comes to others too, and they may have
    /// given it any id.
    func receipt(in event: Event) -> MessageID? {
        switch event {
        case .said(let said): isOwn(event) ? said.id : nil
        case .told(let told): isOwn(event) ? told.id : nil
        case .receipt(let receipt): receipt.id
        default: nil
        }
    }

    /// Whether something was said before we came for the first time.
    func isPast(_ event: Event) -> Bool {
        if case .said(let said) = event { said.seq <= pastEnd } else { false }
    }

    /// The names by which others may mean us.
    var ownNames: [String] {
        guard let account, account != name else { return name.map { [$0] } ?? [] }
        return (name.map { [$0] } ?? []) + [account]
    }

    /// Where we are in the room's numbers; nil before we have seen any.
    var visit: Visit? {
        bookmark.position.map {
            Visit(ledger: $0.ledger, seq: $0.seq, time: circumstances.now())
        }
    }

    /// Takes note of our own renaming.
    mutating func renamed(_ presence: Presence) {
        if presence.session == session { name = presence.speaker.name.string }
    }

    /// Whether a pong answers our own ping.
    mutating func isOwn(pong id: MessageID?) -> Bool {
        guard let id, id == replayPing else { return false }
        bookmark.endReplay()
        return true
    }

    mutating func note(_ failure: Failure) {
        farewell.note(failure)
    }

    // MARK: Away

    /// Takes note that there is no connection, for this reason.
    ///
    /// - Parameter insists: Comes back even if never let in.
    /// - Returns: Whether one comes back.
    mutating func comesBack(after loss: Loss, insists: Bool = false) -> Bool {
        let wasGreeted = loss == .closed
        let ending: Ending = if case .failed(let ending) = loss { ending } else { farewell.ending }
        lastFailure = ending
        guard circumstances.reconnects, place != .outside || insists else { return false }
        return wasGreeted ? farewell.invitesBack : ending.status == .unavailable
    }

    /// We are away, and come back.
    ///
    /// - Returns: What the user is told, which is so once for each absence; nil afterwards.
    mutating func leave() -> Phrase? {
        defer { farewell = Farewell(from: circumstances.socketPath) }
        guard place == .inRoom || place == .catchingUp else { return nil }
        let phrase = Phrase.tryingAgain(after: farewell.reason)
        // Who was thrown out while catching up was away all the time.
        if place == .inRoom { since = circumstances.localTime(circumstances.now()) }
        isRefusalTold = false
        place = .away
        wasAway = true
        return phrase
    }

    /// How the client ends, as it does not come back.
    var ending: Ending { lastFailure ?? farewell.ending }

    /// Whether there was a failure at all.
    var hasFailed: Bool { lastFailure != nil }

    /// Takes another username once back.
    mutating func wish(for name: String) {
        wish = name
        isRefusalTold = false
    }

    /// The daemon did not let us in.
    mutating func refused(_ failure: Failure) -> Refusal {
        let thing = failure.isAboutName ? wish ?? name ?? "" : circumstances.socketPath
        let ending = Ending(failure.status, .about(thing, failure.phrase))
        lastFailure = ending
        if failure.isForNow { return .passing(nil) }
        if failure.isAboutName, wish != nil {
            // Then as who we were.
            wish = nil
            return .passing(.about(thing, failure.phrase))
        }
        if failure.known == .muted, let account, wish ?? name != account {
            // Only as that is the room open to us.
            wish = account
            return .passing(.onlyAsYourself(account))
        }
        // Perhaps by our own session that the daemon does not yet know to be gone.
        guard failure.known == .nameTaken else { return .final(ending) }
        defer { isRefusalTold = true }
        return .passing(isRefusalTold ? nil : .nameTakenMeanwhile(thing))
    }
}
