package import TalkLanguage

/// What `--help` prints, made from the table; no line is wider than 80 columns.
package enum HelpText {
    /// Where the summaries begin.
    private static let margin = 26

    /// The help of one verb, or of the program without one; lines end in LF.
    package static func phrase(of program: ProgramTable, verb: VerbTable) -> Phrase {
        Phrase(
            english: text(of: program, verb: verb, language: .english),
            portuguese: text(of: program, verb: verb, language: .portuguese))
    }

    private static func text(
        of program: ProgramTable, verb: VerbTable, language: Language
    ) -> String {
        var lines: [String] = [Phrase.usageHeading.text(in: language)]
        for shown in verb.word == nil ? program.verbs : [verb] {
            lines += usage(of: shown, in: program, language: language)
        }
        lines +=
            [""]
            + FilledText.lines(of: summary(of: verb, in: program).text(in: language), indent: 0)
        if verb.word == nil, program.verbs.count > 1 {
            lines += ["", Phrase.commandsHeading.text(in: language)]
            for other in program.verbs {
                guard let word = other.word else { continue }
                lines += row(word, other.summary.text(in: language))
            }
        }
        if !verb.acts.isEmpty {
            lines += ["", Phrase.actsHeading.text(in: language)]
            for act in verb.acts {
                let words = act.words.map { " " + $0.text(in: language) } ?? ""
                lines += row(act.word.rawValue + words, act.summary.text(in: language))
            }
        }
        lines += ["", Phrase.optionsHeading.text(in: language)]
        for option in verb.options {
            lines += row(label(of: option, language: language), option.summary.text(in: language))
        }
        if verb.word == nil, program.verbs.count > 1 {
            lines += [""] + FilledText.lines(of: verb.summary.text(in: language), indent: 0)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func summary(of verb: VerbTable, in program: ProgramTable) -> Phrase {
        verb.word == nil ? program.summary : verb.summary
    }

    /// `talkroom send [-n NAME] … [TEXT ...]`, its options bracketed from the table.
    private static func usage(
        of verb: VerbTable, in program: ProgramTable, language: Language
    ) -> [String] {
        let command = "  " + program.command(verb)
        var parts: [String] = verb.options.compactMap { option in
            guard !option.key.standsAlone else { return nil }
            let flag = option.short.map { "-\($0)" } ?? option.display
            return "[" + flag + (option.value.map { " " + $0.text(in: language) } ?? "") + "]"
        }
        if let words = verb.words?.text(in: language) {
            parts.append(verb.hasSpelledWords ? words : "[\(words) ...]")
        }
        return FilledText.lines(of: parts, first: command, indent: command.count + 1)
    }

    private static func label(of option: OptionRow, language: Language) -> String {
        let short = option.short.map { "-\($0), " } ?? "    "
        let value = option.value.map { "=" + $0.text(in: language) } ?? ""
        return short + option.display + value
    }

    /// A label and, from the margin on, what it means; on its own line when the label is too long.
    private static func row(_ label: String, _ meaning: String) -> [String] {
        let meanings = FilledText.lines(of: meaning, indent: margin)
        let labelled = "  " + label
        guard labelled.count < margin - 1, let first = meanings.first else {
            return [labelled] + meanings
        }
        let padding = String(repeating: " ", count: margin - labelled.count)
        return [labelled + padding + first.dropFirst(margin)] + meanings.dropFirst()
    }
}
