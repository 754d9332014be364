/// A message laid out in rows: the first alone begins at the left, all others are indented.
///
/// So no message, however it is written, looks like two: what stands at the left is never of its
/// sender's making. A row is broken at white space, which is then left out, and beside wide characters;
/// what is too long for a row of its own, by whole characters. A TAB is the spaces up to the next stop.
///
/// A link is never broken by us: one that is too long for any row is left to the terminal, which wraps it
/// as one, if nothing in it that a row could then begin with can pass for the beginning of a message.
package struct Paragraph {
    /// What a row consists of.
    package enum Segment: Hashable {
        /// Bytes of the text.
        case text(Range<Int>)
        case spaces(Int)
    }

    package struct Row: Hashable {
        package fileprivate(set) var segments: [Segment] = []
        /// The terminal wraps the link that it ends in.
        package fileprivate(set) var isWrapped = false

        /// Adds what follows: bytes of the text that follow those before are one segment with them.
        fileprivate mutating func append(_ range: Range<Int>) {
            if case .text(let last) = segments.last, last.upperBound == range.lowerBound {
                segments[segments.count - 1] = .text(last.lowerBound..<range.upperBound)
            } else {
                segments.append(.text(range))
            }
        }

        fileprivate mutating func append(spaces count: Int) {
            if count > 0 { segments.append(.spaces(count)) }
        }
    }

    /// The rows, without line ends; none is wider than the columns, but where a single character is, or
    /// the terminal wraps it.
    package private(set) var rows: [Row] = []
    /// The text, of which the rows have parts.
    package let bytes: [UInt8]

    private static let tabCells = 8
    private static let maxIndent = 2

    private let columns: Int
    private let ambiguous: CellWidth.Ambiguous
    private let indent: Int
    private var row = Row()
    private var cells = 0
    private var gap = Gap()
    private var word = Word()

    /// - Parameter columns: Cells of a row, from 1; below 4, wide characters cost the indentation.
    package init(_ text: SafeText, columns: Int, ambiguous: CellWidth.Ambiguous = .narrow) {
        self.columns = columns
        self.ambiguous = ambiguous
        indent = max(0, min(Self.maxIndent, columns - 2))
        bytes = Array(text.string.utf8)
        // Most messages: no character fills more cells than it has bytes.
        if bytes.count <= columns, !bytes.contains(where: { $0 == 0x0A || $0 == 0x09 }) {
            if !bytes.isEmpty { row.append(0..<bytes.count) }
            rows = [row]
        } else {
            layOut(text.string)
        }
    }

    private mutating func layOut(_ text: String) {
        var offset = 0
        // What nothing but ASCII follows is a character by itself; most texts are that throughout.
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        while isASCII, offset < bytes.count {
            take(bytes[offset], at: offset)
            offset += 1
        }
        while offset < bytes.count {
            let end = self.end(of: offset, in: text)
            if end == offset + 1 {
                take(bytes[offset], at: offset)
            } else {
                let place = text.utf8.index(text.startIndex, offsetBy: offset)
                take(text[place], at: offset..<end)
            }
            offset = end
        }
        endWord()
        endRow(isLast: true)
    }

    /// Where the character ends that begins at `offset`.
    private func end(of offset: Int, in text: String) -> Int {
        // What a character of ASCII follows is whole: nothing is combined with it.
        let isAlone = offset + 1 == bytes.count || bytes[offset + 1] < 0x80
        if bytes[offset] < 0x80, isAlone { return offset + 1 }
        return offset + text[text.utf8.index(text.startIndex, offsetBy: offset)].utf8.count
    }

    private mutating func take(_ byte: UInt8, at offset: Int) {
        switch byte {
        case 0x0A:
            endWord()
            endRow(isLast: false)
        case 0x20:
            endWord()
            gap.addSpace(at: offset)
        case 0x09:
            endWord()
            gap.addTab(cells: Self.tabCells - (cells + gap.cells) % Self.tabCells)
        default: word.append(byte, at: offset)
        }
    }

    private mutating func take(_ character: Character, at range: Range<Int>) {
        let width = CellWidth.most(of: character, ambiguous)
        // Scripts with wide characters write no spaces; a link stays whole all the same.
        let usualWidth = ambiguous == .widest ? CellWidth.most(of: character, .wide) : width
        let standsAlone = usualWidth == 2 && !word.isLink
        if standsAlone { endWord() }
        word.append(range, cells: width)
        if standsAlone { endWord() }
    }

    /// Puts the word that was begun where it belongs.
    private mutating func endWord() {
        guard !word.range.isEmpty else { return }
        if cells + gap.cells + word.cells <= columns {
            put(word.range, cells: word.cells)
        } else if word.cells <= columns - indent {
            endRow(isLast: false)
            put(word.range, cells: word.cells)
        } else if word.isPlainLink, word.headCells <= columns - indent {
            leaveToTerminal()
        } else {
            for character in String(decoding: bytes[word.range], as: UTF8.self) {
                putByItself(character)
            }
        }
        word = Word()
    }

    /// Nothing but the link is wrapped: what stands before it surely fits, and what follows begins a row.
    private mutating func leaveToTerminal() {
        let least = mostCells(of: row) + gap.cells + word.headCells
        if least > columns { endRow(isLast: false) }
        put(word.range, cells: word.cells)
        row.isWrapped = true
        cells = columns
    }

    private mutating func putByItself(_ character: Character) {
        let width = CellWidth.most(of: character, ambiguous)
        guard width > columns - indent, character.unicodeScalars.count > 1 else {
            return putNext(character.utf8.count, cells: width)
        }
        // Some scripts make one character of as many letters as somebody likes.
        for scalar in character.unicodeScalars {
            putNext(UTF8.width(scalar), cells: CellWidth.of(scalar, ambiguous))
        }
    }

    /// Puts the next bytes of a word that is broken.
    private mutating func putNext(_ count: Int, cells width: Int) {
        if cells + gap.cells + width > columns { endRow(isLast: false) }
        put(word.takeFirst(count), cells: width)
    }

    private mutating func put(_ range: Range<Int>, cells width: Int) {
        if let spaces = gap.spaces { row.append(spaces) } else { row.append(spaces: gap.cells) }
        cells += gap.cells + width
        gap = Gap()
        row.append(range)
    }

    private mutating func endRow(isLast: Bool) {
        rows.append(row)
        row = Row()
        cells = indent
        gap = Gap()
        if !isLast { row.append(spaces: indent) }
    }
}

extension Paragraph {
    /// The most cells that a terminal in its right mind gives the row: it may take some characters for wider
    /// than we do. No scalar fills more than two cells, and no character more than it has bytes.
    package func mostCells(of row: Row) -> Int {
        row.segments.reduce(0) { sum, segment in
            switch segment {
            case .spaces(let count): sum + count
            case .text(let range):
                // One for each of ASCII, two for the first byte of each other.
                bytes[range].reduce(sum) { $0 + ($1 < 0x80 ? 1 : $1 >= 0xC0 ? 2 : 0) }
            }
        }
    }

    /// The row as a text.
    package func text(of row: Row) -> String {
        row.segments.reduce(into: "") { text, segment in
            switch segment {
            case .spaces(let count): text += String(repeating: " ", count: count)
            case .text(let range): text += String(decoding: bytes[range], as: UTF8.self)
            }
        }
    }
}

/// Spaces that are written when what follows them fits, and left out when it does not.
private struct Gap {
    private(set) var cells = 0
    private var start: Int?
    private var isText = true

    /// Where they are in the text; nil for none, and for those that a TAB stands for.
    var spaces: Range<Int>? {
        guard isText, let start else { return nil }
        return start..<start + cells
    }

    mutating func addSpace(at offset: Int) {
        if cells == 0 { start = offset }
        cells += 1
    }

    mutating func addTab(cells count: Int) {
        cells += count
        isText = false
    }
}
