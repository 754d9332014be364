package import TalkLanguage

/// What a value or a word of the command line is, as far as a shell can complete it.
package enum ValueKind: Hashable, Sendable {
    /// A text or a number that nobody can guess.
    case free
    case file
    case directory
    case socket
    /// The name of somebody who is here.
    case person
    /// One of these.
    case words([String])
    /// `KEY=VALUE` of the daemon's configuration.
    case setting
}

/// A shell whose completion the programs print.
package enum Shell: String, Hashable, Sendable, CaseIterable {
    case bash, zsh, fish
}

/// A key of the configuration, as its completion needs it.
package struct SettingRow: Hashable, Sendable {
    /// What stands before the `=`.
    package let key: String
    /// What its value must be.
    package let expected: Phrase
    /// The words that it takes, of which there may be none, besides other values.
    package let choices: [String]

    package init(key: String, expected: Phrase, choices: [String]) {
        self.key = key
        self.expected = expected
        self.choices = choices
    }
}
