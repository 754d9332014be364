import TalkLanguage
import TestSupport
import Testing

/// Every phrase of the source, in each language, as it is written.
@Suite struct PhraseTests {
    /// The same in both languages: names and figures, with nothing to translate.
    private static let alike = ["\\(): \\()", "\\(), \\(): \\()", "p50", "p99", "SHELL"]
    /// Made elsewhere, or in a language that is not known: nothing of them stands in quotes.
    private static let unwritten = [
        "static func verbatim", "static let benchLegend", "static func system",
        "static func phrase(of program", "error.description", "Phrase.benchLegend.",
    ]
    /// What the same thing is called in the code of each language.
    private static let synonyms = [
        "portuguese": "english", "sessoes": "sessions", "dito": "said",
        "portugueseDays": "englishDays", "portugueseMonths": "englishMonths",
        "offInPortuguese": "offInEnglish",
    ]

    private static let phrases: [WrittenPhrase] = {
        let files = (try? swiftFolders().flatMap(swiftFiles(in:))) ?? []
        return files.flatMap { file in
            (try? text(of: file)).map { WrittenPhrase.all(in: SwiftSource($0), file: file) } ?? []
        }
    }()

    private var written: [WrittenPhrase] { Self.phrases.filter { !$0.english.texts.isEmpty } }

    @Test func `there are many, and those without a text are known`() {
        #expect(written.count > 250)
        for phrase in Self.phrases where phrase.english.texts.isEmpty {
            #expect(
                Self.unwritten.contains { phrase.beginning.contains($0) },
                "\(phrase): \(phrase.beginning)")
        }
    }

    @Test func `none is empty in a language`() {
        for phrase in written {
            for side in [phrase.english, phrase.portuguese] {
                #expect(side.texts.contains { $0.contains { $0 != " " } }, "\(phrase)")
            }
        }
    }

    @Test func `none is the same in both, but those that are known`() {
        for phrase in written where phrase.english.texts == phrase.portuguese.texts {
            #expect(Self.alike.contains(phrase.english.texts.joined()), "\(phrase)")
        }
    }

    @Test func `what is put into one language is put into the other`() {
        for phrase in written {
            #expect(
                phrase.english.inserted(Self.synonyms) == phrase.portuguese.inserted(Self.synonyms),
                "\(phrase)")
            #expect(
                phrase.english.names(Self.synonyms) == phrase.portuguese.names(Self.synonyms),
                "\(phrase)")
        }
    }

    @Test func `neither language has two spaces, or a space at an end`() {
        for phrase in written where !phrase.english.texts.contains(where: { $0.contains("\n") }) {
            for text in [phrase.english.whole, phrase.portuguese.whole] {
                #expect(!text.contains("  ") && !text.hasPrefix(" "), "\(phrase)")
            }
        }
    }
}

/// A phrase as it is written.
private struct WrittenPhrase: CustomStringConvertible {
    /// What is said in one language.
    struct Side {
        /// Its code, without what it has in quotes.
        let code: String
        /// What it has in quotes, piece by piece.
        let texts: [String]
        private let interpolations: [String]

        init(_ source: SwiftSource, _ range: Range<Int>) {
            let inside = source.literals.filter { range.contains($0.range.lowerBound) }
            texts = inside.map(\.text)
            interpolations = inside.filter { !$0.isNested }.flatMap(\.interpolations)
            code = inside.filter { !$0.isNested }.reversed().reduce(source.text(range)) {
                code, literal in
                code.replacing(source.text(literal.range), with: "")
            }
        }

        var whole: String { texts.joined() }

        /// The expressions that are put in, without the words that they choose from.
        func inserted(_ synonyms: [String: String]) -> Set<String> {
            Set(interpolations.map { named($0.replacing(/"[^"]*"/, with: ""), synonyms) })
        }

        /// What else the code names.
        func names(_ synonyms: [String: String]) -> Set<String> {
            Set(code.matches(of: /[A-Za-z_$][\w$]*/).map { named(String($0.0), synonyms) })
                .subtracting(["english"])
        }

        private func named(_ code: String, _ synonyms: [String: String]) -> String {
            synonyms.reduce(code) { code, pair in
                code.replacing(/[A-Za-z_]\w*/) { $0.0 == pair.key ? pair.value : String($0.0) }
            }
        }
    }

    let description: String
    /// The code that it stands in.
    let beginning: String
    let english: Side
    let portuguese: Side

    static func all(in source: SwiftSource, file: String) -> [WrittenPhrase] {
        source.places(of: "Phrase(").compactMap { place in
            let parts = source.arguments(from: place + "Phrase".utf8.count)
            let side: (String) -> Side? = { label in
                parts.first { source.text($0).trimmed.hasPrefix("\(label):") }
                    .map { Side(source, $0) }
            }
            guard let english = side("english"), let portuguese = side("portuguese") else {
                return nil
            }
            let line = source.code[..<place].count { $0 == UInt8(ascii: "\n") } + 1
            let beginning = source.text(max(0, place - 250)..<parts[1].upperBound)
            return WrittenPhrase(
                description: "\(file):\(line)", beginning: beginning, english: english,
                portuguese: portuguese)
        }
    }
}

extension String {
    fileprivate var trimmed: Substring { drop { $0.isWhitespace } }
}
