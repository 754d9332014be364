import Posix
import TalkLanguage
import TalkProtocol
import TalkRoom
import TalkText

/// Saying something to everybody, the terminals too.
extension TerminalHandler {
    /// A wall that may be said.
    struct Plan {
        let text: SafeText
        /// Whose members it is for; nil for everybody.
        let group: (name: String, gid: UInt32)?
        let hasBanner: Bool
        let milliseconds: Int64
    }

    /// - Throws: Why it may not be said.
    func plan(_ wall: Request.Wall) throws(ErrorCode) -> Plan {
        try permit(hall.currentTerms.wall)
        if !wall.hasBanner, connection.uid != 0 { throw .rootOnly }
        let text = try SafeText(message: wall.text)
        let seconds = min(wall.seconds ?? Limits.terminalSeconds, Limits.maxTerminalSeconds)
        return Plan(
            text: text, group: try wall.group.map(hall.group(called:)), hasBanner: wall.hasBanner,
            milliseconds: Int64(seconds) * 1000)
    }

    /// Those of some accounts that are members of a group.
    func members(of gid: UInt32, among uids: Set<UInt32>) -> Set<UInt32> {
        uids.filter { uid in
            do throws(SystemError) {
                return try Accounts.groups(ofUID: uid).contains(gid)
            } catch {
                hall.log.note(LogLine("name-service").with("error", error).at(.wrong))
                return false
            }
        }
    }

    /// What was said with this id before; nil when nothing was.
    ///
    /// - Throws: `id-in-use`.
    func receipt(for plan: Plan, id: MessageID) throws(ErrorCode) -> Receipt? {
        try hall.change { room throws(ErrorCode) in
            try room.receipt(for: id, uid: account.uid, text: plan.text, style: .wall)
        }
    }

    /// Who of those who are here hear it, now that it was said, or was not.
    func heard(_ plan: Plan, id: MessageID) -> Reached {
        var reached = Reached()
        var isSaid = false
        do throws(ErrorCode) {
            isSaid = try receipt(for: plan, id: id) != nil
        } catch {
            // Another session of the account took the id for another text.
        }
        reached.allSessions = hall.change { $0.listenerCount(besides: connection.session) }
        reached.sessions = isSaid ? reached.allSessions : 0
        return reached
    }

    /// Tells it to the members of a group who are here.
    ///
    /// - Throws: `muted`.
    func tell(
        _ plan: Plan, group: (name: String, gid: UInt32)
    ) throws(ErrorCode) -> Reached {
        let uids = members(of: group.gid, among: hall.change { $0.presentUIDs })
        var reached = Reached()
        reached.sessions = try hall.change { room throws(ErrorCode) in
            try room.tell(
                plan.text, toAccounts: uids, group: group.name, from: connection.session,
                now: hall.now)
        }
        reached.allSessions = reached.sessions
        return reached
    }

    /// Writes it to the terminals, but not over the screen of who is attached and reads it there.
    ///
    /// - Parameter reached: What is known of the sessions.
    func deliver(_ plan: Plan, _ reached: Reached, id: MessageID?) -> [Event] {
        let attached = hall.change { $0.attachedTerminals(and: connection.session) }
        var places = places().filter {
            !attached.contains(owner: $0.device.owner, name: $0.device.name)
        }
        if let group = plan.group {
            let members = members(of: group.gid, among: Set(places.map(\.device.owner)))
            places.removeAll { !members.contains($0.device.owner) }
        }
        let time = WallClock.local().time
        let banner =
            plan.group.map { Phrase.wallAtTerminal(who, time: time, group: $0.name) }
            ?? .wallAtTerminal(who, time: time)
        let notice = TerminalNotice(
            plan.hasBanner ? [banner] : [], in: hall.language, text: plan.text, of: login)
        return deliver(
            notice, to: places, wanted: true, reached, id: id, group: plan.group?.name,
            milliseconds: plan.milliseconds
        ).events
    }
}
