/// Text that is safe to print on a terminal: what leaves the daemon and what reaches a screen is of this type.
///
/// The rule is written in ``TextRule`` and in talkroom(7), "Safe text". It looks at a text as a
/// whole: a text that is typed key by key is made safe when it is complete, not key by key.
package struct SafeText: Hashable, Sendable, CustomStringConvertible {
    /// The safe text itself. Of control characters it holds LF and TAB at most.
    package let string: String

    /// Makes `text` safe: what could move the cursor, hide or forge a line is replaced or dropped.
    ///
    /// Safe text stays as it is. Takes time in proportion to the length of `text`.
    package init(sanitizing text: String) {
        string = Self.isPlain(text) ? text : Self.sieve(text)
    }

    /// Makes bytes of unknown origin safe; what is not UTF-8 becomes U+FFFD. For who reads a daemon's bytes.
    package init(repairing bytes: [UInt8]) {
        self.init(sanitizing: String(decoding: bytes, as: UTF8.self))
    }

    package var description: String { string }

    /// The lines, without their LF; empty lines at the end are left out, so empty text has none.
    package var lines: [Substring] {
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// How many ``lines`` there are, with empty ones at the end.
    package var lineCount: Int { 1 + string.lineFeeds }

    /// Whether there is nothing to see: no character but white space (U+2800, a Braille cell
    /// without dots, is one too).
    package var isBlank: Bool {
        if let first = string.utf8.first, (0x21...0x7E).contains(first) { return false }
        return string.unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0 == "\u{2800}"
        }
    }

    /// Nearly all that is said in Latin script: printable ASCII, LF, TAB, and U+00C0 to U+027F, whose
    /// first bytes are C3 to C9; so a second byte of 80 to BF belongs to one of these.
    private static func isPlain(_ text: String) -> Bool {
        text.everyByte { byte in
            switch byte {
            case 0x20...0x7E, 0x0A, 0x09, 0xC3...0xC9, 0x80...0xBF: true
            default: false
            }
        }
    }

    private static func sieve(_ text: String) -> String {
        var sieve = TextSieve()
        var isAfterCR = false
        for scalar in text.unicodeScalars {
            if isAfterCR && scalar != "\n" { sieve.take("\r") }
            isAfterCR = scalar == "\r"
            if !isAfterCR { sieve.take(scalar) }
        }
        if isAfterCR { sieve.take("\r") }
        return String(sieve.kept)
    }
}
