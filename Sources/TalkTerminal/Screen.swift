package import TalkText

/// What a terminal shows: messages in its ordinary scrollback and, below them, the line being typed.
///
/// Gives the bytes to write and writes nothing itself. The line takes one row, whatever its length, so
/// hiding it is always the same few bytes' work; a message that scrolls in never cuts it.
package struct Screen: Sendable {
    /// What the line being typed answers; nil when it is simply said. It stands before the line where it
    /// leaves room for an answer, else above it.
    package var question: SafeText? {
        didSet { isQuestionAbove = false }
    }
    /// The line being typed.
    package var line = LineEditor()
    /// Cells of a row.
    package private(set) var columns: Int

    private let prompt: SafeText
    private var isQuestionAbove = false

    // The row first: some terminals keep a copy of what is cleared from the first row on.
    private static let hide = Array("\r\u{1B}[K\u{1B}[J".utf8)
    private static let lineEnd = Array("\r\n".utf8)
    private static let wrapOff = Array("\u{1B}[?7l".utf8)
    private static let wrapOn = Array("\u{1B}[?7h".utf8)
    private static let minAnswerCells = 8

    /// - Parameters:
    ///   - prompt: What stands before a line that answers no question.
    ///   - columns: Cells of a row; 80 where the terminal does not say.
    package init(prompt: SafeText, columns: Int) {
        self.prompt = prompt
        self.columns = Self.usable(columns)
    }

    /// What stands before the line being typed.
    package var lead: SafeText {
        guard let question, !isQuestionAbove else { return prompt }
        return question
    }

    /// Prints messages above the line being typed, each as a ``Paragraph``: what begins in the first cell
    /// of a row begins a message. So a message of several lines is to be shown as several messages, if each
    /// of its lines is to begin with its sender's name.
    package mutating func show(_ messages: [SafeText]) -> [UInt8] {
        Self.hide + messages.flatMap(rows) + drawLine()
    }

    /// Draws the line anew, after a key changed it.
    package mutating func redraw() -> [UInt8] {
        Self.hide + drawLine()
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

    /// Leaves the line on the screen, whole, and goes to the row below it.
    package func keep() -> [UInt8] {
        Self.hide + rows(SafeText(sanitizing: lead.string + line.text))
    }

    /// Takes the line being typed off the screen: the terminal is somebody else's again.
    package func remove() -> [UInt8] {
        Self.hide
    }

    /// Empties the screen but for the line being typed; the scrollback stays.
    package mutating func clear() -> [UInt8] {
        isQuestionAbove = false
        return Array("\u{1B}[H\u{1B}[2J".utf8) + redraw()
    }

    private static func usable(_ columns: Int) -> Int {
        columns > 0 ? columns : 80
    }

    private mutating func drawLine() -> [UInt8] {
        var bytes: [UInt8] = []
        if let question, !isQuestionAbove, !leavesRoom(question) {
            isQuestionAbove = true
            bytes += rows(question)
        }
        let view = LineView(prompt: lead, line: line, columns: columns)
        bytes += row(view.text) + Array("\r".utf8)
        // "Forward 0 cells" would go one forward.
        if view.cursorColumn > 0 { bytes += Array("\u{1B}[\(view.cursorColumn)C".utf8) }
        return bytes
    }

    private func leavesRoom(_ question: SafeText) -> Bool {
        CellWidth.of(question.string) + Self.minAnswerCells < columns
    }

    private func rows(_ message: SafeText) -> [UInt8] {
        Paragraph(message, columns: columns).rows.flatMap { row($0) + Self.lineEnd }
    }

    /// A row, which the terminal must not wrap: it may take some characters for wider than we do, and what it
    /// wrapped would begin in the first cell. Then the row's end is cut off instead.
    private func row(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        // No character fills more cells than it has bytes.
        if bytes.count <= columns { return bytes }
        return Self.wrapOff + bytes + Self.wrapOn
    }
}
