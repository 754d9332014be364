package import TalkText

/// What a terminal shows: messages in its ordinary scrollback and, below them, the line being typed.
///
/// Gives the bytes to write and writes nothing itself. The line takes one row, whatever its length, so
/// hiding it is always the same two bytes' work; a message that scrolls in never cuts it.
package struct Screen: Sendable {
    /// What stands before the line being typed.
    package var prompt: SafeText
    /// The line being typed.
    package var line = LineEditor()
    /// Cells of a row.
    package private(set) var columns: Int

    private static let hide = Array("\r\u{1B}[K\u{1B}[J".utf8)
    private static let wrapOff = Array("\u{1B}[?7l".utf8)
    private static let wrapOn = Array("\u{1B}[?7h".utf8)
    private static let lineEnd = Array("\r\n".utf8)

    /// - Parameter columns: Cells of a row; 80 where the terminal does not say.
    package init(prompt: SafeText, columns: Int) {
        self.prompt = prompt
        self.columns = Self.usable(columns)
    }

    /// Prints messages above the line being typed, each as a ``Paragraph``: what begins in the first cell
    /// of a row begins a message. So a message of several lines is to be shown as several messages, if each
    /// of its lines is to begin with its sender's name.
    package func show(_ messages: [SafeText]) -> [UInt8] {
        var bytes = Self.hide
        for message in messages {
            for row in Paragraph(message, columns: columns).rows {
                bytes += bytesOf(row)
                bytes += Self.lineEnd
            }
        }
        return bytes + drawnLine
    }

    /// A row, which the terminal must not wrap: it may take some characters for wider than we do, and what it
    /// wrapped would begin in the first cell. Then the row's end is cut off instead.
    private func bytesOf(_ row: String) -> [UInt8] {
        let bytes = Array(row.utf8)
        // No character fills more cells than it has bytes.
        if bytes.count <= columns { return bytes }
        return Self.wrapOff + bytes + Self.wrapOn
    }

    /// Draws the line anew, after a key changed it.
    package func redraw() -> [UInt8] {
        Self.hide + drawnLine
    }

    /// Takes the terminal's new width, and draws the line anew. What was printed before stays as it was laid
    /// out, or as the terminal lays it out now.
    ///
    /// A terminal that wraps old rows anew may leave the beginning of a long line above; one that cuts them
    /// must not lose a message to our going up for it.
    package mutating func resize(columns: Int) -> [UInt8] {
        self.columns = Self.usable(columns)
        return redraw()
    }

    /// Leaves the line on the screen as it stands, and goes to the next row.
    package func keep() -> [UInt8] {
        redraw() + Self.lineEnd
    }

    /// Takes the line being typed off the screen: the terminal is somebody else's again.
    package func remove() -> [UInt8] {
        Self.hide
    }

    /// Empties the screen but for the line being typed; the scrollback stays.
    package func clear() -> [UInt8] {
        Array("\u{1B}[H\u{1B}[2J".utf8) + redraw()
    }

    private static func usable(_ columns: Int) -> Int {
        columns > 0 ? columns : 80
    }

    private var drawnLine: [UInt8] {
        let view = LineView(prompt: prompt, line: line, columns: columns)
        var bytes = bytesOf(view.text)
        bytes += Array("\r".utf8)
        // "Forward 0 cells" would go one forward.
        if view.cursorColumn > 0 { bytes += Array("\u{1B}[\(view.cursorColumn)C".utf8) }
        return bytes
    }
}
