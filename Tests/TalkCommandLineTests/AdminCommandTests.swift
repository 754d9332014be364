@testable import TalkCommandLine
import TalkLanguage
import Testing

/// The words of `talkroom admin`.
@Suite struct AdminCommandTests {
    typealias Admin = TalkroomCommand.Admin

    private func admin(_ words: String...) throws -> TalkroomCommand {
        try TalkroomCommand(arguments: ["admin"] + words)
    }

    @Test(arguments: [
        (["dismiss", "ada"], Admin.Work.dismiss("ada", [])),
        (["dismiss", "ada", "too", "loud"], .dismiss("ada", ["too", "loud"])),
        (["mute", "ada", "10m", "x"], .mute("ada", ["10m", "x"])), (["ban", "7"], .ban("7", [])),
        (["lift", "ada", "sorry"], .lift("ada", ["sorry"])), (["topic"], .showTopic),
        (["topic", "tea", "at five"], .setTopic("tea at five")), (["topic", ""], .setTopic("")),
        (["topic", "-"], .setTopic("")), (["topic", "--", "-x"], .setTopic("-x")),
        (["redact", "7"], .redact(7)), (["redact", "0"], .redact(0)), (["who"], .who),
        (["acts"], .acts(20)), (["acts", "-c5"], .acts(5)), (["-c", "1000", "acts"], .acts(1000)),
    ])
    func `each act takes its words`(words: [String], work: Admin.Work) throws {
        #expect(
            try TalkroomCommand(arguments: ["admin"] + words) == .admin(Admin(work: work)))
    }

    @Test func `where the room is, and how it is shown, stands anywhere`() throws {
        let expected = Admin(place: .socket("/x"), work: .who, isJSON: true)
        #expect(try admin("-s/x", "who", "--json") == .admin(expected))
        #expect(try admin("who", "--json", "-s", "/x") == .admin(expected))
    }

    @Test(arguments: [
        ([], UsageError.missingWord(.actValue, command: "talkroom admin")),
        ([""], .missingWord(.actValue, command: "talkroom admin")),
        (["bann"], .unknownVerb("bann", nearest: "ban")),
        (["dance"], .unknownVerb("dance", nearest: nil)),
        (["dismiss"], .missingWord(.whoValue, command: "talkroom admin dismiss")),
        (["mute", ""], .missingWord(.whoValue, command: "talkroom admin mute")),
        (["ban"], .missingWord(.whoValue, command: "talkroom admin ban")),
        (["lift"], .missingWord(.whoValue, command: "talkroom admin lift")),
        (["redact"], .missingWord(.numberValue, command: "talkroom admin redact")),
        (["redact", "7", "8"], .unexpectedWord("8")), (["who", "ada"], .unexpectedWord("ada")),
        (["acts", "5"], .unexpectedWord("5")),
        (["redact", "-1"], .unknownOption("-1")),
        (
            ["redact", "9223372036854775808"],
            .notACount("9223372036854775808", option: "redact", most: .max)
        ),
        (["redact", "٣"], .notACount("٣", option: "redact", most: .max)),
        (["acts", "-c", "1001"], .notACount("1001", option: "--count", most: 1000)),
        (["who", "-c5"], .misplacedOption("--count", command: "talkroom admin who")),
        (["ban", "ada", "--names"], .misplacedOption("--names", command: "talkroom admin")),
    ])
    func `what is wrong with the words is said`(words: [String], error: UsageError) {
        #expect(throws: error) { try TalkroomCommand(arguments: ["admin"] + words) }
    }

    @Test(arguments: Language.allCases)
    func `help has every act with its words`(language: Language) throws {
        guard case .help(let text) = try admin("--help") else {
            Issue.record("no help")
            return
        }
        let lines = text.text(in: language).split(separator: "\n").map(String.init)
        for row in ActRow.all {
            let words = row.words.map { " " + $0.text(in: language) } ?? ""
            let label = "  \(row.word)\(words)"
            #expect(lines.contains { $0 == label || $0.hasPrefix(label + "  ") }, "\(label)")
        }
        #expect(ActRow.all.map(\.word) == ActWord.allCases)
    }

    @Test(arguments: Shell.allCases)
    func `a shell completes the acts, and names behind those on somebody`(shell: Shell) {
        let script = CompletionScript.text(of: .talkroom, for: shell, in: .english)
        let acts = "dismiss mute ban lift topic redact who acts"
        let parts =
            switch shell {
            case .bash:
                [
                    "1:admin:) _talkroom_offer \(acts) ;;",
                    "2:admin:dismiss | 2:admin:mute | 2:admin:ban | 2:admin:lift) "
                        + "_talkroom_people ;;",
                ]
            case .zsh:
                [
                    "2:ACT [WORD ...]:(\(acts))",
                    "{ [[ $act == (dismiss|mute|ban|lift) ]] && _talkroom_people }",
                ]
            case .fish:
                [
                    "-n '__talkroom_at 1 admin' -f -a '\(acts)'",
                    "-n '__talkroom_at 2 admin; and __talkroom_act_is dismiss mute ban lift' -f -a",
                ]
            }
        for part in parts { #expect(script.contains(part), "\(part)") }
    }
}
