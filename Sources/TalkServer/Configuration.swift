package import TalkLanguage
package import TalkLedger
package import TalkRoom
import TalkText

/// The daemon's configuration, as talkroom.conf(5) has it: `key = value`, a line each.
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
    /// What they were when they were read, by name: a name service that fails later changes nothing.
    var gidOfGroup: [String: UInt32] = [:]
    package var language = Language.english
    /// Whose login root's daemon serves as; nil for the usual one. See ``ServingAccount``.
    package var user: String?

    package init() {}
}

/// What is wrong with a configuration, and where.
package struct ConfigurationFault: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// It has no `=`.
        case notASetting
        /// A carriage return stands elsewhere than at its end, as where nothing else ends the lines.
        case carriageReturn
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
        case .carriageReturn: .carriageReturn(place: place)
        case .unknownKey(let key, let nearest):
            .unknownKey(place: place, key: key, nearest: nearest)
        case .badValue(let key, let value, let expected):
            .badSetting(place: place, key: key, value: value, expected: expected)
        }
    }
}

extension Configuration {
    /// Takes the settings of a file's text, line by line; a byte order mark at its beginning is passed over.
    ///
    /// - Parameter file: The file's name, for what is wrong.
    /// - Returns: All that is wrong; what is right is taken even so.
    package mutating func read(_ text: String, file: String) -> [ConfigurationFault] {
        var faults: [ConfigurationFault] = []
        // Not by characters: a CR LF is one, so is a "#" with the accent behind it; and theirs end lines that go
        // on in every editor.
        let scalars = text.unicodeScalars.dropFirst(text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0)
        let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do throws(ConfigurationFault) {
                try read(line: line, place: "\(file):\(index + 1)")
            } catch {
                faults.append(error)
            }
        }
        return faults
    }

    private mutating func read(
        line: Substring.UnicodeScalarView, place: String
    ) throws(ConfigurationFault) {
        let line = line.last == "\r" ? line.dropLast() : line
        guard !line.contains("\r") else {
            throw ConfigurationFault(place: place, problem: .carriageReturn)
        }
        let setting = Substring(line.prefix { $0 != "#" })
        if setting.trimmingSpaces.isEmpty { return }
        try set(String(setting), place: place)
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
