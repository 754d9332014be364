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
    case notPositive(String, option: String, most: Int)
    case notAChoice(String, option: String, choices: [String])
    case missingWord(Phrase, command: String)
    case otherHost(String)
    /// The word of that number, from 1, is none that could be said.
    case notUTF8(Int)
    /// Not even the program's own name is there.
    case unreadable

    /// The words of a command line.
    ///
    /// - Parameter arguments: The program's own name, and the words; nil where one is no UTF-8, none where they cannot
    ///   be had.
    package static func words(of arguments: [String?]) throws(UsageError) -> [String] {
        guard !arguments.isEmpty else { throw .unreadable }
        var words: [String] = []
        for argument in arguments.dropFirst() {
            guard let argument else { throw .notUTF8(words.count + 1) }
            words.append(argument)
        }
        return words
    }

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
        case .notPositive(let value, let option, let most):
            .notPositive(value, option: option, most: most)
        case .missingWord(let word, let command): .missingWord(word, command: command)
        case .otherHost(let host): .otherHost(host)
        case .notUTF8(let number): .argumentNotUTF8(number)
        case .unreadable: .argumentsUnreadable
        case .notAChoice(let value, let option, let choices):
            .notAChoice(value, option: option, choices: choices)
        }
    }
}
