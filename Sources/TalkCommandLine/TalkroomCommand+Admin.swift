import TalkLanguage

extension TalkroomCommand {
    /// An operator's act, or what is asked about them.
    package struct Admin: Hashable, Sendable {
        package var place: Place = .usual
        package var work: Work
        package var isJSON: Bool = false

        /// What is to be done.
        package enum Work: Hashable, Sendable {
            /// The words behind who it is are a reason.
            case dismiss(String, [String])
            /// The words behind who it is are a time, if the first is one, and a reason.
            case mute(String, [String])
            case ban(String, [String])
            case lift(String, [String])
            case showTopic
            /// An empty one is none.
            case setTopic(String)
            case redact(UInt64)
            case who
            /// The last so many.
            case acts(Int)
        }

        package init(place: Place = .usual, work: Work, isJSON: Bool = false) {
            self.place = place
            self.work = work
            self.isJSON = isJSON
        }
    }

    /// The most that `admin acts -c` takes.
    package static let maxActCount = 1000
    /// What takes the topic away, typed in its place.
    fileprivate static let noTopic = "-"

    fileprivate static func command(_ word: ActWord) -> String {
        "\(ProgramTable.talkroom.name) admin \(word)"
    }
}

extension TalkroomCommand.Admin {
    /// Reads the words behind `admin`.
    init(_ line: ParsedLine, at place: TalkroomCommand.Place) throws(UsageError) {
        guard let first = line.words.first, !first.isEmpty else {
            throw .missingWord(.actValue, command: ProgramTable.talkroom.command(line.verb))
        }
        guard let word = ActWord(rawValue: first) else {
            let known = ActWord.allCases.map(\.rawValue)
            throw .unknownVerb(first, nearest: NearestWord.to(first, among: known))
        }
        if word != .acts, line.has(.count) {
            throw .misplacedOption(
                OptionRow.count.display, command: TalkroomCommand.command(word))
        }
        self.init(
            place: place, work: try Self.work(word, line.words.dropFirst(), line),
            isJSON: line.has(.json))
    }

    private static func work(
        _ word: ActWord, _ words: ArraySlice<String>, _ line: ParsedLine
    ) throws(UsageError) -> Work {
        switch word {
        case .dismiss: return .dismiss(try who(words, word), Array(words.dropFirst()))
        case .mute: return .mute(try who(words, word), Array(words.dropFirst()))
        case .ban: return .ban(try who(words, word), Array(words.dropFirst()))
        case .lift: return .lift(try who(words, word), Array(words.dropFirst()))
        case .topic:
            guard !words.isEmpty else { return .showTopic }
            let text = words.joined(separator: " ")
            return .setTopic(text == TalkroomCommand.noTopic ? "" : text)
        case .redact: return .redact(try number(words, word))
        case .who:
            if let rest = words.first { throw .unexpectedWord(rest) }
            return .who
        case .acts:
            if let rest = words.first { throw .unexpectedWord(rest) }
            return .acts(try line.count(.count, most: TalkroomCommand.maxActCount) ?? 20)
        }
    }

    private static func who(
        _ words: ArraySlice<String>, _ word: ActWord
    ) throws(UsageError) -> String {
        guard let who = words.first, !who.isEmpty else {
            throw .missingWord(.whoValue, command: TalkroomCommand.command(word))
        }
        return who
    }

    private static func number(
        _ words: ArraySlice<String>, _ word: ActWord
    ) throws(UsageError) -> UInt64 {
        guard let text = words.first else {
            throw .missingWord(.numberValue, command: TalkroomCommand.command(word))
        }
        if words.count > 1 { throw .unexpectedWord(words[words.startIndex + 1]) }
        guard let number = Int(digits: text, in: 0...Int.max) else {
            throw .notACount(text, option: word.rawValue, most: .max)
        }
        return UInt64(number)
    }
}
