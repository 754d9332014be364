import Posix
package import TalkLanguage
import TalkText

/// Standard error, for what the user is told about the program; and standard output when the loop is over.
package struct Console: Sendable {
    private let language: Language

    package init(language: Language) {
        self.language = language
    }

    /// Prints `talkroom: …`, made safe: a path or a word in it may be anybody's.
    package func complain(_ phrase: Phrase) {
        let text = SafeText(sanitizing: phrase.text(in: language)).string
        let line = text.split(separator: "\n").joined(separator: " ")
        put(Array("talkroom: \(line)\n".utf8), on: .error)
    }

    /// Prints bytes that have been made safe; for the last ones of a terminal, whose failure changes nothing.
    func write(_ bytes: [UInt8]) {
        put(bytes, on: .output)
    }

    private func put(_ bytes: [UInt8], on stream: StandardStream) {
        do throws(SystemError) {
            try stream.write(bytes)
        } catch {
            // There is nobody left to be told.
        }
    }
}
