@_spi(_Unicode) import Swift

/// A username as it is shown: 1 to 32 characters, in one script, in Unicode's form NFC.
///
/// Its characters are letters of a script in common use, ASCII digits, `.`, `_`, `-`, and marks
/// after a letter, 4 in a row at the most; the first is a letter or a digit. A name is safe text.
package struct Name: Hashable, Sendable, CustomStringConvertible {
    /// The name, in NFC.
    package let string: String

    /// A character in decomposed form is 4 scalars of 4 bytes at the most: longer text is no name,
    /// and is not worth normalising.
    private static let maxBytes = TextLimits.maxNameCharacters * 16

    /// Takes a name that somebody chose; nil when it breaks a rule of talkroom(7), "Names".
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maxBytes else { return nil }
        var scalars = String.UnicodeScalarView()
        var spelling = NameSpelling()
        for scalar in text.composed {
            guard spelling.takes(scalar) else { return nil }
            scalars.append(scalar)
        }
        guard (1...TextLimits.maxNameCharacters).contains(scalars.count),
            Script.areOneWriting(spelling.scripts)
        else { return nil }
        string = String(scalars)
    }

    /// The name that stands for a login; characters that no name may have become `_`.
    ///
    /// Logins are what the host made them: letters of several scripts and a first `_` stay, an empty
    /// one is `_`, and what comes after 256 characters is left out.
    package init(login: String) {
        var scalars = String.UnicodeScalarView()
        var spelling = NameSpelling()
        let start = String(login.unicodeScalars.prefix(TextLimits.maxLoginCharacters * 4))
        for scalar in start.composed.prefix(TextLimits.maxLoginCharacters) {
            if spelling.takes(scalar) {
                scalars.append(scalar)
            } else {
                spelling.takeUnderscore()
                scalars.append("_")
            }
        }
        string = scalars.isEmpty ? "_" : String(scalars)
    }

    /// The name that stands for an account without a login: the number of its uid.
    package init(uid: UInt32) {
        string = String(uid)
    }

    package var description: String { string }

    /// Whether it could be taken for the number of a uid: ASCII digits and nothing else.
    package var isDigitsOnly: Bool {
        string.unicodeScalars.allSatisfy(\.isASCIIDigit)
    }
}

extension String {
    /// In form NFC. Composed twice, because the standard library, having decomposed U+0F81 and its
    /// like, does not order their marks among those before them until it sees them again.
    fileprivate var composed: String.UnicodeScalarView {
        let once = String(String.UnicodeScalarView(_nfc))
        return String.UnicodeScalarView(once._nfc)
    }
}
