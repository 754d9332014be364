/// A sender's own token for a message: 1 to 64 printable ASCII characters.
package struct MessageID: Hashable, Sendable {
    /// The token itself.
    package let string: String

    /// Nil when `text` is not 1 to 64 printable ASCII characters.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Limits.maxIDCharacters).contains(bytes.count),
            bytes.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        string = text
    }
}
