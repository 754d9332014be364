import Posix

/// The accounts that share a host: ordinary ones, and one that disturbs them. None of them is anybody's.
struct Neighbourhood {
    /// So many that each is below its pace when all together say 200 lines a second.
    private static let ordinaryAccounts = 20
    /// Far from those that hosts give to people, to services and to containers.
    private static let firstUID: UInt32 = 47_000

    let ordinary: [ServiceAccount]
    let noisy: ServiceAccount

    /// Nil where this process cannot be others.
    init?() throws(Fault) {
        guard let gid = try faulting({ () throws(SystemError) in try Lodger()?.gid }) else {
            return nil
        }
        // In the group of the daemon's account: that one is let through the benchmark's directories.
        var accounts: [ServiceAccount] = []
        var uid = Self.firstUID
        while accounts.count <= Self.ordinaryAccounts {
            let login = try faulting { () throws(SystemError) in try Accounts.login(ofUID: uid) }
            if login == nil { accounts.append(ServiceAccount(login: "", uid: uid, gid: gid)) }
            uid += 1
        }
        noisy = accounts.removeLast()
        ordinary = accounts
    }
}
