package import TalkText

/// A line of the conversation on its way to the screen: what it says, how its parts look, and what stands
/// before it in the margin.
package struct ShownLine: Hashable, Sendable {
    /// What the margin says of it.
    package enum Mark: Hashable, Sendable {
        case none
        /// It is our own.
        case own
        /// It mentions us.
        case mention
    }

    /// A part of the text that has a look of its own, in bytes of its UTF-8.
    package struct Part: Hashable, Sendable {
        package let range: Range<Int>
        package let look: Look

        package init(_ range: Range<Int>, _ look: Look) {
            self.range = range
            self.look = look
        }
    }

    package let text: SafeText
    /// In the order of the text, none in another; what is in no part is plain.
    package let parts: [Part]
    /// When it was said: `14:03`.
    package let time: String
    package let mark: Mark

    package init(_ text: SafeText, parts: [Part] = [], time: String = "", mark: Mark = .none) {
        self.text = text
        self.parts = parts
        self.time = time
        self.mark = mark
    }
}
