@testable import TalkCommandLine
import TalkLanguage
import Testing

@Suite struct CompletionScriptTests {
    private static let programs = [ProgramTable.talkroom, .talkroomd]

    private static let settings = [
        SettingRow(
            key: "ring", expected: .oneOf(["everyone", "off"]), choices: ["everyone", "off"]),
        SettingRow(key: "burst", expected: .aNumber(1, 10), choices: []),
    ]

    private static func script(
        of program: ProgramTable, for shell: Shell, in language: Language = .english
    ) -> String {
        CompletionScript.text(of: program, for: shell, in: language, settings: settings)
    }

    @Test(arguments: programs, Shell.allCases)
    func `every verb and every option is in every script`(program: ProgramTable, shell: Shell) {
        let words = Set(
            Self.script(of: program, for: shell).split { !$0.isLetter && $0 != "-" }.map(
                String.init)
        )
        for verb in program.verbs {
            if let word = verb.word { #expect(words.contains(word)) }
        }
        for option in program.options {
            let (short, long) =
                shell == .fish
                ? (option.short.map(String.init), option.long)
                : (option.short.map { "-\($0)" }, option.display)
            #expect(words.contains(long), "\(long)")
            if let short { #expect(words.contains(short), "\(short)") }
        }
    }

    @Test(arguments: programs, Shell.allCases)
    func `every word that a value may be is in every script`(program: ProgramTable, shell: Shell) {
        let script = Self.script(of: program, for: shell)
        for option in program.options {
            guard case .words(let words) = option.kind else { continue }
            #expect(script.contains(words.joined(separator: " ")), "\(option.display)")
        }
    }

    @Test(arguments: Shell.allCases)
    func `the keys of the configuration are in the script of who takes them`(shell: Shell) {
        let script = Self.script(of: .talkroomd, for: shell)
        for part in ["ring", "burst", "everyone", "off"] { #expect(script.contains(part)) }
    }

    @Test(arguments: Shell.allCases)
    func `a verb's first word is completed as what it is`(shell: Shell) {
        let ring = VerbTable(
            word: "ring", summary: .whoSummary, options: [.socket, .help], words: .whoValue,
            conflicts: [], firstWord: .person)
        let attach = VerbTable(
            word: nil, summary: .attachSummary, options: [.socket, .help], words: nil,
            conflicts: [])
        let program = ProgramTable(
            name: "talkroom", summary: .talkroomSummary, verbs: [attach, ring])
        let expected =
            switch shell {
            case .bash: "1:ring:) _talkroom_people ;;"
            case .zsh: "'2:WHO:_talkroom_people'"
            case .fish: "-n '__talkroom_at 1 ring' -f -a '(__talkroom_people)'"
            }
        #expect(Self.script(of: program, for: shell).contains(expected))
    }

    @Test(arguments: Shell.allCases)
    func `whom to ring and whether to take messages is completed`(shell: Shell) {
        let (ring, mesg) =
            switch shell {
            case .bash: ("1:ring:) _talkroom_people ;;", "1:mesg:) _talkroom_offer y n ;;")
            case .zsh: ("'2:WHO [TEXT ...]:_talkroom_people'", "'2:[y | n]:(y n)'")
            case .fish:
                (
                    "-n '__talkroom_at 1 ring' -f -a '(__talkroom_people)'",
                    "-n '__talkroom_at 1 mesg' -f -a 'y n'"
                )
            }
        let script = Self.script(of: .talkroom, for: shell)
        #expect(script.contains(ring) && script.contains(mesg))
    }

    @Test(arguments: [Shell.zsh, .fish])
    func `descriptions are in the language that is spoken`(shell: Shell) {
        let script = Self.script(of: .talkroom, for: shell, in: .portuguese)
        #expect(script.contains(Phrase.blockOption.portuguese))
        #expect(!script.contains(Phrase.blockOption.english))
    }

    @Test(arguments: programs, Shell.allCases)
    func `nothing of a template is left, and nothing is evaluated`(
        program: ProgramTable, shell: Shell
    ) {
        let script = Self.script(of: program, for: shell)
        #expect(!script.contains(/@[A-Z_]+@/))
        #expect(!script.contains(/\beval\b/) && !script.contains(/compgen/))
        #expect(script.hasSuffix("\n") && !script.hasSuffix("\n\n"))
    }

    @Test func `what a value is called says what kind it is`() {
        let kinds: [(Phrase, ValueKind)] = [
            (.socketValue, .socket), (.directoryValue, .directory), (.fileValue, .file),
            (.whoValue, .person), (.settingValue, .setting), (.nameValue, .free),
            (.countValue, .free), (.secondsValue, .free),
        ]
        for option in Self.programs.flatMap(\.options) {
            guard let value = option.value else { continue }
            let kind = kinds.first { $0.0 == value }?.1
            if let kind {
                #expect(option.kind == kind, "\(option.display)")
            } else if case .words = option.kind {
            } else {
                Issue.record("\(option.display) has words to choose from, or its kind is new")
            }
        }
    }
}
