import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// Carries out what has to do with terminals: who sits at one, rings, walls.
struct TerminalHandler {
    let connection: Connection
    let hall: Hall
    let account: Account

    var login: SafeText { SafeText(sanitizing: account.defaultName.string) }

    // MARK: Who may

    /// - Throws: `muted`, `turned-off` or `operators-only`.
    func permit(_ policy: Configuration.Policy) throws(ErrorCode) {
        try hall.change { room throws(ErrorCode) in
            try room.permitSpeech(of: account.uid, hall.now.wall)
        }
        switch policy {
        case .everyone: return
        case .off: throw .turnedOff
        case .operators: if !hall.isOperator(connection) { throw .operatorsOnly }
        }
    }

    // MARK: Who sits where

    /// Whether a message reaches the terminal that the session says it is at.
    var reachesOwn: Bool {
        guard let name = hall.change({ $0.terminal(of: connection.session) }) else { return false }
        let own = places().first { $0.device.owner == account.uid && $0.device.name == name }
        return own.map { hall.terminals.lets($0) } ?? false
    }

    /// Those who are not attached and have a terminal.
    func lodgers() -> [Event] {
        let present = hall.change { $0.presentUIDs }
        let now = hall.now.wall.milliseconds
        let byOwner = Dictionary(grouping: places(), by: \.device.owner)
        return byOwner.sorted { $0.key < $1.key }.compactMap { uid, places in
            guard !present.contains(uid) else { return nil }
            let takes =
                hall.change { $0.wishes[uid].takesMessages }
                && places.contains { $0.takesMessages && hall.terminals.lets($0) }
            let used = places.map(\.device.usedMilliseconds).max() ?? now
            return .lodger(
                Lodger(
                    account: hall.login(of: uid), uid: uid, terminals: places.count,
                    takesMessages: takes,
                    idleSeconds: Int(max(0, now - used) / 1000)))
        }
    }

    /// All terminals; none, told to the operator, when there are no descriptors to look.
    func places() -> [Terminals.Place] {
        do throws(SystemError) {
            return try hall.terminals.all()
        } catch {
            hall.log.note(LogLine("terminals").with("error", error).at(.wrong))
            return []
        }
    }

    // MARK: Delivering

    func deliver(
        _ notice: TerminalNotice, to places: [Terminals.Place], wanted: Bool, _ known: Reached,
        id: MessageID?, group: String? = nil,
        milliseconds: Int64 = Int64(Limits.terminalSeconds) * 1000
    ) -> (events: [Event], reached: Reached) {
        let (connection, hall, uid) = (connection, hall, account.uid)
        let accepting = places.filter { place in
            wanted && place.takesMessages
                && hall.change { $0.wishes[place.device.owner].takesMessages }
        }
        // A mute stops what waits for its turn, too, and what was begun.
        let isOver = {
            connection.fate != nil || hall.change { $0.acts.isMuted(uid, at: hall.now.wall) }
        }
        // Of one account, one at a time: who calls from many sessions waits for themselves.
        let mayDeliver = hall.terminals.begin(by: account.uid, isOver: isOver)
        defer { if mayDeliver { hall.terminals.end(by: account.uid) } }
        var delivery = TerminalDelivery(
            of: notice, among: hall.terminals, milliseconds: milliseconds, isOver: isOver)
        if mayDeliver { delivery.run(to: accepting) }
        var reached = known
        reached.terminals = delivery.reachedCount
        reached.allTerminals = places.count
        reached.off += places.count - accepting.count
        reached.failed = delivery.failures.count
        let failures = delivery.failures.map { place, reason in
            Event.unreached(
                Unreached(
                    account: hall.login(of: place.device.owner), uid: place.device.owner,
                    terminal: SafeText(sanitizing: place.device.name), reason: reason))
        }
        return (failures + report(reached, id: id, group: group), reached)
    }

    /// - Parameter group: Whose members a wall was for.
    func report(_ reached: Reached, id: MessageID?, group: String? = nil) -> [Event] {
        var reached = reached
        reached.id = id
        hall.log.note(
            LogLine(reached.to == nil ? "wall" : "ring").with("uid", account.uid)
                .with("account", account.defaultName)
                .with("to", reached.to?.string ?? group ?? "all")
                .with("sessions", reached.sessions).with("terminals", reached.terminals)
                .with("off", reached.off).with("failed", reached.failed))
        return [.reached(reached)]
    }
}
