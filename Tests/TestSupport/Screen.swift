/// What a terminal of so many rows and columns would show for the bytes it was given.
///
/// It knows what a line-by-line program uses: CR, LF, BS, TAB, wrapping with its pending state, scrolling,
/// cursor movement, erasing, saving and restoring, wide and combining characters. What it does not know it
/// records in ``strangers``.
package struct Screen {
    package let rows: Int
    package let columns: Int
    /// Where the next character goes, from 0.
    package private(set) var row = 0
    package private(set) var column = 0
    /// Lines that have scrolled off the top, oldest first.
    package private(set) var scrolledOff: [String] = []
    /// Control sequences that it did not understand, escaped.
    package private(set) var strangers: [String] = []
    package private(set) var bells = 0
    private var cells: [[String]]
    private var wrapsNext = false
    private var wraps = true
    private var saved = (row: 0, column: 0)
    private var parser = EscapeParser()
    private let combines: Bool

    /// - Parameter combines: False for one that gives a cell to every mark, as some consoles do.
    package init(rows: Int = 24, columns: Int = 80, combines: Bool = true) {
        self.rows = rows
        self.columns = columns
        self.combines = combines
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// The rows as they are seen, without the spaces at their ends.
    package var lines: [String] {
        cells.map { line in
            var text = line.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// All that was ever shown, what scrolled off first, without the margin and the empty rows at the end.
    package var transcript: [String] {
        var all = (scrolledOff + lines).map { $0.withoutMargin(columns: columns) }
        while all.last?.isEmpty == true { all.removeLast() }
        return all
    }

    /// The transcript with each row that hangs below another put back behind it.
    package var paragraphs: [String] {
        transcript.reduce(into: []) { all, row in
            guard row.hasPrefix("  "), let last = all.indices.last else { return all.append(row) }
            all[last] += row.dropFirst()
        }
    }

    package var currentLine: String { lines[row] }

    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if let token = parser.next(byte) { apply(token) }
        }
    }

    private mutating func apply(_ token: EscapeParser.Token) {
        switch token {
        case .printable(let scalar): put(scalar)
        case .control(let byte): control(byte)
        case .escape("7"): saved = (row, column)
        case .escape("8"): move(to: saved.row, saved.column)
        case .sequence(let final, let parameters): sequence(final, parameters)
        case .mode("7", let isOn): wraps = isOn
        case .title, .mode: break
        case .escape, .unknown: strangers.append("\(token)")
        }
    }

    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x07: bells += 1
        case 0x08: move(to: row, column - 1)
        case 0x09: move(to: row, min(columns - 1, (column / 8 + 1) * 8))
        case 0x0A: lineFeed()
        case 0x0D: move(to: row, 0)
        default: strangers.append("control \(byte)")
        }
    }

    private mutating func sequence(_ final: Character, _ parameters: [Int]) {
        let count = max(1, parameters.first ?? 1)
        switch final {
        case "A": move(to: row - count, column)
        case "B": move(to: row + count, column)
        case "C": move(to: row, column + count)
        case "D": move(to: row, column - count)
        case "G": move(to: row, count - 1)
        case "H", "f": move(to: count - 1, (parameters.count > 1 ? max(1, parameters[1]) : 1) - 1)
        case "J": eraseBelow(parameters.first ?? 0)
        case "K": eraseLine(parameters.first ?? 0)
        case "m": break
        // The title, put on the terminal's pile and taken from it.
        case "t" where parameters == [22, 2] || parameters == [23, 2]: break
        default: strangers.append("CSI \(parameters) \(final)")
        }
    }

    private mutating func move(to newRow: Int, _ newColumn: Int) {
        row = min(max(newRow, 0), rows - 1)
        column = min(max(newColumn, 0), columns - 1)
        wrapsNext = false
    }

    private mutating func lineFeed() {
        wrapsNext = false
        guard row == rows - 1 else {
            row += 1
            return
        }
        scrolledOff.append(lines[0])
        cells.removeFirst()
        cells.append(Array(repeating: " ", count: columns))
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = combines ? scalar.cells : max(1, scalar.cells)
        guard width > 0 else {
            let target = wrapsNext ? column : max(0, column - 1)
            cells[row][target].unicodeScalars.append(scalar)
            return
        }
        if wraps, wrapsNext || column + width > columns {
            column = 0
            lineFeed()
        }
        // Without wrapping, what does not fit takes the place of what stands at the edge.
        column = min(column, columns - width)
        cells[row][column] = String(scalar)
        if width == 2 { cells[row][column + 1] = "" }
        if column + width >= columns {
            column = columns - 1
            wrapsNext = true
        } else {
            column += width
        }
    }

    private mutating func eraseLine(_ mode: Int) {
        let range = mode == 0 ? column..<columns : mode == 1 ? 0..<column + 1 : 0..<columns
        for index in range { cells[row][index] = " " }
        wrapsNext = false
    }

    private mutating func eraseBelow(_ mode: Int) {
        switch mode {
        case 0:
            eraseLine(0)
            for index in row + 1..<max(rows, row + 1) { blank(index) }
        case 1:
            for index in 0..<row { blank(index) }
            eraseLine(1)
        default: for index in 0..<rows { blank(index) }
        }
    }

    private mutating func blank(_ index: Int) {
        cells[index] = Array(repeating: " ", count: columns)
    }
}

extension Unicode.Scalar {
    /// Cells of a terminal that it takes: 0, 1 or 2.
    fileprivate var cells: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

extension String {
    /// A row of so many columns without the margin in which `talkroom` has time and mark; a row that has
    /// none stays as it is.
    package func withoutMargin(columns: Int = 80) -> String {
        let margin = columns >= 40 ? 8 : columns >= 20 ? 2 : 0
        let edge = Array(utf8.prefix(margin))
        guard margin > 0, edge.count == margin, edge[margin - 1] == 0x20 else { return self }
        let marks = margin == 8 ? " >!" : " !"
        guard marks.utf8.contains(edge[margin - 2]) else { return self }
        let isBlank = edge.dropLast(2).allSatisfy { $0 == 0x20 }
        let isTime =
            margin == 8 && edge[2] == UInt8(ascii: ":") && edge[5] == 0x20
            && [0, 1, 3, 4].allSatisfy { (0x30...0x39).contains(edge[$0]) }
        return isBlank || isTime ? String(decoding: utf8.dropFirst(margin), as: UTF8.self) : self
    }
}
