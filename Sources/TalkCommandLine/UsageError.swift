package import TalkLanguage

/// Why a command line was refused; the exit status is 64 (`EX_USAGE`).
///
/// What the user typed is in it as it was typed: make it safe before it is printed.
package enum UsageError: Error, Hashable, Sendable {
    case unknownOption(String)
    case misplacedOption(String, command: String)
    case missingValue(String)
    case unwantedValue(String)
    case conflict(String, String)
    case unknownVerb(String, nearest: String?)
    case unexpectedWord(String)
    case notACount(String, option: String, most: Int)
    case notAChoice(String, option: String, choices: [String])

    /// What was wrong, without the program's name.
    package var phrase: Phrase {
        switch self {
        case .unknownOption(let option): .unknownOption(option)
        case .misplacedOption(let option, let command): .misplacedOption(option, command: command)
        case .missingValue(let option): .missingValue(of: option)
        case .unwantedValue(let option): .unwantedValue(of: option)
        case .conflict(let first, let second): .conflictingOptions(first, second)
        case .unknownVerb(let word, let nearest): .unknownCommand(word, nearest: nearest)
        case .unexpectedWord(let word): .unexpectedWord(word)
        case .notACount(let value, let option, let most):
            .notACount(value, option: option, most: most)
        case .notAChoice(let value, let option, let choices):
            .notAChoice(value, option: option, choices: choices)
        }
    }
}
