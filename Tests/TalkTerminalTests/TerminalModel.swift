/// A terminal small enough to be right: rows without end, a cursor, and the sequences that `Screen` writes.
struct TerminalModel {
    let columns: Int
    private var rows: [[Character]] = [[]]
    private var row = 0
    private var column = 0

    init(columns: Int) {
        self.columns = columns
    }

    /// The rows as one reads them, without the spaces that end them.
    var screen: [String] {
        rows.map { row in
            var text = String(row.filter { $0 != Self.secondHalf })
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    var cursorColumn: Int { column }
    var cursorRow: Int { row }

    private static let secondHalf: Character = "\u{0}"

    mutating func write(_ bytes: [UInt8]) {
        var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = text.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": lineFeed()
            case "\u{1B}": escape(&text)
            default: put(scalar)
            }
        }
    }

    private mutating func lineFeed() {
        row += 1
        if row == rows.count { rows.append([]) }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        if scalar.properties.generalCategory == .nonspacingMark, column > 0 {
            let base = String(rows[row][column - 1])
            rows[row][column - 1] = Character(base + String(Character(scalar)))
            return
        }
        let cells = (0x1100...0x1FFFF).contains(scalar.value) && scalar.value > 0x2E80 ? 2 : 1
        if column + cells > columns {
            column = 0
            lineFeed()
        }
        while rows[row].count < column + cells { rows[row].append(" ") }
        rows[row][column] = Character(scalar)
        if cells == 2 { rows[row][column + 1] = Self.secondHalf }
        column += cells
    }

    private mutating func escape(_ text: inout Substring.UnicodeScalarView) {
        precondition(text.popFirst() == "[", "an escape sequence that no screen of ours writes")
        var parameter = ""
        while let scalar = text.popFirst() {
            if ("0"..."9").contains(scalar) {
                parameter.unicodeScalars.append(scalar)
                continue
            }
            switch (scalar, parameter) {
            case ("J", ""):
                rows.removeSubrange((row + 1)...)
                rows[row] = Array(rows[row].prefix(column))
            case ("J", "2"): rows = Array(repeating: [], count: row + 1)
            case ("H", ""): (row, column) = (0, 0)
            case ("C", _): column = min(column + (Int(parameter) ?? 1), columns - 1)
            default: preconditionFailure("a sequence that no screen of ours writes: \(scalar)")
            }
            return
        }
    }
}
