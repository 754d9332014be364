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

    private static let hide = Array("\r\u{1B}[J".utf8)
    private static let lineEnd = Array("\r\n".utf8)

    /// - Parameter columns: Cells of a row; 80 where the terminal does not say.
    package init(prompt: SafeText, columns: Int) {
        self.prompt = prompt
        self.columns = Self.usable(columns)
    }

    /// Prints messages above the line being typed; a row too wide is wrapped by the terminal.
    package func show(_ messages: [SafeText]) -> [UInt8] {
        var bytes = Self.hide
        for message in messages {
            for row in message.string.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            {
                bytes += row
                bytes += Self.lineEnd
            }
        }
        return bytes + drawnLine
    }

    /// Draws the line anew, after a key changed it.
    package func redraw() -> [UInt8] {
        Self.hide + drawnLine
    }

    /// Takes the terminal's new width, and draws the line anew.
    ///
    /// A terminal that wraps old rows anew may leave the beginning of a long line above; one that cuts them
    /// must not lose a message to our going up for it.
    package mutating func resize(columns: Int) -> [UInt8] {
        self.columns = Self.usable(columns)
        return redraw()
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
        var bytes = Array(view.text.utf8)
        bytes += Array("\r".utf8)
        // "Forward 0 cells" would go one forward.
        if view.cursorColumn > 0 { bytes += Array("\u{1B}[\(view.cursorColumn)C".utf8) }
        return bytes
    }
}
