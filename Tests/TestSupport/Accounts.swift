import Foundation

/// An account of this host.
package struct Account: Sendable {
    package let login: String
    package let uid: uid_t
    package let gid: gid_t

    /// What is put before a command that this account runs.
    package var asPrefix: [String] {
        ["setpriv", "--reuid=\(uid)", "--regid=\(gid)", "--clear-groups", "--"]
    }

    /// The account that runs the tests.
    package static let own: Account = {
        let login = NameService.login(ofUID: geteuid()) ?? "\(geteuid())"
        return Account(login: login, uid: geteuid(), gid: getegid())
    }()

    /// Whose process a daemon becomes that the tests start: root's is another account's, as it must be.
    package static func keeping() throws -> Account {
        Programs.isRoot ? try Accounts.keeper.get() : .own
    }

    /// The setting with which root's daemon becomes this account's.
    package var asService: [String] { Programs.isRoot ? ["user=\(login)"] : [] }
}

/// Real accounts, made for the tests and removed when they end. Only root can make them.
package enum Accounts {
    package static let canBeMade = Programs.isRoot
    package static let skipMessage = "only root can make the accounts that this needs"

    package static let ada = Result { try make() }
    package static let wren = Result { try make() }
    package static let third = Result { try make() }
    /// For the daemons of root's tests: the host may have no account `talkroom`.
    package static let keeper = Result { try make() }
    package static let fourth = Result { try make() }
    /// One who is logged in nowhere.
    package static let visiting = Result { try make() }

    /// A login that nobody has yet, of letters that other scripts and digits imitate.
    package static func freshLogin() -> String {
        let ending = (0..<6).compactMap { _ in "aceiloprtuxy".randomElement() }
        return "coxpaleis" + String(ending)
    }

    /// Makes an account, which is removed when the tests end.
    package static func make(_ login: String = freshLogin()) throws -> Account {
        try eventually("useradd \(login)") {
            let made = try run(["useradd", "--no-create-home", "--shell", "/bin/sh", login])
            return made.status == 0 || made.status == 9
        }
        Leftovers.atEnd { _ = try? run(["userdel", "--force", login]) }
        guard let made = NameService.account(ofLogin: login) else {
            throw Unmet("no account \(login) after useradd")
        }
        return Account(login: login, uid: made.uid, gid: made.gid)
    }
}
