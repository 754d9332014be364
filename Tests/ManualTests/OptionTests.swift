import TalkCommandLine
import TalkLanguage
import TalkProtocol
import TalkTerminal
import Testing

/// talkroom(1) and talkroomd(8) against the tables of the command line.
@Suite struct OptionTests {
    private struct Program: CustomTestStringConvertible {
        let page: String
        let table: ProgramTable

        var testDescription: String { page }
    }

    private static let programs = [
        Program(page: "talkroom.1", table: .talkroom),
        Program(page: "talkroomd.8", table: .talkroomd),
    ]

    @Test(arguments: programs)
    private func `every option is listed, and nothing else`(program: Program) throws {
        let listed = try ManualPage(program.page).part("DESCRIPTION").entries.map(\.head)
            .filter { $0.hasPrefix("Fl ") }
        let options = program.table.options.map { option in
            let short = option.short.map { "\($0) , " } ?? ""
            let value = option.value == nil ? "" : " Ns = Ns"
            return "Fl \(short)-\(option.long)\(value)"
        }
        for option in options {
            #expect(
                listed.count { $0 == option || $0.hasPrefix("\(option) Ar ") } == 1, "\(option)")
        }
        #expect(listed.count == options.count)
    }

    @Test(arguments: programs)
    private func `every command is in the synopsis with its options`(program: Program) throws {
        let synopsis = try ManualPage(program.page).part("SYNOPSIS").lines
        let commands = synopsis.split { $0 == ".Nm" }.map { Array($0) }
        for verb in program.table.verbs {
            let command = commands.first { lines in
                verb.word.map { lines.first == ".Cm \($0)" } ?? true
            }
            let flags = (command ?? []).joined(separator: " ").split(separator: " ")
            for option in verb.options where !option.key.standsAlone {
                let flag = option.short.map(String.init) ?? "-\(option.long)"
                #expect(flags.contains { $0 == flag }, "\(option.display)")
            }
        }
    }

    @Test(arguments: programs)
    private func `what stands alone is in the synopsis, and what it takes`(program: Program) throws
    {
        let synopsis = try ManualPage(program.page).part("SYNOPSIS").lines
        #expect(synopsis.suffix(4) == [".Nm", ".Fl -completion Ar shell", ".Nm", ".Fl h | V"])
        let option = try #require(program.table.options.first { $0.key == .completion })
        let entry = try ManualPage(program.page).part("DESCRIPTION").entries.first {
            $0.head.contains("-completion")
        }
        #expect(option.kind == .words(["bash", "zsh", "fish"]))
        for shell in Shell.allCases {
            #expect(entry?.text.contains(".Cm \(shell.rawValue)") == true, "\(shell)")
        }
    }

    @Test func `every exit status of talkroom is listed, and nothing else`() throws {
        let listed = try ManualPage("talkroom.1").part("EXIT STATUS").entries.map(\.head)
        let statuses = (0...255).compactMap(ExitStatus.init(rawValue:)).map { "\($0.rawValue)" }
        #expect(listed == statuses)
    }

    @Test func `every key is listed with what else does the same, and nothing else`() throws {
        let listed = try ManualPage("talkroom.1").part("KEYS").entries.map(\.head)
        let actions = Action.allCases.map { $0.keys.compactMap(\.name).joined(separator: ", ") }
        #expect(listed == actions)
    }

    @Test func `every command in the room is listed, and nothing else`() throws {
        let entries = try ManualPage("talkroom.1").part("\\&In the room").entries
        let listed = entries.flatMap(\.words).filter { $0.hasPrefix("/") && $0 != "//" }
        #expect(listed.map { String($0.dropFirst()) }.sorted() == UserCommand.words)
    }
}
