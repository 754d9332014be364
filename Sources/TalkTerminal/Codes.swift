/// Every control that is ever written to the terminal.
enum Codes {
    static let stepBack: UInt8 = 0x08
    static let carriageReturn: UInt8 = 0x0D
    static let lineEnd = Array("\r\n".utf8)
    // The row first: some terminals keep a copy of what is cleared from the first row on.
    static let eraseBelow = Array("\r\u{1B}[K\u{1B}[J".utf8)
    static let clear = Array("\u{1B}[H\u{1B}[2J".utf8)
    static let wrapOff = Array("\u{1B}[?7l".utf8)
    static let wrapOn = Array("\u{1B}[?7h".utf8)
    static let pastesOn = Array("\u{1B}[?2004h".utf8)
    static let pastesOff = Array("\u{1B}[?2004l".utf8)

    static let bell: UInt8 = 0x07
    /// The end of every look.
    static let plain = Array("\u{1B}[0m".utf8)
    // The title that was there is put on the terminal's own pile, where it has one, and taken from it.
    static let keepTitle = Array("\u{1B}[22;2t".utf8)
    static let giveTitleBack = Array("\u{1B}[23;2t".utf8)

    static func attributes(_ parameters: String) -> [UInt8] {
        Array("\u{1B}[\(parameters)m".utf8)
    }

    /// - Parameter text: Without control characters.
    static func title(_ text: String) -> [UInt8] {
        Array("\u{1B}]2;\(text)\u{1B}\\".utf8)
    }

    static func up(_ rows: Int) -> [UInt8] {
        rows > 0 ? Array("\u{1B}[\(rows)A".utf8) : []
    }

    /// "Forward 0 cells" would go one forward.
    static func forward(_ cells: Int) -> [UInt8] {
        cells > 0 ? Array("\u{1B}[\(cells)C".utf8) : []
    }
}
