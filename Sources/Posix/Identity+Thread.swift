import CLinux
import Glibc

/// Acting as somebody else for a moment. See credentials(7).
extension Identity {
    /// Does something as another account without groups but its own, in this thread alone; only root can. It is
    /// that account whom the others see at the sockets which are connected meanwhile.
    ///
    /// Precondition: no other thread changes as whom the process acts.
    ///
    /// - Throws: What `body` throws, or ``SystemError`` as in setresuid(2). In any case this thread is root's again.
    package static func acting<Result: ~Copyable>(
        as account: ServiceAccount, _ body: () throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        let (ownUID, ownGID) = (geteuid(), getegid())
        let ownGroups = Array(try current().supplementaryGroups)
        // Who may not do this may not undo it, either.
        try check { clinux_set_thread_groups(0, nil) }
        defer {
            // The real uid is still root's, so none of this can be refused.
            let isBack =
                unsafe clinux_set_thread_uid(ownUID) == 0
                && clinux_set_thread_gid(ownGID) == 0
                && clinux_set_thread_groups(UInt(ownGroups.count), ownGroups) == 0
            precondition(isBack, "a thread is no more who it was")
        }
        // The uid last: without root's, nothing of the rest is to be had.
        try check { clinux_set_thread_gid(account.gid) }
        try check { clinux_set_thread_uid(account.uid) }
        return try body()
    }
}
