import TalkText

/// Whatever bytes come, what is made of them is safe to print, and what is said of it is true.
func checkText(_ input: FuzzInput) {
    let text = SafeText(repairing: input.bytes)
    demandSafe(text)
    let string = text.string
    let lineFeeds = string.utf8.count { $0 == 0x0A }
    demand(text.lineCount == lineFeeds + 1, "lines are counted")
    demand(text.lines.count <= text.lineCount, "no line is made up")
    let joined = text.lines.joined(separator: "\n")
    demand(
        areSame(
            joined + String(repeating: "\n", count: string.utf8.count - joined.utf8.count), string),
        "the lines are the text but for empty ones at its end")
    let safeLines = text.safeLines
    demand(safeLines.count == text.lines.count, "each line is made safe")
    for line in safeLines {
        demandSafe(line)
        demand(!line.string.utf8.contains(0x0A), "a line is one line")
    }
    demand(
        text.isQuotable == !string.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C },
        "JSON takes as it is what needs no escape")
    let led = SafeText(SafeText(sanitizing: "wren: "), followedBy: text)
    demandSafe(led)
    demand(areSame(led.string, "wren: " + string), "behind a space a text stays as it is")
}
