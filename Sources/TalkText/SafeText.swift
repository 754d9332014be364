/// Text that is safe to print on a terminal: what leaves the daemon and what reaches a screen is of this type.
///
/// The rule is written in ``TextRule`` and in talkroom(7), "Safe text".
package struct SafeText: Hashable, Sendable, CustomStringConvertible {
    /// The safe text itself. Of control characters it holds LF and TAB at most.
    package let string: String

    /// Makes `text` safe: what could move the cursor, hide or forge a line is replaced or dropped.
    package init(sanitizing text: String) {
        string = text
    }

    /// Makes bytes of unknown origin safe; what is not UTF-8 becomes U+FFFD. For who reads a daemon's bytes.
    package init(repairing bytes: [UInt8]) {
        self.init(sanitizing: String(decoding: bytes, as: UTF8.self))
    }

    /// The lines.
    package var lines: [Substring] { string.split(separator: "\n") }
    /// Blank.
    package var isBlank: Bool { string.allSatisfy(\.isWhitespace) }
    package init?(validating bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(sanitizing: text)
    }

    package var description: String { string }
}
