package import TalkLanguage
package import TalkLedger
package import TalkRoom
import TalkText

/// The daemon's configuration, as talkroomd(8) has it: `key = value`, a line each.
package struct Configuration: Hashable, Sendable {
    /// Where what was said is remembered.
    package enum History: String, CaseIterable, Sendable {
        case disk
        case memory
        case off
    }

    /// Who may do something.
    package enum Policy: String, CaseIterable, Sendable {
        case everyone
        case operators
        case off
    }

    package var room = RoomSettings()
    package var history = History.disk
    package var sync = LedgerSettings.Sync.off
    /// For how long, and how much of it, what was said is kept on the disk.
    package var retentionDays = 30
    package var retentionBytes = 1024 * 1024 * 1024
    /// Groups whose members may come in; empty for everyone.
    package var allow: [String] = []
    /// Groups whose members are operators.
    package var operators: [String] = []
    /// Who may ring somebody's bell, and who may write to everybody's terminal.
    package var ring = Policy.everyone
    package var wall = Policy.operators
    package var language = Language.english

    package init() {}
}

/// What is wrong with a configuration, and where.
package struct ConfigurationFault: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// It has no `=`.
        case notASetting
        case unknownKey(String, nearest: String?)
        case badValue(key: String, value: String, expected: Phrase)
    }

    /// `FILE:LINE`, or `-o`.
    package let place: String
    package let problem: Problem

    /// What was wrong, with its place.
    package var phrase: Phrase {
        switch problem {
        case .notASetting: .notASetting(place: place)
        case .unknownKey(let key, let nearest):
            .unknownKey(place: place, key: key, nearest: nearest)
        case .badValue(let key, let value, let expected):
            .badSetting(place: place, key: key, value: value, expected: expected)
        }
    }
}

extension Configuration {
    /// Takes the settings of a file's text, line by line.
    ///
    /// - Parameter file: The file's name, for what is wrong.
    /// - Returns: All that is wrong; what is right is taken even so.
    package mutating func read(_ text: String, file: String) -> [ConfigurationFault] {
        var faults: [ConfigurationFault] = []
        // Not at "\n": a CR LF is one character, and a comment would go on over it.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let setting = line.prefix { $0 != "#" }
            if setting.trimmingSpaces.isEmpty { continue }
            do throws(ConfigurationFault) {
                try set(String(setting), place: "\(file):\(index + 1)")
            } catch {
                faults.append(error)
            }
        }
        return faults
    }

    /// Takes one `KEY=VALUE`.
    package mutating func set(_ setting: String, place: String) throws(ConfigurationFault) {
        guard let equals = setting.firstIndex(of: "=") else {
            throw ConfigurationFault(place: place, problem: .notASetting)
        }
        let word = setting[..<equals].trimmingSpaces
        let value = setting[setting.index(after: equals)...].trimmingSpaces
        guard let key = ConfigurationKey.all.first(where: { $0.word == word }) else {
            let nearest = NearestWord.to(word, among: ConfigurationKey.all.map(\.word))
            throw ConfigurationFault(place: place, problem: .unknownKey(word, nearest: nearest))
        }
        guard key.take(value, &self) else {
            throw ConfigurationFault(
                place: place,
                problem: .badValue(key: word, value: value, expected: key.expected))
        }
    }
}
