import TestSupport
import Testing

/// What people read is a phrase, and phrases are in one place.
@Suite struct SentenceTests {
    /// How texts begin that are no phrases, each with its reason.
    private static let excused = [
        "the a of to and": "words that the benchmark's clients say",
        "and as many words as": "what they say where the words do not matter",
        "did you see what": "what the benchmark types",
        "and so on, for longer": "the same",
        "which goes on below": "the same",
        "and on, até amanhã": "the same",
        "in it": "the same",
        "user root": "another server's configuration",
        "talkroom 1 host": "the protocol, which the benchmark's daemon speaks",
    ]

    @Test func `no sentence stands outside TalkLanguage`() throws {
        var found: Set<String> = []
        for folder in try swiftFolders() where folder != "Sources/TalkLanguage" {
            // What a shell is to read is in its own language.
            for file in try swiftFiles(in: folder) where !file.contains("/CompletionScript") {
                let source = SwiftSource(try text(of: file))
                for literal in source.literals where isSentence(literal.text) {
                    guard !isForTheProgrammer(literal, in: source) else { continue }
                    let excuse = Self.excused.keys.first {
                        literal.text.drop { $0.isWhitespace }.hasPrefix($0)
                    }
                    #expect(excuse != nil, "\(file):\(literal.line): \(literal.text)")
                    found.formUnion(excuse.map { [$0] } ?? [])
                }
            }
        }
        #expect(Set(Self.excused.keys).subtracting(found) == [], "excused, and not there any more")
    }

    /// Two words or more with a space between them.
    private func isSentence(_ text: String) -> Bool {
        text.replacing("\\()", with: "_").contains(/[[:alpha:]]{2,}[,;:.]? +[[:alpha:]]{2,}/)
    }

    /// A trap's message is for who reads a crash, not for who uses the program.
    private func isForTheProgrammer(_ literal: SwiftSource.Literal, in source: SwiftSource) -> Bool
    {
        let start = literal.range.lowerBound
        let before = source.text(max(0, start - 200)..<start)
        return before.contains(/\b(?:precondition|preconditionFailure|fatalError|assert)\([^;]*$/)
    }
}
