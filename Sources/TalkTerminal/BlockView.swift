import TalkText

/// What is being typed as rows of the screen: a row for each line, of which the part that fits is shown.
///
/// No row is as wide as the screen, and each ends with a line end of ours, so that rows stay rows.
struct BlockView {
    struct Row: Hashable {
        var text = ""
        var cells = 0

        /// Steps back that surely lead to its beginning, wherever a new width has broken it: a wide
        /// character that does not fit leaves a cell empty.
        var steps: Int { text.utf8.count == cells ? cells : 2 * cells }
    }

    private(set) var rows: [Row]
    /// The row that the cursor stands in, the first one being 0.
    let cursorRow: Int
    /// The cell that it stands on, the first one being 0.
    let cursorColumn: Int

    /// The most rows that are taken of the screen.
    static let maxRows = 10
    /// What stands before a line that goes on above, or below, what is shown.
    private static let above: Character = "^"
    private static let below: Character = "v"

    /// - Parameters:
    ///   - hint: What stands in rows above; nil for nothing.
    ///   - briefHint: What stands before the line where there is no room for those rows.
    ///   - lead: What stands before the first line.
    ///   - isEased: The cursor is not to stand far to the right, where a narrower screen would leave it below.
    init(
        hint: SafeText?, briefHint: SafeText? = nil, lead: SafeText, line: LineEditor,
        ruler: Ruler, isEased: Bool
    ) {
        let hintRows = hint.map { ruler.paragraph($0) } ?? []
        let brief = hintRows.isEmpty ? briefHint : nil
        let leads = Leads(brief ?? lead, ruler)
        let halves = line.halves
        let lines = Lines(before: halves.before, after: halves.after)
        let room = max(ruler.columns - 1 - leads.cells, 1)
        let kept = ruler.fitting(lines.right, cells: isEased ? room / 2 : room / 3)
        let mostBefore = isEased ? room - room / 2 : room - kept.cells
        let left = ruler.fitting(lines.left.reversed(), cells: mostBefore)
        let right = ruler.fitting(lines.right, cells: room - left.cells)
        let current = Row(
            text: (left.pieces.reversed() + right.pieces).joined(),
            cells: left.cells + right.cells)

        let most = max(1, min(Self.maxRows, ruler.rows - 1) - hintRows.count)
        let first = max(0, min(lines.current - most / 2, lines.count - most))
        let last = min(lines.count, first + most) - 1
        rows = (first...last).map { index in
            let shown = index == lines.current ? current : ruler.row(lines[index], cells: room)
            let isMore = (index == first && index > 0) || (index == last && index < lines.count - 1)
            let mark = isMore ? (index == first && index > 0 ? Self.above : Self.below) : nil
            // The hint is worth more than what tells that there is more.
            if brief != nil { return leads.row(shown, isFirst: true, mark: nil) }
            return leads.row(shown, isFirst: index == 0, mark: mark)
        }
        rows = hintRows + rows
        cursorRow = lines.current - first + hintRows.count
        cursorColumn = leads.cells + left.cells
    }

    /// What stands at the left of each line.
    private struct Leads {
        private let text: String
        let cells: Int

        /// Long ones give way, on narrow screens, to what is typed.
        init(_ lead: SafeText, _ ruler: Ruler) {
            // What is looked for may hold a TAB.
            let row = ruler.row(lead.string, cells: .max)
            text = row.cells < ruler.columns - 1 ? row.text : ""
            cells = text.isEmpty ? 0 : row.cells
        }

        func row(_ row: Row, isFirst: Bool, mark: Character?) -> Row {
            var lead = text
            if !isFirst || mark != nil { lead = String(repeating: " ", count: cells) }
            if let mark, cells > 0 { lead = String(mark) + lead.dropFirst() }
            return Row(text: lead + row.text, cells: cells + row.cells)
        }
    }

    /// The lines, and the halves of the one that the cursor is in.
    private struct Lines {
        private let before: [Substring]
        private let after: [Substring]

        init(before: String, after: String) {
            self.before = before.split(separator: "\n", omittingEmptySubsequences: false)
            self.after = after.split(separator: "\n", omittingEmptySubsequences: false)
        }

        var current: Int { before.count - 1 }
        var count: Int { before.count + after.count - 1 }
        var left: Substring { before[current] }
        var right: Substring { after[0] }

        /// A line that the cursor is not in.
        subscript(index: Int) -> Substring {
            index < current ? before[index] : after[index - current]
        }
    }
}

/// The size of the screen, and of what is on it.
struct Ruler: Hashable, Sendable {
    var columns: Int
    var rows: Int
    let ambiguous: CellWidth.Ambiguous

    /// A TAB of what is being typed; what it is to others depends on where it will stand.
    private static let tab = "    "

    /// The first characters that fit, each made safe.
    func fitting(
        _ characters: some Sequence<Character>, cells room: Int
    ) -> (pieces: [String], cells: Int) {
        var shown: [String] = []
        var used = 0
        for character in characters {
            let safe = Self.safe(character)
            // Scalar by scalar, as wcwidth(3) counts: there is nothing joined in it.
            let cells = safe.unicodeScalars.reduce(0) { $0 + CellWidth.of($1, ambiguous) }
            guard used + cells <= room else { break }
            shown.append(safe)
            used += cells
        }
        return (pieces: shown, cells: used)
    }

    /// The first rows of a text, none of them as wide as the screen.
    func paragraph(_ text: SafeText) -> [BlockView.Row] {
        let most = max(0, min(3, rows - 2))
        let paragraph = Paragraph(text, columns: max(1, columns - 1), ambiguous: ambiguous)
        return paragraph.rows.prefix(most).map { row(paragraph.text(of: $0), cells: columns) }
    }

    func row(_ text: some Sequence<Character>, cells room: Int) -> BlockView.Row {
        let fits = fitting(text, cells: room)
        return BlockView.Row(text: fits.pieces.joined(), cells: fits.cells)
    }

    /// A character that nobody may see takes no room, but its editing does not fail.
    private static func safe(_ character: Character) -> String {
        if character == "\t" { return tab }
        let text = SafeText(sanitizing: String(character)).string.filter { $0 != "\n" }
        return text.unicodeScalars.count > 1 ? apart(text) : text
    }

    /// An emoji made of several as the several that it is made of: terminals do not agree on how wide the one
    /// is, and the cursor must stand where we think that it does.
    private static func apart(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, first.properties.isEmoji else { return text }
        let parts = text.unicodeScalars.filter { scalar in
            let isJoint = scalar == "\u{200D}" || scalar == "\u{FE0F}" || scalar == "\u{FE0E}"
            return !isJoint && (!scalar.properties.isEmojiModifier || scalar == first)
        }
        return String(String.UnicodeScalarView(parts))
    }
}
