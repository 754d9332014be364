import TalkText

/// A message laid out in rows: the first alone begins in the first cell, all others are indented.
///
/// So no message, however it is written, looks like two: what stands at the left edge is never of its
/// sender's making. A row is broken at white space, which is then left out, and beside wide characters;
/// what is too long for a row of its own, by whole characters. A TAB is the spaces up to the next stop.
struct Paragraph {
    /// The rows, without line ends; none is wider than the screen, but where a single character is.
    private(set) var rows: [String] = []

    private static let tabCells = 8
    private static let maxIndent = 2

    private let columns: Int
    private let ambiguous: CellWidth.Ambiguous
    private let indent: String
    private var row = ""
    private var cells = 0
    /// Spaces that are written when what follows them fits, and left out when it does not.
    private var gap = 0
    private var word: [Character] = []
    private var wordCells = 0
    private var isLink = false

    /// - Parameter columns: Cells of a row, from 1; below 4, wide characters cost the indentation.
    init(_ text: SafeText, columns: Int, ambiguous: CellWidth.Ambiguous = .narrow) {
        self.columns = columns
        self.ambiguous = ambiguous
        indent = String(repeating: " ", count: max(0, min(Self.maxIndent, columns - 2)))
        guard !Self.isOneRow(text, columns: columns) else {
            rows = [text.string]
            return
        }
        for (index, line) in text.string.split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            if index > 0 { endRow() }
            for character in line { take(character) }
            endWord()
        }
        endRow()
    }

    /// Most messages: no character fills more cells than it has bytes.
    private static func isOneRow(_ text: SafeText, columns: Int) -> Bool {
        let bytes = text.string.utf8
        return bytes.count <= columns && !bytes.contains { $0 == 0x0A || $0 == 0x09 }
    }

    private mutating func take(_ character: Character) {
        if character == " " {
            endWord()
            gap += 1
        } else if character == "\t" {
            endWord()
            gap += Self.tabCells - (cells + gap) % Self.tabCells
        } else {
            let width = CellWidth.most(of: character, ambiguous)
            // Scripts with wide characters write no spaces; a link stays whole all the same.
            let standsAlone = width == 2 && !isLink
            if standsAlone { endWord() }
            word.append(character)
            wordCells += width
            if character == "/", word.suffix(3) == [":", "/", "/"] { isLink = true }
            if standsAlone { endWord() }
        }
    }

    /// Puts the word that was begun where it belongs.
    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if cells + gap + wordCells <= columns {
            put(word, cells: wordCells)
        } else if wordCells <= columns - indent.count {
            endRow()
            put(word, cells: wordCells)
        } else {
            for character in word { putByItself(character) }
        }
        word = []
        wordCells = 0
        isLink = false
    }

    private mutating func putByItself(_ character: Character) {
        let width = CellWidth.most(of: character, ambiguous)
        guard width > columns - indent.count, character.unicodeScalars.count > 1 else {
            if cells + gap + width > columns { endRow() }
            return put([character], cells: width)
        }
        // Some scripts make one character of as many letters as somebody likes.
        for scalar in character.unicodeScalars {
            let width = CellWidth.of(scalar, ambiguous)
            if cells + gap + width > columns { endRow() }
            put([Character(scalar)], cells: width)
        }
    }

    private mutating func put(_ characters: [Character], cells width: Int) {
        row += String(repeating: " ", count: gap)
        row += characters
        cells += gap + width
        gap = 0
    }

    private mutating func endRow() {
        rows.append(row)
        row = indent
        cells = indent.count
        gap = 0
    }
}
