import Posix
package import TalkLanguage
import TalkText

/// Standard error, for what the user is told about the program.
package struct Console: Sendable {
    private let language: Language

    package init(language: Language) {
        self.language = language
    }

    /// Prints `talkroom: …`, made safe: a path or a word in it may be anybody's.
    package func complain(_ phrase: Phrase) {
        let text = SafeText(sanitizing: phrase.text(in: language)).string
        let line = text.split(separator: "\n").joined(separator: " ")
        do throws(SystemError) {
            try StandardStream.error.write(Array("talkroom: \(line)\n".utf8))
        } catch {
            // There is nobody left to be told.
        }
    }
}
