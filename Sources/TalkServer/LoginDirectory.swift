import Posix
import TalkProtocol
import TalkRoom
import TalkText

/// Which names belong to the host's logins; asks the name service, so never call it under a lock.
///
/// Lock order: its lock is a leaf.
final class LoginDirectory: Sendable {
    /// What the listed logins look like, with their uids, by the likeness's key.
    private typealias Likenesses = [String: [(likeness: Likeness, uid: UInt32)]]

    private struct Listing: Sendable {
        var likenesses: Likenesses = [:]
        var passwordFileVersion = 0
        var madeAt: Int64?
        var isBeingMade = false
    }

    /// Logins that come from elsewhere than /etc/passwd are listed again after so long.
    private static let maxAgeMilliseconds: Int64 = 60_000

    private static let reservedWords: [Likeness] = [
        "root", "daemon", "talkroom", "talkroomd", "sair", "quit", "server", "system", "everyone",
        "operator", "wall", "notice", "aviso",
    ].compactMap(Name.init).map(Likeness.init)

    private let listing = Locked(Listing())

    /// Why an account may not be called `name`, whoever is present; nil when it may.
    ///
    /// Who cannot be asked about (descriptors or memory are used up) is not called so.
    func objection(to name: Name, by account: Account) -> ErrorCode? {
        if name == account.defaultName { return nil }
        // It would pass for the account of that uid, should that one have no login.
        if name.isDigitsOnly { return name == Name(uid: account.uid) ? nil : .nameReserved }
        let likeness = Likeness(of: name)
        if Self.reservedWords.contains(where: likeness.resembles) { return .nameReserved }
        do throws(SystemError) {
            let owner = try Accounts.uid(ofLogin: name.string) ?? account.uid
            if owner != account.uid { return .nameReserved }
            let isAnothers = try current()[likeness.key, default: []].contains {
                $0.uid != account.uid && $0.likeness.resembles(likeness)
            }
            return isAnothers ? .nameReserved : nil
        } catch {
            return .nameReserved
        }
    }

    /// What a thread that wants the listing is to do.
    private enum Turn {
        case use(Likenesses)
        case makeAnew
    }

    /// The listed logins; one thread lists them anew when they may have changed, the others take the
    /// old listing meanwhile, or wait for the first.
    private func current() throws(SystemError) -> Likenesses {
        let version = Accounts.passwordFileVersion()
        let now = MonotonicClock.milliseconds()
        let turn = listing.waitFor { listing -> Turn? in
            let isFresh =
                listing.passwordFileVersion == version
                && listing.madeAt.map { now - $0 < Self.maxAgeMilliseconds } == true
            if isFresh { return .use(listing.likenesses) }
            if listing.isBeingMade { return listing.madeAt == nil ? nil : .use(listing.likenesses) }
            listing.isBeingMade = true
            return .makeAnew
        }
        if case .use(let likenesses) = turn { return likenesses }
        defer {
            listing.withLock { $0.isBeingMade = false }
            listing.wakeWaiters()
        }
        let likenesses = try Self.listLogins()
        listing.withLock {
            $0.likenesses = likenesses
            $0.passwordFileVersion = version
            $0.madeAt = now
        }
        return likenesses
    }

    private static func listLogins() throws(SystemError) -> Likenesses {
        var likenesses: Likenesses = [:]
        for (login, uid) in try Accounts.all() {
            let likeness = Likeness(of: Name(login: login))
            likenesses[likeness.key, default: []].append((likeness, uid))
        }
        return likenesses
    }
}
