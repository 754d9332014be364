/// Taking characters out of what is being typed; what is killed can be typed again.
extension LineEditor {
    package mutating func backspace() {
        _ = before.popLast()
        settle()
    }

    package mutating func delete() {
        guard !after.isEmpty else { return }
        after.removeFirst()
        settle()
    }

    /// Removes what follows the cursor in its line; at its end, the line end.
    package mutating func killToEnd() {
        let end = lineEnd
        killAhead(to: end > after.startIndex || after.isEmpty ? end : after.index(after: end))
    }

    /// Removes what precedes the cursor in its line; at its beginning, the line end before.
    package mutating func killToStart() {
        let start = lineStart
        killBack(
            to: start < before.endIndex || before.isEmpty ? start : before.index(before: start))
    }

    /// Removes the characters left of the cursor up to white space, and white space after them.
    package mutating func killWord() {
        killBack(to: wordStart { !$0.isWhitespace })
    }

    /// Removes the word left of the cursor: letters and digits, and what stands between them and the cursor.
    package mutating func killWordBack() {
        killBack(to: wordStart(Self.isLetter))
    }

    /// Removes the word right of the cursor.
    package mutating func killWordAhead() {
        killAhead(to: wordEnd)
    }

    /// Another thing was done than killing: what is killed next is kept by itself.
    mutating func endKilling() { isKilling = false }

    /// Types what was killed last.
    package mutating func yank() { insert(killed) }

    /// Swaps the character before the cursor with the one under it, or at the line's end the last two.
    package mutating func transpose() {
        if lineEnd == after.startIndex {
            guard before[lineStart...].dropFirst().first != nil else { return }
            moveLeft()
        }
        guard !after.isEmpty, let left = before.last, left != "\n" else { return }
        before.removeLast()
        let right = after.removeFirst()
        before.append(right)
        before.append(left)
        settle()
    }

    private mutating func killBack(to start: String.Index) {
        let text = String(before[start...])
        keep(isKilling ? text + killed : text)
        before = String(before[..<start])
        settle()
    }

    private mutating func killAhead(to end: String.Index) {
        let text = String(after[..<end])
        keep(isKilling ? killed + text : text)
        after = String(after[end...])
        settle()
    }

    private mutating func keep(_ text: String) {
        // Killing nothing loses nothing.
        if !text.isEmpty { killed = text }
        isKilling = true
    }
}
