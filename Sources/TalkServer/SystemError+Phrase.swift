package import Posix
package import TalkLanguage

extension SystemError {
    /// The system's words for it, in each language.
    package var phrase: Phrase { .system(symbol: symbol, english: description) }
}
