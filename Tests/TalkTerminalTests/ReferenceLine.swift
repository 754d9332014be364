@testable import TalkTerminal

/// A line being typed, as simple as it can be: characters in a row, and a number.
struct ReferenceLine {
    private var characters: [Character] = []
    private var cursor = 0
    private var killed = ""
    private var wasKill = false

    var text: String { String(characters) }
    var before: String { String(characters[..<cursor]) }
    var after: String { String(characters[cursor...]) }

    /// Takes what is not its to know: what was recalled, found or completed.
    mutating func follow(_ line: LineEditor) {
        put(line.halves.before, line.halves.after)
        (killed, wasKill) = (line.killed, line.isKilling)
    }

    private mutating func put(_ left: String, _ right: String) {
        characters = Array(left + right)
        var bytes = 0
        cursor = characters.count
        for (index, character) in characters.enumerated() {
            if bytes >= left.utf8.count {
                cursor = index
                break
            }
            bytes += character.utf8.count
        }
    }

    private var lineStart: Int {
        (characters[..<cursor].lastIndex(of: "\n") ?? -1) + 1
    }

    private var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }

    private func isLetter(_ index: Int) -> Bool {
        characters[index].isLetter || characters[index].isNumber
    }

    private var wordStart: Int {
        var index = cursor
        while index > 0, !isLetter(index - 1) { index -= 1 }
        while index > 0, isLetter(index - 1) { index -= 1 }
        return index
    }

    private var wordEnd: Int {
        var index = cursor
        while index < characters.count, !isLetter(index) { index += 1 }
        while index < characters.count, isLetter(index) { index += 1 }
        return index
    }

    private var blankStart: Int {
        var index = cursor
        while index > 0, characters[index - 1].isWhitespace { index -= 1 }
        while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
        return index
    }

    private mutating func kill(_ range: Range<Int>) {
        let text = String(characters[range])
        let isAhead = range.lowerBound == cursor
        let joined = !wasKill ? text : isAhead ? killed + text : text + killed
        if !joined.isEmpty { killed = joined }
        wasKill = true
        put(String(characters[..<range.lowerBound]), String(characters[range.upperBound...]))
    }

    mutating func press(_ key: Key) {
        switch key {
        case .pasted(let paste):
            put(before + paste.text, after)
            wasKill = false
            return
        case .character(let scalar):
            put(before + String(scalar), after)
            wasKill = false
            return
        default: break
        }
        guard let action = Action.of(key) else { return }
        switch action {
        case .killToEnd:
            kill(cursor..<(lineEnd == cursor ? min(cursor + 1, characters.count) : lineEnd))
        case .killToStart: kill((lineStart == cursor ? max(cursor - 1, 0) : lineStart)..<cursor)
        case .killWord: kill(blankStart..<cursor)
        case .killWordBack: kill(wordStart..<cursor)
        case .killWordAhead: kill(cursor..<wordEnd)
        default: move(action)
        }
    }

    private mutating func move(_ action: Action) {
        switch action {
        case .clearScreen, .suspend, .endSearch: return
        case .deleteOrLeave where characters.isEmpty: return
        case .enter, .cancel: put("", "")
        case .newLine: put(before + "\n", after)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .wordLeft: cursor = wordStart
        case .wordRight: cursor = wordEnd
        case .home: cursor = lineStart
        case .end: cursor = lineEnd
        case .backspace where cursor > 0: put(String(characters[..<(cursor - 1)]), after)
        case .delete where cursor < characters.count,
            .deleteOrLeave where cursor < characters.count:
            put(before, String(characters[(cursor + 1)...]))
        case .yank: put(before + killed, after)
        case .transpose: transpose()
        default: break
        }
        wasKill = false
    }

    private mutating func transpose() {
        if cursor == lineEnd {
            guard cursor - lineStart > 1 else { return }
            cursor -= 1
        }
        guard cursor > lineStart else { return }
        var swapped = characters
        swapped.swapAt(cursor - 1, cursor)
        put(String(swapped[...cursor]), String(swapped[(cursor + 1)...]))
    }
}
