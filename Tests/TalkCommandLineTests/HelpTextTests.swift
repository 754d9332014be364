@testable import TalkCommandLine
import TalkLanguage
import Testing

@Suite struct HelpTextTests {
    static let pages = [ProgramTable.talkroom, .talkroomd, .talkroomBench].flatMap { program in
        program.verbs.map { verb in
            (title: program.command(verb), text: HelpText.phrase(of: program, verb: verb))
        }
    }

    @Test(arguments: Language.allCases)
    func `no line of help is wider than eighty columns`(language: Language) {
        for page in Self.pages {
            for line in page.text.text(in: language).split(separator: "\n") {
                #expect(line.count <= 80, "\(page.title): \(line)")
            }
        }
    }

    @Test func `every option of a verb is in its help`() {
        for program in [ProgramTable.talkroom, .talkroomd, .talkroomBench] {
            for verb in program.verbs {
                let help = HelpText.phrase(of: program, verb: verb).english
                for option in verb.options { #expect(help.contains(option.display)) }
            }
        }
    }

    @Test func `an option means the same kind of thing in every verb`() {
        for program in [ProgramTable.talkroom, .talkroomd, .talkroomBench] {
            let rows = program.verbs.flatMap(\.options)
            for row in rows {
                for other in rows where other.long == row.long || other.short == row.short {
                    guard other.short != nil || other.long == row.long else { continue }
                    #expect(other == row)
                }
            }
        }
    }
}
