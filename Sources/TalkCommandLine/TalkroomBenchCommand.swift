package import TalkLanguage

/// What somebody asked `talkroom-bench` for.
package enum TalkroomBenchCommand: Hashable, Sendable {
    case measure(Measure)
    /// `--help`: the text to print, in each language.
    case help(Phrase)
    case version

    /// The options as they were typed; nil where the default holds.
    package struct Measure: Hashable, Sendable {
        package var scenarios: [String]?
        package var contenders: [String]?
        /// Numbers of clients.
        package var clients: [Int]?
        package var rounds: Int?
        package var seconds: Int?
        package var isQuick: Bool = false
        /// Clients and servers run on whatever processors the system likes.
        package var isUnpinned: Bool = false
        package var isJSON: Bool = false
    }

    package static let maxClients = 20_000
    package static let maxRounds = 1000
    package static let maxSeconds = 600

    /// Reads the arguments, the program's own name not among them.
    ///
    /// - Parameters:
    ///   - scenarios: The words that `--scenario` takes.
    ///   - contenders: The words that `--contender` takes.
    package init(
        arguments: [String], scenarios: [String], contenders: [String]
    ) throws(UsageError) {
        let line = try ParsedLine(arguments, program: .talkroomBench)
        if line.has(.help) {
            let options = HelpText.phrase(of: .talkroomBench, verb: line.verb)
            self = .help(
                Phrase(
                    english: options.english + Phrase.benchLegend.english,
                    portuguese: options.portuguese + Phrase.benchLegend.portuguese))
        } else if line.has(.version) {
            self = .version
        } else {
            self = .measure(
                Measure(
                    scenarios: try line.choices(.scenarios, of: scenarios),
                    contenders: try line.choices(.contenders, of: contenders),
                    clients: try line.counts(.clients, most: Self.maxClients),
                    rounds: try line.count(.rounds, most: Self.maxRounds),
                    seconds: try line.count(.seconds, most: Self.maxSeconds),
                    isQuick: line.has(.quick), isUnpinned: line.has(.unpinned),
                    isJSON: line.has(.json)))
        }
    }
}
