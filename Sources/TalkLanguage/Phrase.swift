/// Something the programs say, in each language they speak: a phrase without one of them does not compile.
///
/// The phrases themselves are extensions beside this file, one file for each program or topic.
package struct Phrase: Hashable, Sendable {
    package let english: String
    package let portuguese: String

    package init(english: String, portuguese: String) {
        self.english = english
        self.portuguese = portuguese
    }

    /// The phrase in one language.
    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .portuguese: portuguese
        }
    }
}
