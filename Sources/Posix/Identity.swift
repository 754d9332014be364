import CLinux
import Glibc

/// As whom a process acts, as the kernel has it. See credentials(7).
package struct Identity: Hashable, Sendable {
    /// Real, effective and saved.
    package var uids: [UInt32]
    /// Real, effective and saved.
    package var gids: [UInt32]
    package var supplementaryGroups: Set<UInt32>
    /// What it has, may take or hands on, a bit each. See capabilities(7).
    package var capabilities: UInt64

    package init(
        uids: [UInt32], gids: [UInt32], supplementaryGroups: Set<UInt32>, capabilities: UInt64
    ) {
        self.uids = uids
        self.gids = gids
        self.supplementaryGroups = supplementaryGroups
        self.capabilities = capabilities
    }

    /// Whether it is root's in any way: such a process is, or can become, root.
    package var isRoot: Bool { uids.contains(0) }

    /// That of this process, or rather of the calling thread: they differ only where threads ask for it.
    package static func current() throws(SystemError) -> Identity {
        var uids: (real: uid_t, effective: uid_t, saved: uid_t) = (0, 0, 0)
        var gids: (real: gid_t, effective: gid_t, saved: gid_t) = (0, 0, 0)
        try check { unsafe getresuid(&uids.real, &uids.effective, &uids.saved) }
        try check { unsafe getresgid(&gids.real, &gids.effective, &gids.saved) }
        var groups = [gid_t](repeating: 0, count: Int(try check { getgroups(0, nil) }))
        let size = Int32(groups.count)
        let count = try check { unsafe getgroups(size, &groups) }
        var capabilities: UInt64 = 0
        try check { unsafe clinux_capabilities(&capabilities) }
        return Identity(
            uids: [uids.real, uids.effective, uids.saved],
            gids: [gids.real, gids.effective, gids.saved],
            supplementaryGroups: Set(groups.prefix(Int(count))), capabilities: capabilities)
    }

    /// Becomes an account, for good and with no group but its own and those that are kept; only root can.
    ///
    /// Other processes of the account cannot look into this one's memory from then on.
    ///
    /// - Throws: ``SystemError`` as in setresuid(2); then it is of no use any more, being somebody in part.
    package static func become(
        _ account: ServiceAccount, keeping groups: Set<UInt32> = []
    ) throws(SystemError) {
        let (uid, gid) = (account.uid, account.gid)
        // The kernel forgets with whom it was to end: that is its parent's choice, and stays.
        let (parentsSignal, parent) = (clinux_parent_death_signal(), getppid())
        // The uid last: without root's, nothing of the rest is to be had.
        let kept = Array(groups)
        try check { unsafe setgroups(kept.count, kept) }
        try check { setresgid(gid, gid, gid) }
        try check { setresuid(uid, uid, uid) }
        if parentsSignal > 0 {
            try check { clinux_set_parent_death_signal(parentsSignal) }
            // It may have gone in between, when nothing would have told of it.
            if getppid() != parent { try check { kill(getpid(), parentsSignal) } }
        }
        try check { clinux_hide_memory() }
    }

    /// Gives up what privilege is left, and never gains any again, whatever program it becomes.
    ///
    /// Call it before other threads begin: capabilities are each thread's own.
    package static func renouncePrivilege() throws(SystemError) {
        // Asked first: who has none may have been forbidden this call, on pain of death.
        if try current().capabilities != 0 { try check { clinux_drop_capabilities() } }
        try check { clinux_gain_no_privileges() }
    }

    /// Tries to become root again.
    ///
    /// - Returns: Whether it could; then it is.
    package static func canBecomeRoot() -> Bool {
        setuid(0) == 0 || setreuid(0, 0) == 0
    }
}

/// An account that a program may become.
package struct ServiceAccount: Hashable, Sendable {
    package let login: String
    package let uid: UInt32
    /// That of its own group.
    package let gid: UInt32

    package init(login: String, uid: UInt32, gid: UInt32) {
        self.login = login
        self.uid = uid
        self.gid = gid
    }
}
