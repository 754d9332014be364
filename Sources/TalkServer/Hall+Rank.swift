import Posix
import TalkRoom

extension Hall {
    /// What somebody is to this host: root, a member of the operators' groups as the kernel had it when they
    /// connected, or neither.
    func rank(of uid: UInt32, at socket: borrowing Socket) -> Rank {
        if uid == 0 { return .root }
        let groups = currentTerms.operatorGroups
        guard !groups.isEmpty else { return .ordinary }
        do throws(SystemError) {
            return try socket.isPeerMember(ofAny: groups) ? .operator : .ordinary
        } catch {
            return .ordinary
        }
    }
}
