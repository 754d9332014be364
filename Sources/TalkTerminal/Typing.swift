/// What a key did to a screen's line.
package enum Typed: Hashable, Sendable {
    /// The line, or the cursor in it, changed: draw it anew.
    case changed
    /// Nothing changed.
    case ignored
    /// A line was entered; it is taken out of the editor.
    case entered(String)
    /// Ctrl-C; the line held something, and holds it no more, or was empty.
    case cancelled(wasEmpty: Bool)
    /// Ctrl-D on an empty line.
    case ended
    /// Ctrl-L.
    case clearScreen
    /// Ctrl-Z.
    case suspended
}

extension Screen {
    /// Lets a key act on the line being typed. This is the seam where a fuller editor goes.
    package mutating func type(_ key: Key) -> Typed {
        switch key {
        case .enter: return .entered(line.take())
        case .control("c"): return .cancelled(wasEmpty: line.take().isEmpty)
        case .control("l"): return .clearScreen
        case .control("z"): return .suspended
        case .control("d") where line.isEmpty: return .ended
        case .tab: return line.insert("\t") ? .changed : .ignored
        case .character(let scalar): return line.insert(scalar) ? .changed : .ignored
        default: return edit(key) ? .changed : .ignored
        }
    }

    private mutating func edit(_ key: Key) -> Bool {
        switch key {
        case .backspace: line.backspace()
        case .delete, .control("d"): line.delete()
        case .left, .control("b"): line.moveLeft()
        case .right, .control("f"): line.moveRight()
        case .home, .control("a"): line.moveHome()
        case .end, .control("e"): line.moveEnd()
        case .control("u"): line.killToStart()
        case .control("k"): line.killToEnd()
        case .control("w"): line.killWord()
        default: return false
        }
        return true
    }
}
