package import TalkLanguage

/// What `--completion` prints: a program's completion for a shell, made from its table.
///
/// The names of who is here come from others: no script lets its shell evaluate, split or expand them.
package struct CompletionScript {
    let program: ProgramTable
    let language: Language
    let settings: [SettingRow]

    /// The script for a shell; lines end in LF.
    ///
    /// - Parameters:
    ///   - language: That of the descriptions, which bash does not show.
    ///   - settings: What a value of the kind ``ValueKind/setting`` may be.
    package static func text(
        of program: ProgramTable, for shell: Shell, in language: Language,
        settings: [SettingRow] = []
    ) -> String {
        let script = CompletionScript(program: program, language: language, settings: settings)
        switch shell {
        case .bash: return script.bash
        case .zsh: return script.zsh
        case .fish: return script.fish
        }
    }

    var name: String { program.name }

    /// The options that take a value.
    var valued: [OptionRow] { program.options.filter { $0.value != nil } }

    /// Whether the first word is a verb.
    var hasVerbs: Bool { program.verbs.contains { $0.word != nil } }

    /// Whether anything of it is the name of somebody who is here.
    var hasPeople: Bool {
        program.options.contains { $0.kind == .person }
            || program.verbs.contains { $0.firstWord == .person || !$0.acts(on: .person).isEmpty }
    }

    /// The letters of the options that take a value, together.
    var valuedLetters: String { String(valued.compactMap(\.short)) }

    /// The words of the options that take a value, one of which `--socket` is.
    var valuedWords: [String] { valued.map(\.display) }

    /// A line of comment at the head of every script.
    func heading(_ shell: Shell) -> String {
        "# Completion of \(name) for \(shell.rawValue), made by: \(name) --completion=\(shell.rawValue)"
    }

    /// A script's text with the program's name, and the parts made from the table, where `@WORD@` stands.
    func filled(_ template: String, _ parts: KeyValuePairs<String, String>) -> String {
        var text = template
        for (mark, part) in parts { text = text.replacing(bytesOf: "@\(mark)@", with: part) }
        return text.replacing(bytesOf: "@NAME@", with: name)
    }
}

extension VerbTable {
    /// The first words behind which a value of that kind comes.
    func acts(on kind: ValueKind) -> [String] {
        acts.filter { $0.firstWord == kind }.map(\.word.rawValue)
    }
}

extension String {
    /// The text with each of its lines indented by so many spaces more.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    }
}
