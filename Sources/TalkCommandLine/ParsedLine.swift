import TalkLanguage

/// A command line read by a program's table: the verb, its options and its words.
struct ParsedLine {
    private(set) var verb: VerbTable
    private(set) var words: [String] = []
    private var given: [(row: OptionRow, value: String?)] = []
    private let program: ProgramTable

    /// Reads the arguments, the program's own name not among them.
    init(_ arguments: [String], program: ProgramTable) throws(UsageError) {
        self.program = program
        verb = program.verbs[0]
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words.append(contentsOf: rest)
                break
            }
            if argument.hasPrefix("--") {
                try takeLong(argument.dropFirst(2), rest: &rest)
            } else if argument.hasPrefix("-"), argument != "-" {
                try takeCluster(argument.dropFirst(), rest: &rest)
            } else {
                words.append(argument)
            }
        }
        try takeVerb()
        // Help is owed to who asks for it, whatever else the line holds.
        guard !has(.help), !has(.version) else { return }
        try checkPlaces()
        try checkConflicts()
    }

    func has(_ key: OptionKey) -> Bool {
        given.contains { $0.row.key == key }
    }

    /// The value that was given last.
    func value(_ key: OptionKey) -> String? {
        given.last { $0.row.key == key }?.value
    }

    /// Every value, in the order given.
    func values(_ key: OptionKey) -> [String] {
        given.filter { $0.row.key == key }.compactMap(\.value)
    }

    /// A natural number up to `most`; nil when the option was not given.
    func count(_ key: OptionKey, most: Int) throws(UsageError) -> Int? {
        guard let entry = given.last(where: { $0.row.key == key }), let text = entry.value
        else { return nil }
        return try Self.number(text, of: entry.row, most: most)
    }

    /// Natural numbers up to `most`, with commas between them; nil when the option was not given.
    func counts(_ key: OptionKey, most: Int) throws(UsageError) -> [Int]? {
        guard let entry = given.last(where: { $0.row.key == key }), let text = entry.value
        else { return nil }
        var numbers: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            numbers.append(try Self.number(String(part), of: entry.row, most: most))
        }
        return numbers
    }

    /// The one of its words that an option was given; nil when it was not given.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: OptionKey
    ) throws(UsageError) -> Choice? {
        guard let text = value(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw .notAChoice(
                text, option: given.last { $0.row.key == key }?.row.display ?? "",
                choices: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    /// Words with commas between them, each one of `choices`; nil when the option was not given.
    func choices(_ key: OptionKey, of choices: [String]) throws(UsageError) -> [String]? {
        guard let entry = given.last(where: { $0.row.key == key }), let text = entry.value
        else { return nil }
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for word in words where !choices.contains(word) {
            throw .notAChoice(word, option: entry.row.display, choices: choices)
        }
        return words
    }

    /// What ``yesOrNo(for:)`` takes.
    static let yesOrNo = ["y", "n"]

    /// The one word that there may be: `y` or `n`; nil for none.
    ///
    /// - Parameter command: What it is a word of.
    func yesOrNo(for command: String) throws(UsageError) -> Bool? {
        if words.count > 1 { throw .unexpectedWord(words[1]) }
        guard let word = words.first else { return nil }
        guard Self.yesOrNo.contains(word) else {
            throw .notAChoice(word, option: command, choices: Self.yesOrNo)
        }
        return word == Self.yesOrNo[0]
    }

    private static func number(
        _ text: String, of row: OptionRow, most: Int
    ) throws(UsageError) -> Int {
        guard let number = Int(digits: text, in: 0...most) else {
            throw .notACount(text, option: row.display, most: most)
        }
        return number
    }

    private mutating func takeLong(
        _ text: Substring, rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let word = String(parts[0])
        guard let row = program.option(where: { $0.long == word }) else {
            throw .unknownOption("--\(word)")
        }
        guard row.value != nil else {
            guard parts.count == 1 else { throw .unwantedValue(row.display) }
            given.append((row, nil))
            return
        }
        let attached = parts.count == 2 ? String(parts[1]) : rest.popFirst()
        try take(row, value: attached, as: row.display)
    }

    private mutating func takeCluster(
        _ text: Substring, rest: inout ArraySlice<String>
    ) throws(UsageError) {
        var letters = text
        while let letter = letters.popFirst() {
            guard let row = program.option(where: { $0.short == letter }) else {
                throw .unknownOption("-\(letter)")
            }
            guard row.value != nil else {
                given.append((row, nil))
                continue
            }
            try take(
                row, value: letters.isEmpty ? rest.popFirst() : String(letters), as: "-\(letter)")
            return
        }
    }

    private mutating func take(
        _ row: OptionRow, value: String?, as option: String
    ) throws(UsageError) {
        guard let value, !value.isEmpty else { throw .missingValue(option) }
        given.append((row, value))
    }

    /// The first word is the verb, in a program that has some.
    private mutating func takeVerb() throws(UsageError) {
        let known = program.verbs.compactMap(\.word)
        if let first = words.first, !known.isEmpty {
            guard let named = program.verbs.first(where: { $0.word == first }) else {
                guard !has(.help), !has(.version) else { return }
                throw .unknownVerb(first, nearest: NearestWord.to(first, among: known))
            }
            verb = named
            words.removeFirst()
        }
    }

    private func checkPlaces() throws(UsageError) {
        if let word = words.first, verb.words == nil { throw .unexpectedWord(word) }
        for entry in given where !verb.options.contains(entry.row) {
            throw .misplacedOption(entry.row.display, command: program.command(verb))
        }
    }

    private func checkConflicts() throws(UsageError) {
        for keys in verb.conflicts {
            let rows = verb.options.filter { keys.contains($0.key) && has($0.key) }
            if rows.count > 1 { throw .conflict(rows[0].display, rows[1].display) }
        }
    }
}
