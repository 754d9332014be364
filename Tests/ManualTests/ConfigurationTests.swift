import Foundation
import TalkLanguage
import TalkServer
import TestSupport
import Testing

/// talkroomd(8) against the configuration, and against what the daemon logs.
@Suite struct ConfigurationTests {
    private let page: ManualPage

    init() throws {
        page = try ManualPage("talkroomd.8")
    }

    @Test func `every key is listed, and nothing else`() {
        let listed = page.part("Configuration").entries.map { $0.words.joined() }
        #expect(listed == ConfigurationKey.all.map(\.word))
    }

    @Test func `every key is listed with its bounds and its default`() throws {
        let entries = page.part("Configuration").entries
        for (key, entry) in zip(ConfigurationKey.all, entries) {
            let text = entry.text.replacingOccurrences(of: ".Cm ", with: "")
            #expect(text.contains("Must be \(key.expected.english)"), "\(key.word)")
            let value = try #require(Self.defaults[key.word], "\(key.word)")
            let defaults = text.matches(of: /Default: ([^ .,]+)/).map { String($0.1) }
            #expect(defaults == [value], "\(key.word)")
        }
    }

    @Test func `every line of the operator's log is listed, and nothing else`() throws {
        let listed = page.part("The operator's log").entries.compactMap(\.words.first)
        let code = try swiftFiles(in: "Sources/TalkServer").map(text(of:)).joined()
        let written = code.matches(of: /(?:LogLine|note|Trouble)\("([a-z-]+)"\)/)
        #expect(Set(listed) == Set(written.map { String($0.1) }))
    }

    /// What each key is when nothing sets it, as an operator would write it.
    private static let defaults: [String: String] = {
        let all = Configuration()
        let groups: ([String]) -> String = { $0.isEmpty ? "none" : $0.joined(separator: ",") }
        return [
            "sessions": "\(all.room.sessions)",
            "sessions_per_account": "\(all.room.sessionsPerAccount)",
            "pace": all.room.pace.map { "\($0)" } ?? "off",
            "burst": "\(all.room.burst)",
            "backlog": "\(all.room.backlog)",
            "history": all.history.rawValue,
            "sync": all.sync.rawValue,
            "retention_days": "\(all.retentionDays)",
            "retention_bytes": "\(all.retentionBytes)",
            "allow": groups(all.allow),
            "operators": groups(all.operators),
            "ring": all.ring.rawValue,
            "wall": all.wall.rawValue,
            "language": all.language.rawValue,
        ]
    }()
}
