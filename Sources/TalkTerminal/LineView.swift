import TalkText

/// The part of the line being typed that fits on one row of the screen.
struct LineView {
    /// What is shown, the prompt first.
    let text: String
    /// The cell that the cursor stands on, the first one being 0.
    let cursorColumn: Int

    /// - Parameter columns: Cells of the row; the last one stays free, where some terminals would wrap.
    init(prompt: SafeText, line: LineEditor, columns: Int) {
        let promptCells = CellWidth.of(prompt.string)
        let room = max(columns - 1 - promptCells, 1)
        let halves = line.halves
        // Some of what follows the cursor stays in sight when what precedes it could fill the row.
        let kept = Self.fitting(halves.after, cells: room / 3)
        let shownBefore = Self.fitting(halves.before.reversed(), cells: room - kept.cells)
        let shownAfter = Self.fitting(halves.after, cells: room - shownBefore.cells)
        // Long prompts on narrow screens give way to what is typed.
        let shownPrompt = promptCells < columns - 1 ? prompt.string : ""
        text =
            shownPrompt + String(shownBefore.characters.reversed())
            + String(shownAfter.characters)
        cursorColumn = (shownPrompt.isEmpty ? 0 : promptCells) + shownBefore.cells
    }

    /// A TAB of the line being typed; what it is to others depends on where it will stand.
    private static let tab = "    "

    /// The first characters that fit, each made safe.
    private static func fitting(
        _ characters: some Sequence<Character>, cells room: Int
    ) -> (characters: [Character], cells: Int) {
        var shown: [Character] = []
        var used = 0
        for character in characters {
            // A character that nobody may see takes no room, but its editing does not fail.
            let safe =
                character == "\t"
                ? tab : SafeText(sanitizing: String(character)).string.filter { $0 != "\n" }
            let cells = CellWidth.of(safe)
            guard used + cells <= room else { break }
            shown += safe
            used += cells
        }
        return (shown, used)
    }
}
