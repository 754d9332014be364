/// A username as it is shown: 1 to 32 characters, in one script, in Unicode's form NFC.
package struct Name: Hashable, Sendable, CustomStringConvertible {
    /// The name, in NFC.
    package let string: String

    /// Takes a name that somebody chose; nil when it breaks a rule of talkroom(7), "Names".
    package init?(_ text: String) {
        string = text
    }

    /// The name that stands for a login; characters that no name may have become `_`.
    package init(login: String) {
        string = login
    }

    package init(uid: UInt32) { string = String(uid) }
    package var isDigitsOnly: Bool { string.utf8.allSatisfy { (48...57).contains($0) } }
    package var description: String { string }
}
