/// The limits of names and of safe text; `Limits` repeats them beside those of the wire.
package enum TextLimits {
    /// Characters (Unicode scalars, in NFC) of a chosen username.
    package static let maxNameCharacters = 32
    /// Characters of the name that stands for a login; Linux allows a login 255 bytes.
    package static let maxLoginCharacters = 256
    /// Combining marks that may follow one another.
    package static let maxStackedMarks = 4
    /// Emoji that zero-width joiners may make one picture of; the longest known has 5 (with its signs).
    package static let maxJoinedEmoji = 8
}
