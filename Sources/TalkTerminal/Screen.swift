package import TalkText

/// What a terminal shows: messages in its ordinary scrollback and, below them, what is being typed.
///
/// Gives the bytes to write and writes nothing itself. What is typed takes a row for each of its lines, so
/// that hiding it is always the same few bytes' work; a message that scrolls in never cuts it.
///
/// The terminal may have another width than we were told: it is told first, and some tell late. So nothing
/// that is said here goes further up than the rows that were drawn, however they lie now.
package struct Screen: Sendable {
    /// What the line being typed answers; nil when it is simply said. It stands before the line where it
    /// leaves room for an answer, else above it.
    package var question: SafeText? {
        didSet { isQuestionAbove = false }
    }
    /// Stands above what is being typed, for as long as it is set.
    package var hint: SafeText?
    /// Stands before the line instead, on a screen that has no room for rows above it.
    package var briefHint: SafeText?
    /// The word for looking through what was entered before.
    package var searchWord: SafeText?
    var typing = Typing()

    private let prompt: SafeText
    private var ruler: Ruler
    private var transcript: Transcript
    private var title: SafeText?
    private var isQuestionAbove = false
    /// Steps back to the beginning of each row that was drawn, down to the one that the cursor stands in.
    private var drawn: [Int] = []
    private var isOpen = false
    /// The width changed, and may again before a key comes.
    private var isEased = false

    /// - Parameters:
    ///   - prompt: What stands before a line that answers no question.
    ///   - columns: Cells of a row; 80 where the terminal does not say.
    ///   - rows: Rows of the screen; 24 where it does not say.
    ///   - times: When messages have their time in the margin.
    package init(
        prompt: SafeText, columns: Int, rows: Int = 24,
        ambiguous: CellWidth.Ambiguous = .narrow, times: Times = .minute, colors: Colors = .none
    ) {
        self.prompt = prompt
        transcript = Transcript(times: times, colors: colors)
        ruler = Ruler(columns: 80, rows: 24, ambiguous: ambiguous)
        setSize(columns: columns, rows: rows)
    }

    /// The line being typed.
    package var line: LineEditor {
        get { typing.line }
        set { typing.line = newValue }
    }

    /// What arrow up brings back.
    package var recall: Recall {
        get { typing.recall }
        set { typing.recall = newValue }
    }

    /// What Tab completes.
    package var vocabulary: Vocabulary {
        get { typing.vocabulary }
        set { typing.vocabulary = newValue }
    }

    /// Whether a paste stands in the line that Enter or Ctrl-C has yet to answer.
    package var isAsking: Bool { typing.isAsking }

    /// Whether two dozen rows of ordinary length fit on it.
    package var isRoomy: Bool { ruler.columns >= 80 && ruler.rows >= 24 }

    /// What stands before the line being typed.
    package var lead: SafeText {
        guard let question, !isQuestionAbove else { return prompt }
        return question
    }

    /// Lets a key act on what is being typed.
    package mutating func type(_ key: Key) -> Typed {
        isEased = false
        return typing.press(key)
    }

    /// Prints messages above the line being typed, each as a ``Paragraph``: what begins at the left, behind
    /// the margin, begins a message. So a message of several lines is to be shown as several messages, if
    /// each of its lines is to begin with its sender's name.
    package mutating func show(_ lines: [ShownLine]) -> [UInt8] {
        var bytes = hide()
        bytes += Codes.wrapOn
        for line in lines { transcript.write(line, on: ruler, to: &bytes) }
        bytes += Codes.wrapOff
        return bytes + drawLine()
    }

    /// Draws the line anew, after a key changed it.
    package mutating func redraw() -> [UInt8] {
        hide() + drawLine()
    }

    /// Takes the terminal over, or over again after others used it: whatever was drawn is theirs now.
    package mutating func open() -> [UInt8] {
        drawn = []
        isOpen = true
        return Codes.pastesOn + shownTitle(isFirst: true) + redraw()
    }

    /// What leaves the terminal usable, written in the midst of whatever else.
    package static func undo(hasTitle: Bool) -> [UInt8] {
        (hasTitle ? Codes.giveTitleBack : []) + Codes.pastesOff + Codes.wrapOn + Codes.plain
            + Codes.lineEnd
    }

    /// Rings the terminal's bell.
    package static let bell = [Codes.bell]

    /// Whether a terminal of this `TERM` may take what sets a title. Consoles of Linux and BSD, and old
    /// terminals, would print it.
    package static func mayHaveTitle(term: String) -> Bool {
        let families = [
            "xterm", "rxvt", "screen", "tmux", "foot", "kitty", "alacritty", "wezterm", "konsole",
            "vte", "gnome", "st-", "contour", "ghostty", "mlterm", "iterm",
        ]
        return families.contains { term.hasPrefix($0) }
    }

    /// Gives the terminal a title; it has its own back when it is somebody else's again.
    package mutating func setTitle(_ text: SafeText) -> [UInt8] {
        guard text != title else { return [] }
        let isFirst = title == nil
        title = text
        return isOpen ? shownTitle(isFirst: isFirst) : []
    }

    private func shownTitle(isFirst: Bool) -> [UInt8] {
        guard let title else { return [] }
        let line = String(title.string.map { $0.isWhitespace ? " " : $0 })
        return (isFirst ? Codes.keepTitle : []) + Codes.title(line)
    }

    /// Takes the terminal's new size, and draws the line anew. What was printed before stays as it was laid
    /// out, or as the terminal lays it out now.
    ///
    /// A terminal that wraps old rows anew may leave the beginning of a long line above, unless it lets us
    /// step back into it; one that cuts them must not lose a message to our going up for it.
    package mutating func resize(columns: Int, rows: Int? = nil) -> [UInt8] {
        isEased = true
        setSize(columns: columns, rows: rows ?? ruler.rows)
        return redraw()
    }

    /// Leaves the line on the screen, whole, and goes to the row below it. The terminal is somebody else's.
    package mutating func keep() -> [UInt8] {
        let text = rows(SafeText(sanitizing: lead.string + line.text))
        return hide() + Codes.wrapOn + text + close()
    }

    /// Takes the line being typed off the screen: the terminal is somebody else's again.
    package mutating func remove() -> [UInt8] {
        hide() + Codes.wrapOn + close()
    }

    /// What was drawn may not be there: nothing is to be taken off the screen above the cursor's row.
    package mutating func forget() {
        drawn = []
    }

    /// Empties the screen but for the line being typed; the scrollback stays.
    package mutating func clear() -> [UInt8] {
        isQuestionAbove = false
        drawn = []
        transcript.forget()
        return Codes.clear + redraw()
    }

    private mutating func close() -> [UInt8] {
        defer { isOpen = false }
        guard isOpen else { return [] }
        return (title == nil ? [] : Codes.giveTitleBack) + Codes.pastesOff
    }

    private mutating func setSize(columns: Int, rows: Int) {
        ruler.columns = columns > 0 ? columns : 80
        ruler.rows = rows > 0 ? rows : 24
    }

    // MARK: Drawing

    /// Takes what was drawn off the screen; the terminal does not wrap, afterwards.
    private mutating func hide() -> [UInt8] {
        var bytes = Codes.wrapOff
        for (index, steps) in drawn.enumerated().reversed() {
            // Where the row was broken because the terminal is narrower now, some terminals lead us back
            // across the break, and none of them further than to the row's beginning: not while it does
            // not wrap, which is when others would go up into what is not ours.
            bytes += [UInt8](repeating: Codes.stepBack, count: steps)
            if index > 0 { bytes += Codes.up(1) }
        }
        drawn = []
        return bytes + Codes.eraseBelow
    }

    /// Draws what is being typed on a terminal that does not wrap; it does, afterwards.
    private mutating func drawLine() -> [UInt8] {
        var bytes: [UInt8] = []
        if let question, !isQuestionAbove, !leavesRoom(question) {
            isQuestionAbove = true
            bytes += Codes.wrapOn + rows(question) + Codes.wrapOff
        }
        let view = BlockView(
            hint: hint, briefHint: briefHint, lead: searchLead ?? lead, line: line, ruler: ruler,
            isEased: isEased)
        bytes += view.rows.map { Array($0.text.utf8) }.joined(separator: Codes.lineEnd)
        bytes += Codes.up(view.rows.count - 1 - view.cursorRow) + [Codes.carriageReturn]
        bytes += Codes.forward(view.cursorColumn)
        drawn = view.rows[...view.cursorRow].map(\.steps)
        return bytes + Codes.wrapOn
    }

    private var searchLead: SafeText? {
        guard let search = typing.search else { return nil }
        let word = searchWord?.string ?? "?"
        let lost = search.isLost ? " -" : ""
        return SafeText(sanitizing: "(\(word)\(lost)) \(search.words): ")
    }

    private func leavesRoom(_ question: SafeText) -> Bool {
        let minAnswerCells = 8
        return CellWidth.of(question.string, ruler.ambiguous) + minAnswerCells < ruler.columns
    }

    /// Rows of our own, without a margin.
    private func rows(_ text: SafeText) -> [UInt8] {
        var bytes: [UInt8] = []
        var transcript = Transcript(times: .none, colors: .none)
        transcript.write(ShownLine(text), on: ruler, hasMargin: false, to: &bytes)
        return bytes
    }
}
