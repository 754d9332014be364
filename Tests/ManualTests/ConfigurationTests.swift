import Foundation
import TalkLanguage
import TalkProtocol
import TalkServer
import TestSupport
import Testing

/// talkroom.conf(5) against the configuration, and talkroomd(8) against what the daemon logs.
@Suite struct ConfigurationTests {
    private let page: ManualPage

    init() throws {
        page = try ManualPage("talkroom.conf.5")
    }

    @Test func `every key is listed, and nothing else`() {
        let listed = page.part("Keys").entries.map { $0.words.joined() }
        #expect(listed == ConfigurationKey.all.map(\.word))
    }

    @Test func `every key is listed with its bounds and its default`() {
        let entries = page.part("Keys").entries
        for (key, entry) in zip(ConfigurationKey.all, entries) {
            let text = entry.plain
            #expect(text.contains("Must be \(key.expected.english)"), "\(key.word)")
            // What `--example` says above it.
            for sentence in key.meaning.english.split(separator: ". ") {
                #expect(text.contains(sentence), "\(key.word)")
            }
            let defaults = text.matches(of: /Default: ([^ .,]+)/).map { String($0.1) }
            #expect(defaults == [written(key)], "\(key.word)")
        }
    }

    @Test func `a key that needs a restart is said to, and no other`() {
        let entries = page.part("Keys").entries
        for (key, entry) in zip(ConfigurationKey.all, entries) {
            #expect(entry.text.contains("Needs a restart.") == key.needsRestart, "\(key.word)")
        }
    }

    @Test func `talkroomd(8) names those keys, too`() throws {
        let signals = try ManualPage("talkroomd.8").part("Signals").entries
        let text = signals.first { $0.head == "Dv SIGHUP" }?.text ?? ""
        let named = text.matches(of: /\.Cm (\w+)/).map { String($0.1) }
        #expect(named == ConfigurationKey.all.filter(\.needsRestart).map(\.word))
    }

    @Test func `every line of the operator's log is listed, and nothing else`() throws {
        let listed = try ManualPage("talkroomd.8").part("The operator's log").entries.compactMap(
            \.words.first)
        let code = try swiftFiles(in: "Sources/TalkServer").map(text(of:)).joined()
        let written = code.matches(of: /(?:LogLine|note|Trouble)\("([a-z-]+)"\)/).map(\.1)
        // Of which of two it is, something decides there.
        let either = code.matches(of: /LogLine\([^")]+ \? "([a-z-]+)" : "([a-z-]+)"\)/)
            .flatMap { [$0.1, $0.2] }
        #expect(Set(listed) == Set((written + either).map(String.init)))
    }

    @Test func `sessions are fewer where descriptors are`() {
        #expect(page.part("Keys").entries[0].text.contains("less \(Limits.ownDescriptors)."))
    }

    /// What a key is when nothing sets it, as an operator would write it.
    private func written(_ key: ConfigurationKey) -> String {
        let value = key.written(Configuration())
        return value.isEmpty ? "none" : value
    }
}
