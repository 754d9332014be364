import Posix
import TalkLanguage

extension SystemError {
    /// The system's words for it, in each language.
    var phrase: Phrase { .system(symbol: symbol, english: description) }
}
