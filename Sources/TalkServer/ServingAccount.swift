import Posix
import TalkLanguage
import TalkLedger

/// As whom the daemon serves: not as root, but where root alone can enter.
package struct ServingAccount: Sendable {
    /// Whom root's daemon becomes where the configuration names nobody.
    package static let usualLogin = "talkroom"
    /// Whom, where that account is missing.
    static let lastLogin = "nobody"

    /// Whom it becomes; nil when it was started as who it is to be.
    let account: ServiceAccount?
    /// Whether it is somebody else than the usual account, for want of that.
    let isMakeshift: Bool

    /// Root's daemon becomes an account, but where it holds a room that root alone can enter; then there is no
    /// such value. Anybody else's stays who started it.
    ///
    /// - Parameters:
    ///   - login: Whose, as the configuration has it; nil for the usual one.
    ///   - socket: The path of the room's socket; nil when it was passed.
    /// - Throws: ``StartFailure`` when there is no such account, or it is root's own.
    package init?(login: String?, socket: String?) throws(StartFailure) {
        do throws(SystemError) {
            guard try Identity.current().isRoot else {
                (account, isMakeshift) = (nil, false)
                return
            }
        } catch {
            throw StartFailure(.stillPrivileged(error.description), .notPermitted)
        }
        if login == nil, let socket, Self.isRootsAlone(socket) { return nil }
        let wanted = login ?? Self.usualLogin
        var found = try Self.find(wanted)
        isMakeshift = found == nil && login == nil
        if isMakeshift { found = try Self.find(Self.lastLogin) }
        guard let found else { throw StartFailure(.noServiceAccount(wanted), .notPermitted) }
        if found.uid == 0 { throw StartFailure(.serviceAccountIsRoot(wanted), .notPermitted) }
        account = found
    }

    private static func find(_ login: String) throws(StartFailure) -> ServiceAccount? {
        do throws(SystemError) {
            return try Accounts.account(ofLogin: login)
        } catch {
            throw StartFailure(.cannotLookUpAccount(login, error.phrase), .unavailable)
        }
    }

    /// Whether the directory of the socket is root's, and nobody else gets through.
    private static func isRootsAlone(_ socket: String) -> Bool {
        do throws(SystemError) {
            let facts = try Directory(opening: directory(of: socket)).facts()
            return facts.owner == 0 && facts.permissions & 0o077 == 0
        } catch {
            // It is missing, and will be made for everybody.
            return false
        }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes the directory of the socket for the account, if only it is missing and root can make it.
    func makeDirectory(ofSocket path: String) {
        guard let account else { return }
        let directory = Self.directory(of: path)
        do throws(SystemError) {
            guard try Files.look(at: directory) == nil else { return }
            try Directory(making: directory, mode: 0o755).give(to: account)
        } catch {
            // Who makes the socket there will say why it cannot be made.
        }
    }

    /// Makes the ledger's directory for the account, if only it is missing; gives it an empty one of root's.
    func makeDirectory(of ledger: LedgerPlace) throws(StartFailure) {
        guard let account else { return }
        do throws(SystemError) {
            guard let found = try Files.look(at: ledger.directory) else {
                return try Directory(making: ledger.directory, mode: LedgerBounds.directoryMode)
                    .give(to: account)
            }
            // Where somebody else's symbolic link leads is not root's to give.
            if found.kind == .directory {
                try Self.giveIfUnused(Directory(opening: ledger.directory), to: account)
            }
        } catch {
            throw StartFailure(
                .cannotOpenLedger(ledger.directory, error.phrase), .cannotCreate)
        }
    }

    /// What others may write to, as /tmp, was not made for a ledger.
    private static func giveIfUnused(
        _ directory: borrowing Directory, to account: ServiceAccount
    ) throws(SystemError) {
        let facts = try directory.facts()
        guard facts.owner == 0, facts.permissions & 0o022 == 0, try directory.names().isEmpty
        else { return }
        try directory.give(to: account)
    }

    /// The group that terminals take messages from, where root says that the daemon is to have it: by giving it to
    /// the process, or to the account. Of all that root's process has, no other is kept.
    private static func terminalGroup(
        for account: ServiceAccount
    ) throws(SystemError) -> Set<UInt32> {
        guard let group = try Accounts.gid(ofGroup: "tty") else { return [] }
        let given = try Identity.current().supplementaryGroups
            .union(Accounts.groups(ofUID: account.uid))
        return given.contains(group) ? [group] : []
    }

    /// Becomes it for good, and makes sure of that. Call it before threads begin.
    ///
    /// - Throws: ``StartFailure`` when it has not left all privilege behind; then it is of no use any more.
    func settle() throws(StartFailure) {
        var groups: Set<UInt32> = []
        if let account {
            do throws(SystemError) {
                groups = try Self.terminalGroup(for: account)
                try Identity.become(account, keeping: groups)
            } catch {
                throw StartFailure(.cannotBecome(account.login, error.phrase), .notPermitted)
            }
        }
        let identity: Identity
        do throws(SystemError) {
            try Identity.renouncePrivilege()
            identity = try Identity.current()
        } catch {
            throw StartFailure(.stillPrivileged(error.description), .notPermitted)
        }
        var privilege = Self.privilege(left: identity, to: account, groups)
        // Who never was root does not try, which it may have been forbidden, on pain of death.
        if privilege == nil, account != nil, Identity.canBecomeRoot() { privilege = "setuid" }
        if let privilege { throw StartFailure(.stillPrivileged(privilege), .notPermitted) }
    }

    /// What a process has that an ordinary one has not, in one word; nil when all is as it should be.
    ///
    /// - Parameters:
    ///   - account: Whom it was to become; nil for who it was before.
    ///   - groups: Those it was to keep.
    static func privilege(
        left identity: Identity, to account: ServiceAccount?, _ groups: Set<UInt32> = []
    ) -> String? {
        if identity.isRoot { return "uid" }
        if identity.capabilities != 0 { return "capabilities" }
        guard let account else { return nil }
        if identity.uids != Array(repeating: account.uid, count: 3) { return "uid" }
        if identity.gids != Array(repeating: account.gid, count: 3) { return "gid" }
        return identity.supplementaryGroups == groups ? nil : "groups"
    }
}
