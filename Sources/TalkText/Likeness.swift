/// What a name looks like: two names that a hurried reader could take for one another resemble.
package struct Likeness: Sendable {
    /// Names that resemble have the same key; those with the same key need not resemble.
    package let key: String

    package init(of name: Name) {
        key = name.string
    }

    /// Whether a reader could take the one for the other.
    package func resembles(_ other: Likeness) -> Bool {
        key == other.key
    }
}
