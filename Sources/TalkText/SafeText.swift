/// Text that is safe to print on a terminal: what leaves the daemon and what reaches a screen is of this type.
///
/// The rule is written in ``TextRule`` and in talkroom(7), "Safe text". It looks at a text as a
/// whole: a text that is typed key by key is made safe when it is complete, not key by key.
package struct SafeText: Hashable, Sendable, CustomStringConvertible {
    /// The safe text itself. Of control characters it holds LF and TAB at most.
    package let string: String
    private let traits: ByteTraits

    /// No text at all.
    package static let empty = SafeText(sanitizing: "")

    /// Makes `text` safe: what could move the cursor, hide or forge a line is replaced or dropped.
    ///
    /// Safe text stays as it is. Takes time in proportion to the length of `text`.
    package init(sanitizing text: String) {
        let traits = ByteTraits(of: text)
        let isPlain = !traits.contains(.suspect)
        string = isPlain ? text : Self.sieve(text)
        self.traits = isPlain ? traits : ByteTraits(of: string)
    }

    /// A safe text behind another one that ends in a space: there nothing of the one has to do with the
    /// other, and both stay as they are.
    ///
    /// - Precondition: `lead` ends in a space.
    package init(_ lead: SafeText, followedBy text: SafeText) {
        precondition(
            lead.string.utf8.last == UInt8(ascii: " "), "what follows could combine with it")
        string = lead.string + text.string
        traits = lead.traits.union(text.traits)
    }

    /// Makes bytes of unknown origin safe; what is not UTF-8 becomes U+FFFD. For who reads a daemon's bytes.
    package init(repairing bytes: [UInt8]) {
        self.init(sanitizing: String(decoding: bytes, as: UTF8.self))
    }

    package var description: String { string }

    /// The lines, without their LF; empty lines at the end are left out, so empty text has none.
    package var lines: [Substring] {
        guard traits.contains(.lineFeed) else { return string.isEmpty ? [] : [string[...]] }
        var lines: [Substring] = []
        // By bytes, which is much faster than by characters; nothing combines with a LF.
        for line in string.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            lines.append(string[line.startIndex..<line.endIndex])
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The same lines, each safe by itself.
    package var safeLines: [SafeText] {
        guard traits.contains(.lineFeed) else { return string.isEmpty ? [] : [self] }
        return lines.map { SafeText(sanitizing: String($0)) }
    }

    /// How many ``lines`` there are, with empty ones at the end.
    package var lineCount: Int { traits.contains(.lineFeed) ? 1 + string.lineFeeds : 1 }

    /// Whether JSON takes it between quotation marks as it is, without escapes.
    package var isQuotable: Bool { !traits.contains(.unquotable) }

    /// Whether there is nothing to see: no character but white space (U+2800, a Braille cell
    /// without dots, is one too).
    package var isBlank: Bool {
        if let first = string.utf8.first, (0x21...0x7E).contains(first) { return false }
        return string.unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0 == "\u{2800}"
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
