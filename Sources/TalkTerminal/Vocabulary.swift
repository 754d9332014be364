import TalkText

/// What Tab can complete.
package struct Vocabulary: Hashable, Sendable {
    /// What follows the word of a command.
    package enum Argument: Hashable, Sendable {
        case none
        /// A name, and then what is said.
        case name
        /// A name, and then nothing that can be completed.
        case nameAlone
        case text
        /// One of these words.
        case words([String])
    }

    package struct Command: Hashable, Sendable {
        /// After its `/`.
        package let word: String
        package let argument: Argument

        package init(_ word: String, _ argument: Argument) {
            self.word = word
            self.argument = argument
        }
    }

    /// The most likely one first.
    package var names: [String]
    package var commands: [Command]

    package init(names: [String] = [], commands: [Command] = []) {
        self.names = names
        self.commands = commands
    }

    /// What the last word of `text` may become, what follows it included.
    func candidates(for word: Substring, after stem: Substring) -> [String] {
        if stem.isEmpty {
            let words = commands.map { "/\($0.word)" + ($0.argument == .none ? "" : " ") }
            return matching(word, names.map { "\($0): " }) + matching(word, words)
        }
        switch argument(of: stem) {
        case .none: return []
        case .words(let words): return matching(word, words.map { "\($0) " })
        case .name, .nameAlone, .text: return matching(word, names.map { "\($0) " })
        }
    }

    /// What is expected after `stem`, whose words are whole.
    private func argument(of stem: Substring) -> Argument {
        guard stem.hasPrefix("/"), !stem.hasPrefix("//") else { return .text }
        let words = stem.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        let command = words.first?.dropFirst().lowercased()
        guard let found = commands.first(where: { $0.word == command }) else { return .text }
        if words.count == 1 { return found.argument }
        switch found.argument {
        case .none, .nameAlone, .words: return .none
        case .name, .text: return .text
        }
    }

    private func matching(_ word: Substring, _ candidates: [String]) -> [String] {
        let beginning = word.lowercased()
        return candidates.filter { $0.lowercased().hasPrefix(beginning) }
    }
}

/// The words that a word may become, one after the other.
struct Completion: Sendable {
    /// What stands before the word.
    private let stem: String
    /// The word as it was typed comes last.
    private let candidates: [String]
    private var index: Int

    /// - Returns: nil when the word before the cursor cannot be completed.
    init?(of line: LineEditor, with vocabulary: Vocabulary) {
        let before = line.halves.before
        let start =
            before.lastIndex { $0 == " " || $0 == "\t" || $0 == "\n" }.map(before.index(after:))
            ?? before.startIndex
        let found = vocabulary.candidates(for: before[start...], after: before[..<start])
        guard !found.isEmpty else { return nil }
        stem = String(before[..<start])
        candidates = found + [String(before[start...])]
        index = candidates.endIndex - 1
    }

    /// What stands left of the cursor with the next candidate, or the one before.
    mutating func next(isBackward: Bool) -> String {
        index = (index + (isBackward ? candidates.count - 1 : 1)) % candidates.count
        return stem + candidates[index]
    }
}
