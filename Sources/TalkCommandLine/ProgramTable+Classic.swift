import TalkLanguage

/// The options that wall(1), write(1), mesg(1) and talk(1) always took. See talkroom-classic(1).
extension ProgramTable {
    package static func classic(_ name: ClassicCommand.Name) -> ProgramTable {
        switch name {
        case .wall:
            classic(
                name, .classicWallSummary, [.noBanner, .perTerminal, .wallGroup],
                words: .classicWallWords)
        case .write: classic(name, .classicWriteSummary, [], words: .classicCallWords)
        case .mesg: classic(name, .classicMesgSummary, [.explain], words: .verbatim("[y | n]"))
        case .talk: classic(name, .classicTalkSummary, [], words: .classicCallWords)
        }
    }

    private static func classic(
        _ name: ClassicCommand.Name, _ summary: Phrase, _ options: [OptionRow], words: Phrase
    ) -> ProgramTable {
        var verb = VerbTable(
            word: nil, summary: summary, options: options + [.help, .version], words: words,
            conflicts: [])
        verb.hasSpelledWords = true
        return ProgramTable(name: name.rawValue, summary: summary, verbs: [verb])
    }
}

extension OptionRow {
    fileprivate static let noBanner = OptionRow(
        key: .noBanner, short: "n", long: "nobanner", value: nil, summary: .noBannerOption)
    fileprivate static let perTerminal = OptionRow(
        key: .timeout, short: "t", long: "timeout", value: .secondsValue,
        summary: .perTerminalOption)
    fileprivate static let wallGroup = OptionRow(
        key: .group, short: "g", long: "group", value: .groupValue, summary: .wallGroupOption)
    fileprivate static let explain = OptionRow(
        key: .verbose, short: "v", long: "verbose", value: nil, summary: .explainOption)
}
