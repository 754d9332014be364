import TalkLanguage
package import TalkProtocol
package import TalkText

/// The line that the daemon sends to everybody: its first two words are checked, the rest may be anything.
package struct Greeting: Hashable, Sendable {
    /// The name that is taken when none is chosen; nil when the line does not say.
    package let defaultName: SafeText?
    /// Why nobody is let in, when the daemon says so.
    package let refusal: Failure?

    /// Nil when the line is no greeting of version 1 of the protocol.
    package init?(line: [UInt8]) {
        let text = SafeText(repairing: line).string
        let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "talkroom", words[1] == "1" else { return nil }
        let rest = words.count > 3 ? words[3] : ""
        refusal = Self.refusal(in: rest)
        defaultName = Self.bracketed(in: rest)
    }

    private static func refusal(in rest: Substring) -> Failure? {
        let words = rest.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "error" else { return nil }
        return Failure(
            code: SafeText(sanitizing: String(words[1])),
            text: SafeText(sanitizing: words.count > 2 ? String(words[2]) : ""), fatal: true)
    }

    private static func bracketed(in rest: Substring) -> SafeText? {
        guard rest.last == "]", let start = rest.lastIndex(of: "[") else { return nil }
        let name = rest[rest.index(after: start)...].dropLast()
        return name.isEmpty ? nil : SafeText(sanitizing: String(name))
    }
}
