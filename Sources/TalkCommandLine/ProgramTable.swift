package import TalkLanguage

/// A verb of a program, or the program without one: the options and words that it takes.
package struct VerbTable: Hashable, Sendable {
    /// The word that calls it; nil for the program without a verb.
    package let word: String?
    package let summary: Phrase
    package let options: [OptionRow]
    /// What stands for the words in `--help`; nil when none may come.
    package let words: Phrase?
    /// Options of which at most one may be given.
    package let conflicts: [[OptionKey]]
    /// What the first of its words is.
    package var firstWord = ValueKind.free
    /// `words` stands in `--help` as it is, without brackets and dots around it.
    package var hasSpelledWords: Bool = false
    /// What the first of its words chooses from, each with words of its own.
    package var acts: [ActRow] = []
}

/// A program: what its command line may hold.
package struct ProgramTable: Hashable, Sendable {
    package let name: String
    package let summary: Phrase
    /// The first one has no word.
    package let verbs: [VerbTable]

    /// Every option of every verb, each once; those of one letter or word take a value in all or in none.
    package var options: [OptionRow] {
        var seen: Set<String> = []
        return verbs.flatMap(\.options).filter { seen.insert($0.long).inserted }
    }

    /// The first option of any verb that is as asked for.
    func option(where isWanted: (OptionRow) -> Bool) -> OptionRow? {
        for verb in verbs {
            if let row = verb.options.first(where: isWanted) { return row }
        }
        return nil
    }

    /// The command as the user types it.
    package func command(_ verb: VerbTable) -> String {
        verb.word.map { "\(name) \($0)" } ?? name
    }
}

extension ProgramTable {
    /// The command of the user. See talkroom(1).
    package static let talkroom = ProgramTable(
        name: "talkroom", summary: .talkroomSummary,
        verbs: [
            VerbTable(
                word: nil, summary: .attachSummary,
                options: [
                    .name, .socket, .plain, .json, .screenReader, .local, .time, .color, .title,
                    .timeout, .noReconnect, .noRecall, .completion, .help, .version,
                ],
                words: nil, conflicts: [[.plain, .json, .screenReader], [.socket, .local]]),
            VerbTable(
                word: "send", summary: .sendSummary,
                options: [
                    .name, .socket, .to, .block, .timeout, .noReconnect, .help, .version,
                ],
                words: .textValue, conflicts: []),
            VerbTable(
                word: "who", summary: .whoSummary,
                options: [.socket, .json, .names, .help, .version],
                words: nil, conflicts: [[.json, .names]]),
            VerbTable(
                word: "log", summary: .logSummary,
                options: [.socket, .count, .follow, .json, .noReconnect, .help, .version],
                words: nil, conflicts: []),
            VerbTable(
                word: "ring", summary: .ringSummary,
                options: [.socket, .json, .help, .version],
                words: .ringWords, conflicts: [], firstWord: .person, hasSpelledWords: true),
            VerbTable(
                word: "wall", summary: .wallSummary,
                options: [.socket, .json, .help, .version],
                words: .textValue, conflicts: []),
            VerbTable(
                word: "mesg", summary: .mesgSummary,
                options: [.socket, .help, .version],
                words: .verbatim("[y | n]"), conflicts: [],
                firstWord: .words(ParsedLine.yesOrNo), hasSpelledWords: true),
            VerbTable(
                word: "admin", summary: .adminSummary,
                options: [.socket, .count, .json, .help, .version],
                words: .adminWords, conflicts: [],
                firstWord: .words(ActRow.all.map(\.word.rawValue)), hasSpelledWords: true,
                acts: ActRow.all),
        ])

    /// The daemon. See talkroomd(8).
    package static let talkroomd = ProgramTable(
        name: "talkroomd", summary: .talkroomdSummary,
        verbs: [
            VerbTable(
                word: nil, summary: .talkroomdSummary,
                options: [
                    .serverSocket, .directory, .configuration, .setting, .verbose, .check,
                    .example, .completion, .help, .version,
                ],
                words: nil, conflicts: [])
        ])

    /// The benchmark.
    package static let talkroomBench = ProgramTable(
        name: "talkroom-bench", summary: .benchSummary,
        verbs: [
            VerbTable(
                word: nil, summary: .benchSummary,
                options: [
                    .scenarios, .contenders, .clients, .rounds, .seconds, .quick, .unpinned,
                    .jsonFigures, .help, .version,
                ],
                words: nil, conflicts: [])
        ])
}
