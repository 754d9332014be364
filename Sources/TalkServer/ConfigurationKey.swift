package import TalkLanguage
import Posix
import TalkProtocol
import TalkRoom

/// A key of the configuration: what it takes, and where that goes. One table for reading, for
/// talkroomd(8) and for the tests that compare the two.
package struct ConfigurationKey: Sendable {
    /// What stands before the `=`.
    package let word: String
    /// What its value must be.
    package let expected: Phrase
    /// Takes a value into a configuration.
    ///
    /// - Returns: False when it is not as expected.
    let take: @Sendable (String, inout Configuration) -> Bool

    /// Every key.
    package static let all: [ConfigurationKey] = [
        number("sessions", 1...100_000, \.room.sessions),
        number("sessions_per_account", 1...100_000, \.room.sessionsPerAccount),
        ConfigurationKey(word: "pace", expected: .aNumberOrOff(1, 1_000_000)) { value, all in
            guard value != "off" else {
                all.room.pace = nil
                return true
            }
            guard let pace = Int(digits: value, in: 1...1_000_000) else { return false }
            all.room.pace = pace
            return true
        },
        number("burst", 1...1_000_000, \.room.burst),
        number("backlog", 0...Limits.maxHistoryCount, \.room.backlog),
        word("history", \.history),
        word("sync", \.sync),
        number("retention_days", 1...36_500, \.retentionDays),
        number("retention_bytes", 1_048_576...Int.max, \.retentionBytes),
        words("allow", \.allow),
        words("operators", \.operators),
        word("ring", \.ring),
        word("wall", \.wall),
        ConfigurationKey(word: "language", expected: .oneOf(Language.allCases.map(\.rawValue))) {
            value, all in
            guard let language = Language(rawValue: value) else { return false }
            all.language = language
            return true
        },
    ]

    private static func number(
        _ word: String, _ bounds: ClosedRange<Int>,
        _ path: any WritableKeyPath<Configuration, Int> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            word: word, expected: .aNumber(bounds.lowerBound, bounds.upperBound)
        ) { value, all in
            guard let number = Int(digits: value, in: bounds) else { return false }
            all[keyPath: path] = number
            return true
        }
    }

    private static func word<Word>(
        _ word: String, _ path: any WritableKeyPath<Configuration, Word> & Sendable
    ) -> ConfigurationKey
    where Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String {
        ConfigurationKey(word: word, expected: .oneOf(Word.allCases.map(\.rawValue))) {
            value, all in
            guard let choice = Word(rawValue: value) else { return false }
            all[keyPath: path] = choice
            return true
        }
    }

    private static func words(
        _ word: String, _ path: any WritableKeyPath<Configuration, [String]> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(word: word, expected: .groups) { value, all in
            let groups = value.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
            all[keyPath: path] = groups
            return groups.allSatisfy { Configuration.gid(of: $0) != nil }
        }
    }
}
