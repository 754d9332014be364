import Posix
package import TalkLanguage
import TalkText

/// Standard error, for what the user is told about the program.
package struct Console: Sendable {
    private let language: Language
    private let program: String
    private let isMuted: Bool

    /// - Parameter program: The name by which the user called it.
    package init(language: Language, program: String, isMuted: Bool = false) {
        self.language = language
        self.program = program
        self.isMuted = isMuted
    }

    init(_ circumstances: Circumstances) {
        self.init(
            language: circumstances.language, program: circumstances.program,
            isMuted: circumstances.isQuiet)
    }

    /// Prints `PROGRAM: …`, made safe: a path or a word in it may be anybody's.
    package func complain(_ phrase: Phrase) {
        if isMuted { return }
        let text = SafeText(sanitizing: phrase.text(in: language)).string
        let line = text.split(separator: "\n").joined(separator: " ")
        do throws(SystemError) {
            try StandardStream.error.write(Array("\(program): \(line)\n".utf8))
        } catch {
            // There is nobody left to be told.
        }
    }
}
