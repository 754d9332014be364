/// The line being typed: what it holds and where the cursor stands. Fed with keys; reads and prints nothing.
package struct LineEditor: Sendable {
    /// The most bytes that a line holds; what is typed beyond them is not taken.
    package static let maxBytes = 64 * 1024

    private var before = ""
    private var after = ""

    package init() {}

    /// What the line holds.
    package var text: String { before + after }

    package var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// The characters left of the cursor, and those from it on.
    var halves: (before: String, after: String) { (before, after) }

    /// - Returns: False when the line is full.
    @discardableResult
    package mutating func insert(_ scalar: Unicode.Scalar) -> Bool {
        guard before.utf8.count + after.utf8.count + 4 <= Self.maxBytes else { return false }
        before.unicodeScalars.append(scalar)
        return true
    }

    package mutating func backspace() {
        _ = before.popLast()
    }

    package mutating func delete() {
        guard !after.isEmpty else { return }
        after.removeFirst()
    }

    package mutating func moveLeft() {
        guard let character = before.popLast() else { return }
        after.insert(character, at: after.startIndex)
    }

    package mutating func moveRight() {
        guard !after.isEmpty else { return }
        before.append(after.removeFirst())
    }

    package mutating func moveHome() {
        (before, after) = ("", text)
    }

    package mutating func moveEnd() {
        (before, after) = (text, "")
    }

    package mutating func killToEnd() {
        after = ""
    }

    package mutating func killToStart() {
        before = ""
    }

    /// Removes the word left of the cursor, and the spaces and TABs after it.
    package mutating func killWord() {
        while let last = before.last, Self.isSpace(last) { before.removeLast() }
        while let last = before.last, !Self.isSpace(last) { before.removeLast() }
    }

    private static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\t"
    }

    /// Empties the line; gives what it held.
    package mutating func take() -> String {
        defer { (before, after) = ("", "") }
        return text
    }
}
