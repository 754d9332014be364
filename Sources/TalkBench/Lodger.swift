import Posix

/// Whose process talkroomd becomes where root measures: as root it serves nobody.
struct Lodger {
    /// An account that every host has, and that owns nothing.
    private static let login = "nobody"

    private let account: ServiceAccount

    /// Nil where somebody else measures than root.
    init?() throws(SystemError) {
        guard try Identity.current().isRoot else { return nil }
        guard let account = try Accounts.account(ofLogin: Self.login) else { throw .notFound }
        self.account = account
    }

    /// The key of the configuration that names it, with its value.
    var setting: String { "user=\(account.login)" }

    /// That of its group.
    var gid: UInt32 { account.gid }

    /// Lets it through a directory, in which it still sees nothing and makes nothing.
    func mayPass(_ directory: String) throws(SystemError) {
        try Directory(opening: directory).letThrough(account)
    }
}
