import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// Ringing who is attached, or else their terminals.
extension TerminalHandler {
    /// Rings who is attached, or else their terminals.
    ///
    /// - Throws: `muted`, `turned-off`, `operators-only`, `nobody-there`, `rings-too-often`, `text-too-long`,
    ///   `bad-value`.
    func ring(_ ring: Request.Ring) throws(ErrorCode) -> [Event] {
        try permit(hall.currentTerms.ring)
        let text = try words(of: ring)
        if let name = ring.terminal, name.utf8.count > Limits.maxTerminalNameBytes {
            throw .badValue
        }
        let now = hall.now
        if showsRoom(ring) {
            let name = Name(ring.to) ?? Name(login: ring.to)
            let reached = try hall.change { room throws(ErrorCode) in
                try room.ring(name, text: text, from: connection.session, now: now)
            }
            if let reached { return report(reached, id: ring.id) }
        }
        guard let uid = hall.uid(of: ring.to) else { throw .nobodyThere }
        try hall.change { room throws(ErrorCode) in
            try room.admitRing(from: account, to: uid, now: now)
        }
        let places = places().filter {
            $0.device.owner == uid && (ring.terminal == nil || $0.device.name == ring.terminal)
        }
        let wanted = hall.change { $0.welcomes(account, uid: uid) }
        var known = Reached(to: hall.login(of: uid))
        known.terminal = ring.terminal.map { SafeText(sanitizing: $0) }
        let (events, reached) = deliver(
            notice(ringing: text), to: places, wanted: wanted, known, id: ring.id)
        let isHeard = reached.terminals + reached.failed > 0
        let answer = hall.change {
            $0.rangAtTerminal(
                from: account, to: uid, isHeard: isHeard, since: now.milliseconds, now: hall.now)
        }
        if let answer { hall.watch.tell(answer.callers, that: answer.comer) }
        return events
    }

    /// Whether who is rung hears it in the room: at no terminal by its name, or at one that shows the room.
    private func showsRoom(_ ring: Request.Ring) -> Bool {
        guard let terminal = ring.terminal else { return true }
        guard let uid = hall.uid(of: ring.to) else { return false }
        return hall.change { $0.attachedTerminals(and: nil) }.contains(owner: uid, name: terminal)
    }

    /// Nothing said is as good as nothing to say.
    private func words(of ring: Request.Ring) throws(ErrorCode) -> SafeText {
        guard let text = ring.text else { return .empty }
        guard ring.isWhole else { return try SafeText(row: text) }
        do throws(ErrorCode) {
            return try SafeText(message: text)
        } catch {
            guard error == .textEmpty else { throw error }
            return .empty
        }
    }

    private func notice(ringing text: SafeText) -> TerminalNotice {
        let (who, time) = (who, WallClock.local().time)
        let command = hall.settings.enteringCommand
        if text.isBlank {
            return TerminalNotice(
                [.ringsAtTerminal(who, time: time), .toAnswer(command)], in: hall.language,
                of: login)
        }
        // What does not fit is left to what the environment says of the socket.
        let line = Phrase.ringsAtTerminal(who, time: time, command: command)
        let fits = TerminalNotice.fitsRow(line, in: hall.language)
        let short = Phrase.ringsAtTerminal(who, time: time, command: ServerSettings.program)
        return TerminalNotice([fits ? line : short], in: hall.language, text: text, of: login)
    }

    /// The account and the host: a terminal may be one of several that somebody has before them.
    var who: String { "\(login)@\(hall.host)" }
}
