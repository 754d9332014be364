import TalkText

/// A terminal small enough to be right: rows without end, a cursor, and the sequences that `Screen` writes.
struct TerminalModel {
    let columns: Int
    private var rows: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private var wraps = true
    /// Whether it gives two cells to all that is not ASCII, and draws no clusters.
    private let isGenerous: Bool

    init(columns: Int, isGenerous: Bool = false) {
        self.columns = columns
        self.isGenerous = isGenerous
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
        let cells = isGenerous ? (scalar.isASCII ? 1 : 2) : CellWidth.of(scalar)
        if cells == 0 {
            combine(scalar)
            return
        }
        if column + cells > columns {
            if wraps {
                column = 0
                lineFeed()
            } else {
                column = max(0, columns - cells)
            }
        }
        while rows[row].count < column + cells { rows[row].append(" ") }
        rows[row][column] = Character(scalar)
        if cells == 2 { rows[row][column + 1] = Self.secondHalf }
        column += cells
    }

    private mutating func combine(_ scalar: Unicode.Scalar) {
        var place = column - 1
        if place > 0, rows[row][place] == Self.secondHalf { place -= 1 }
        guard place >= 0 else { return }
        rows[row][place] = Character(String(rows[row][place]) + String(Character(scalar)))
    }

    private mutating func escape(_ text: inout Substring.UnicodeScalarView) {
        precondition(text.popFirst() == "[", "an escape sequence that no screen of ours writes")
        var parameter = ""
        while let scalar = text.popFirst() {
            if ("0"..."9").contains(scalar) || scalar == "?" {
                parameter.unicodeScalars.append(scalar)
                continue
            }
            switch (scalar, parameter) {
            case ("J", ""):
                rows.removeSubrange((row + 1)...)
                rows[row] = Array(rows[row].prefix(column))
            case ("K", ""): rows[row] = Array(rows[row].prefix(column))
            case ("J", "2"): rows = Array(repeating: [], count: row + 1)
            case ("H", ""): (row, column) = (0, 0)
            case ("l", "?7"): wraps = false
            case ("h", "?7"): wraps = true
            case ("C", _): column = min(column + (Int(parameter) ?? 1), columns - 1)
            default: preconditionFailure("a sequence that no screen of ours writes: \(scalar)")
            }
            return
        }
    }
}
