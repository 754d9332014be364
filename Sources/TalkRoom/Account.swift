package import TalkProtocol
package import TalkText

/// Somebody the kernel vouches for: a uid, and the login it has on this host.
package struct Account: Hashable, Sendable {
    package let uid: UInt32
    /// What the account is called when it chooses nothing; always a name its owner may have.
    package let defaultName: Name

    /// - Parameter login: nil when the uid has none; its number stands in for it.
    package init(uid: UInt32, login: String?) {
        self.uid = uid
        defaultName = login.map(Name.init(login:)) ?? Name(uid: uid)
    }

    /// The account as events show it, speaking under `name`.
    package func speaker(named name: Name) -> Speaker {
        Speaker(
            name: SafeText(sanitizing: name.string),
            account: SafeText(sanitizing: defaultName.string), uid: uid)
    }
}
