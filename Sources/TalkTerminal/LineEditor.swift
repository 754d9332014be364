/// What is being typed, of one line or several, and where the cursor stands. Reads and prints nothing.
///
/// The cursor never stands within a character: what comes to be one with what stands before it, is.
package struct LineEditor: Sendable {
    /// The most bytes that it holds; what is typed beyond them is not taken.
    package static let maxBytes = 64 * 1024

    // Not private: the deleting is in a file of its own.
    var before = ""
    var after = ""
    /// What was deleted last by a command that keeps it.
    var killed = ""
    /// What is killed next joins what was killed last.
    var isKilling = false

    package init() {}

    /// What it holds.
    package var text: String { before + after }

    package var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// The characters left of the cursor, and those from it on.
    var halves: (before: String, after: String) { (before, after) }

    // MARK: Typing

    /// - Returns: False when it is full.
    @discardableResult
    package mutating func insert(_ scalar: Unicode.Scalar) -> Bool {
        insert(String(scalar))
    }

    /// Takes all of `text` that there is room for, by whole characters.
    ///
    /// - Returns: Whether that was all.
    @discardableResult
    package mutating func insert(_ text: String) -> Bool {
        let room = Self.maxBytes - before.utf8.count - after.utf8.count
        if text.utf8.count <= room {
            before += text
            settle()
            return true
        }
        var used = 0
        for character in text {
            used += character.utf8.count
            guard used <= room else { break }
            before.append(character)
        }
        settle()
        return false
    }

    /// Holds another text, with the cursor behind it.
    package mutating func replace(with text: String) {
        (before, after) = ("", "")
        insert(text)
    }

    /// Holds another text left of the cursor.
    mutating func replaceBefore(with text: String) {
        before = ""
        insert(text)
    }

    /// Holds what `other` does; what was killed stays as it is.
    mutating func restore(_ other: LineEditor) {
        (before, after) = (other.before, other.after)
    }

    /// Empties it; gives what it held.
    package mutating func take() -> String {
        defer { (before, after) = ("", "") }
        return text
    }

    // MARK: Moving

    package mutating func moveLeft() {
        guard let character = before.popLast() else { return }
        after.insert(character, at: after.startIndex)
        settle()
    }

    package mutating func moveRight() {
        guard !after.isEmpty else { return }
        before.append(after.removeFirst())
        settle()
    }

    /// To the beginning of the line, of several the one that the cursor is in.
    package mutating func moveHome() {
        let kept = lineStart
        after = String(before[kept...]) + after
        before = String(before[..<kept])
    }

    /// To the end of the line.
    package mutating func moveEnd() {
        let end = lineEnd
        before += after[..<end]
        after = String(after[end...])
    }

    package mutating func moveWordLeft() {
        let start = wordStart(Self.isLetter)
        after = String(before[start...]) + after
        before = String(before[..<start])
        settle()
    }

    package mutating func moveWordRight() {
        let end = wordEnd
        before += after[..<end]
        after = String(after[end...])
        settle()
    }

    /// To the line above, of several; as far from its beginning as before.
    ///
    /// - Returns: False in the first line.
    package mutating func moveUp() -> Bool {
        guard before.contains("\n") else { return false }
        let offset = before[lineStart...].count
        moveHome()
        moveLeft()
        moveHome()
        moveInLine(by: offset)
        return true
    }

    /// To the line below.
    ///
    /// - Returns: False in the last line.
    package mutating func moveDown() -> Bool {
        guard after.contains("\n") else { return false }
        let offset = before[lineStart...].count
        moveEnd()
        moveRight()
        moveInLine(by: offset)
        return true
    }

    private mutating func moveInLine(by characters: Int) {
        let line = after[..<lineEnd].prefix(characters)
        before += line
        after = String(after[line.endIndex...])
        settle()
    }
}

// MARK: Where things are

extension LineEditor {
    var lineStart: String.Index {
        before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
    }

    var lineEnd: String.Index { after.firstIndex(of: "\n") ?? after.endIndex }

    func wordStart(_ isPart: (Character) -> Bool) -> String.Index {
        let word = before[...].reversed().drop { !isPart($0) }.drop(while: isPart)
        return word.startIndex.base
    }

    var wordEnd: String.Index {
        after.drop { !Self.isLetter($0) }.drop(while: Self.isLetter).startIndex
    }

    static func isLetter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }

    /// Moves the cursor behind a character that it stands in: one that came of two that met.
    mutating func settle() {
        while let last = before.last, let first = after.first,
            let whole = String([last, first]).first
        {
            let more = whole.unicodeScalars.count - last.unicodeScalars.count
            guard more > 0 else { return }
            before.unicodeScalars += after.unicodeScalars.prefix(more)
            after.unicodeScalars.removeFirst(more)
        }
    }
}
