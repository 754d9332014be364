package import TalkLanguage
import Posix
import TalkProtocol
import TalkRoom

/// A key of the configuration: what it means, what it takes, and where that goes. One table for reading, for
/// the example, for talkroom.conf(5) and for the tests that compare them.
package struct ConfigurationKey: Sendable {
    /// What stands before the `=`.
    package let word: String
    /// What it decides.
    package let meaning: Phrase
    /// What its value must be.
    package let expected: Phrase
    /// Its value in a configuration, as an operator would write it.
    package let written: @Sendable (Configuration) -> String
    /// The words that it takes, besides other values.
    package var choices: [String] = []
    /// Whether it is of no effect before the daemon is started anew.
    package var needsRestart = false
    /// Takes a value into a configuration.
    ///
    /// - Returns: False when it is not as expected.
    let take: @Sendable (String, inout Configuration) -> Bool

    /// Every key.
    package static let all: [ConfigurationKey] = [
        number("sessions", .sessionsKey, 1...100_000, \.room.sessions),
        number(
            "sessions_per_account", .sessionsPerAccountKey, 1...100_000, \.room.sessionsPerAccount),
        pace,
        number("burst", .burstKey, 1...1_000_000, \.room.burst),
        number("backlog", .backlogKey, 0...Limits.maxHistoryCount, \.room.backlog),
        word("history", .historyKey, \.history, needsRestart: true),
        word("sync", .syncKey, \.sync),
        number("retention_days", .retentionDaysKey, 1...36_500, \.retentionDays),
        number("retention_bytes", .retentionBytesKey, 1_048_576...Int.max, \.retentionBytes),
        words("allow", .allowKey, \.allow),
        words("operators", .operatorsKey, \.operators),
        word("ring", .ringKey, \.ring),
        word("wall", .wallKey, \.wall),
        word("language", .languageKey, \.language),
        user,
    ]

    private static let pace = ConfigurationKey(
        word: "pace", meaning: .paceKey, expected: .aNumberOrOff(1, 1_000_000),
        written: { $0.room.pace.map(String.init) ?? "off" }, choices: ["off"]
    ) { value, all in
        guard value != "off" else {
            all.room.pace = nil
            return true
        }
        guard let pace = Int(digits: value, in: 1...1_000_000) else { return false }
        all.room.pace = pace
        return true
    }

    private static let user = ConfigurationKey(
        word: "user", meaning: .userKey(ServingAccount.usualLogin, ServingAccount.lastLogin),
        expected: .ordinaryAccount,
        written: { $0.user ?? ServingAccount.usualLogin }, needsRestart: true
    ) { value, all in
        all.user = value
        return Configuration.isOrdinaryAccount(value)
    }

    private static func number(
        _ word: String, _ meaning: Phrase, _ bounds: ClosedRange<Int>,
        _ path: any WritableKeyPath<Configuration, Int> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            word: word, meaning: meaning, expected: .aNumber(bounds.lowerBound, bounds.upperBound),
            written: { String($0[keyPath: path]) }
        ) { value, all in
            guard let number = Int(digits: value, in: bounds) else { return false }
            all[keyPath: path] = number
            return true
        }
    }

    private static func word<Word>(
        _ word: String, _ meaning: Phrase,
        _ path: any WritableKeyPath<Configuration, Word> & Sendable,
        needsRestart: Bool = false
    ) -> ConfigurationKey
    where Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String {
        choice(
            word, meaning, of: Word.allCases.map(\.rawValue),
            written: { $0[keyPath: path].rawValue }, needsRestart: needsRestart
        ) { value, all in
            guard let choice = Word(rawValue: value) else { return false }
            all[keyPath: path] = choice
            return true
        }
    }

    private static func choice(
        _ word: String, _ meaning: Phrase, of choices: [String],
        written: @escaping @Sendable (Configuration) -> String, needsRestart: Bool,
        _ take: @escaping @Sendable (String, inout Configuration) -> Bool
    ) -> ConfigurationKey {
        ConfigurationKey(
            word: word, meaning: meaning, expected: .oneOf(choices), written: written,
            choices: choices, needsRestart: needsRestart, take: take)
    }

    private static func words(
        _ word: String, _ meaning: Phrase,
        _ path: any WritableKeyPath<Configuration, [String]> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            word: word, meaning: meaning, expected: .groups,
            written: { $0[keyPath: path].joined(separator: ", ") }
        ) { value, all in
            let groups = value.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
            all[keyPath: path] = groups
            for group in groups { all.gidOfGroup[group] = Configuration.gid(of: group) }
            return groups.allSatisfy { all.gidOfGroup[$0] != nil }
        }
    }
}
