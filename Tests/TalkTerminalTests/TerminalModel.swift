import TalkText

/// A terminal small enough to be right: rows without end, a cursor, and the sequences that `Screen` writes.
struct TerminalModel {
    /// What it does when it is made narrower, and when told to step back from the first cell of a row.
    enum Kind: CaseIterable {
        /// Wraps old rows anew; steps back across a break of its own, as tmux does.
        case rewrapping
        /// Wraps old rows anew; stays in the row, as VTE does.
        case rewrappingStiff
        /// Cuts old rows; stays in the row, as xterm does.
        case cutting
        /// Cuts old rows; goes up from any row's beginning while it wraps, as foot and screen do.
        case cuttingLoose

        var rewraps: Bool { self == .rewrapping || self == .rewrappingStiff }
    }

    private struct Row {
        var cells: [String] = []
        /// It goes on in the next one, because it was too long.
        var isBroken = false
    }

    private(set) var columns: Int
    private(set) var takesPastes = false
    /// No attribute is on that others would write in.
    private(set) var isPlain = true
    private(set) var bells = 0
    private(set) var title = ""
    private var keptTitles: [String] = []
    private var rows: [Row] = [Row()]
    private var row = 0
    private var column = 0
    private var wraps = true
    private let kind: Kind
    /// Whether it gives two cells to all that is not ASCII, and draws no clusters.
    private let isGenerous: Bool
    private let ambiguous: CellWidth.Ambiguous

    init(
        columns: Int, kind: Kind = .cutting, isGenerous: Bool = false,
        ambiguous: CellWidth.Ambiguous = .narrow
    ) {
        self.columns = columns
        self.kind = kind
        self.isGenerous = isGenerous
        self.ambiguous = ambiguous
    }

    /// The rows as one reads them, without the spaces that end them.
    var screen: [String] { rows.map { Self.text(of: $0.cells) } }

    /// The same, those that were broken put together again.
    var lines: [String] {
        var lines: [String] = []
        var begun: [String] = []
        for row in rows {
            begun += row.cells
            if row.isBroken { continue }
            lines.append(Self.text(of: begun))
            begun = []
        }
        return begun.isEmpty ? lines : lines + [Self.text(of: begun)]
    }

    var cursorColumn: Int { column }
    var cursorRow: Int { row }

    /// What stands left of the cursor in its row.
    var leftOfCursor: String {
        let cells = rows[row].cells.prefix(column)
        return Self.raw(Array(cells)) + String(repeating: " ", count: column - cells.count)
    }

    private static let secondHalf = "\u{0}"

    private static func raw(_ cells: [String]) -> String {
        cells.filter { $0 != secondHalf }.joined()
    }

    private static func text(of cells: [String]) -> String {
        var text = raw(cells)
        while text.last == " " { text.removeLast() }
        return text
    }

    mutating func write(_ bytes: [UInt8]) {
        var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = text.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": lineFeed(isBreak: false)
            case "\u{8}": stepBack()
            case "\u{7}": bells += 1
            case "\u{1B}": escape(&text)
            default: put(scalar)
            }
        }
    }

    /// Forgets rows that scrolled off long ago, for tests that go on for long; gives their lines.
    mutating func forget(rowsAbove count: Int) -> [String] {
        var gone = max(0, row - count)
        while gone > 0, rows[gone - 1].isBroken { gone -= 1 }
        guard gone > 0 else { return [] }
        var old = self
        old.rows = Array(rows[..<gone])
        rows.removeFirst(gone)
        row -= gone
        return old.lines
    }

    // MARK: Another width

    mutating func resize(columns newColumns: Int) {
        defer { columns = newColumns }
        guard kind.rewraps else {
            // What is cut off is kept, so that a test can find it.
            column = min(column, newColumns - 1)
            return
        }
        var wrapped: [Row] = []
        var cursor = (row: 0, column: 0)
        var index = 0
        while index < rows.count {
            var whole: [String] = []
            var offset: Int?
            repeat {
                if index == row { offset = whole.count + column }
                whole += rows[index].cells
                index += 1
            } while rows[index - 1].isBroken && index < rows.count
            let (pieces, place) = Self.wrap(whole, offset, newColumns)
            if let place { cursor = (wrapped.count + place.row, place.column) }
            wrapped += pieces
        }
        rows = wrapped
        (row, column) = (cursor.row, min(cursor.column, newColumns - 1))
    }

    private static func wrap(
        _ cells: [String], _ offset: Int?, _ columns: Int
    ) -> ([Row], (row: Int, column: Int)?) {
        var rows = [Row()]
        var place: (row: Int, column: Int)?
        for (index, cell) in cells.enumerated() {
            let isWide = index + 1 < cells.count && cells[index + 1] == secondHalf
            let last = rows.count - 1
            if rows[last].cells.count + (isWide ? 2 : 1) > columns, !rows[last].cells.isEmpty,
                cell != secondHalf
            {
                rows[last].isBroken = true
                rows.append(Row())
            }
            if index == offset { place = (rows.count - 1, rows[rows.count - 1].cells.count) }
            rows[rows.count - 1].cells.append(cell)
        }
        if let offset, place == nil {
            // Behind the last cell.
            let beyond = offset - cells.count
            place = (rows.count - 1, rows[rows.count - 1].cells.count + beyond)
        }
        return (rows, place)
    }

    // MARK: What is written

    private mutating func lineFeed(isBreak: Bool) {
        rows[row].isBroken = isBreak
        row += 1
        if row == rows.count { rows.append(Row()) }
    }

    private mutating func stepBack() {
        guard column == 0 else {
            column = min(column, columns) - 1
            return
        }
        guard row > 0 else { return }
        let crosses =
            switch kind {
            case .rewrapping: rows[row - 1].isBroken
            case .cuttingLoose: wraps
            case .rewrappingStiff, .cutting: false
            }
        if crosses { (row, column) = (row - 1, columns - 1) }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let cells = isGenerous ? (scalar.isASCII ? 1 : 2) : CellWidth.of(scalar, ambiguous)
        if cells == 0 {
            combine(scalar)
            return
        }
        if column + cells > columns {
            if wraps {
                lineFeed(isBreak: true)
                column = 0
            } else {
                column = max(0, columns - cells)
            }
        }
        while rows[row].cells.count < column + cells { rows[row].cells.append(" ") }
        rows[row].cells[column] = String(scalar)
        if cells == 2 { rows[row].cells[column + 1] = Self.secondHalf }
        column += cells
    }

    private mutating func combine(_ scalar: Unicode.Scalar) {
        var place = column - 1
        if place > 0, place < rows[row].cells.count, rows[row].cells[place] == Self.secondHalf {
            place -= 1
        }
        guard place >= 0, place < rows[row].cells.count else { return }
        rows[row].cells[place].unicodeScalars.append(scalar)
    }

    private mutating func escape(_ text: inout Substring.UnicodeScalarView) {
        let kind = text.popFirst()
        if kind == "]" { return takeTitle(&text) }
        precondition(kind == "[", "an escape sequence that no screen of ours writes")
        var parameter = ""
        while let scalar = text.popFirst() {
            if ("0"..."9").contains(scalar) || scalar == "?" || scalar == ";" {
                parameter.unicodeScalars.append(scalar)
                continue
            }
            sequence(scalar, parameter)
            return
        }
    }

    private mutating func takeTitle(_ text: inout Substring.UnicodeScalarView) {
        var title = String.UnicodeScalarView()
        while let scalar = text.popFirst(), scalar != "\u{1B}" { title.append(scalar) }
        precondition(text.popFirst() == "\\" && title.starts(with: "2;".unicodeScalars))
        self.title = String(title.dropFirst(2))
    }

    private mutating func sequence(_ final: Unicode.Scalar, _ parameter: String) {
        switch (final, parameter) {
        case ("J", ""):
            rows.removeSubrange((row + 1)...)
            eraseToEnd()
        case ("K", ""): eraseToEnd()
        case ("J", "2"): rows = Array(repeating: Row(), count: row + 1)
        case ("H", ""): (row, column) = (0, 0)
        case ("l", "?7"): wraps = false
        case ("h", "?7"): wraps = true
        case ("l", "?2004"): takesPastes = false
        case ("h", "?2004"): takesPastes = true
        case ("m", _): isPlain = parameter == "0"
        case ("t", "22;2"): keptTitles.append(title)
        case ("t", "23;2"): title = keptTitles.removeLast()
        case ("A", _): row = max(0, row - (Int(parameter) ?? 1))
        case ("C", _): column = min(column + (Int(parameter) ?? 1), columns - 1)
        default: preconditionFailure("a sequence that no screen of ours writes: \(final)")
        }
    }

    private mutating func eraseToEnd() {
        rows[row].cells = Array(rows[row].cells.prefix(column))
        rows[row].isBroken = false
    }
}
