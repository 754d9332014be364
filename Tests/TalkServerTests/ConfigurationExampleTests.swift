import TalkLanguage
import Testing

@testable import TalkServer

@Suite struct ConfigurationExampleTests {
    @Test(arguments: Language.allCases)
    func `as it stands it sets nothing`(language: Language) {
        let text = ConfigurationExample.text(in: language)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
        var configuration = Configuration()
        #expect(configuration.read(text, file: "f").isEmpty && configuration == Configuration())
    }

    @Test(arguments: Language.allCases)
    func `every key is there once, in the order of the table`(language: Language) {
        let words = settings(in: language).map { $0.prefix { $0 != " " } }
        #expect(words.map(String.init) == ConfigurationKey.all.map(\.word))
    }

    @Test(arguments: Language.allCases)
    func `without their signs the lines set what is set already`(language: Language) {
        for all in changed {
            var configuration = all
            let faults = configuration.read(
                settings(in: language).joined(separator: "\n"), file: "f")
            // Not every host has the account that the daemon becomes.
            #expect(faults.filter { !$0.phrase.english.contains(": user = ") } == [])
            // Nobody named is the usual one.
            #expect(configuration.user == Configuration().user ?? ServingAccount.usualLogin)
            configuration.user = Configuration().user
            #expect(configuration == Configuration())
        }
    }

    @Test(arguments: Language.allCases)
    func `above each line stands what it means and what it must be`(language: Language) {
        let blocks = ConfigurationExample.text(in: language).split(separator: "\n\n").dropFirst()
        for (block, key) in zip(blocks, ConfigurationKey.all) {
            let lines = block.split(separator: "\n").dropLast()
            #expect(lines.allSatisfy { $0.hasPrefix("# ") })
            let comment = lines.map { $0.dropFirst(2) }.joined(separator: " ")
            let meaning = key.meaning.text(in: language)
            #expect(comment == "\(meaning) \(Phrase.mustBe(key.expected).text(in: language))")
        }
    }

    @Test(arguments: Language.allCases)
    func `no line is wider than eighty columns`(language: Language) {
        for line in ConfigurationExample.text(in: language).split(separator: "\n") {
            #expect(line.count <= 80, "\(line)")
        }
    }

    /// Its settings, as an operator has them who took the signs away.
    private func settings(in language: Language) -> [String] {
        ConfigurationExample.text(in: language).split(separator: "\n")
            .filter { !$0.hasPrefix("# ") }.map { String($0.dropFirst()) }
    }

    /// Configurations that differ from the default in every key, so that a line that sets nothing is seen.
    private var changed: [Configuration] {
        var all = Configuration()
        all.room.sessions += 1
        all.room.sessionsPerAccount += 1
        all.room.pace = nil
        all.room.burst += 1
        all.room.backlog += 1
        all.history = .off
        all.sync = .batch
        all.retentionDays += 1
        all.retentionBytes += 1
        all.allow = ["root"]
        all.operators = ["root"]
        all.ring = .off
        all.wall = .off
        all.language = .portuguese
        all.user = "daemon"
        return [Configuration(), all]
    }
}
