/// What a key did to what is being typed.
package enum Typed: Hashable, Sendable {
    /// What is typed, or the cursor in it, changed: draw it anew.
    case changed
    /// Nothing changed.
    case ignored
    /// It was entered; it is taken out of the editor.
    case entered(String)
    /// A paste of several lines stands in it: Enter is the answer that it is meant, Ctrl-C takes it out.
    case asks(Paste)
    /// Ctrl-C; the line held something, and holds it no more, or was empty.
    case cancelled(wasEmpty: Bool)
    /// Ctrl-D on an empty line.
    case ended
    /// Ctrl-L.
    case clearScreen
    /// Ctrl-Z.
    case suspended
}

/// Somebody typing: what is being typed, what was before, and what the keys are in the midst of.
struct Typing: Sendable {
    var line = LineEditor()
    var recall = Recall()
    var vocabulary = Vocabulary()
    private(set) var search: Search?
    private var completion: Completion?
    /// What stood there before a paste that is asked about.
    private var beforePaste: LineEditor?

    /// A paste is asked about.
    var isAsking: Bool { beforePaste != nil }

    mutating func press(_ key: Key) -> Typed {
        if search != nil, takesInSearch(key) { return .changed }
        let action = Action.of(key)
        if action != .complete && action != .completeBack { completion = nil }
        switch key {
        case .character(let scalar): return insert(String(scalar))
        case .pasted(let paste): return insert(paste)
        default: break
        }
        guard let action else { return .ignored }
        return act(action)
    }

    private mutating func act(_ action: Action) -> Typed {
        switch action {
        case .enter: return .entered(take())
        case .cancel: return cancel()
        case .clearScreen: return .clearScreen
        case .suspend: return .suspended
        case .deleteOrLeave where line.isEmpty: return .ended
        case .newLine: return insert("\n")
        case .older: return goUp()
        case .newer: return goDown()
        case .complete: return complete(isBackward: false)
        case .completeBack: return complete(isBackward: true)
        case .search:
            search = Search(from: line)
            return .changed
        case .endSearch: return .ignored
        default:
            recall.endBrowsing()
            edit(action)
            return .changed
        }
    }

    private mutating func edit(_ action: Action) {
        if !Self.kills.contains(action) { line.endKilling() }
        switch action {
        case .backspace: line.backspace()
        case .delete, .deleteOrLeave: line.delete()
        case .left: line.moveLeft()
        case .right: line.moveRight()
        case .wordLeft: line.moveWordLeft()
        case .wordRight: line.moveWordRight()
        case .home: line.moveHome()
        case .end: line.moveEnd()
        case .killToStart: line.killToStart()
        case .killToEnd: line.killToEnd()
        case .killWord: line.killWord()
        case .killWordBack: line.killWordBack()
        case .killWordAhead: line.killWordAhead()
        case .yank: line.yank()
        case .transpose: line.transpose()
        default: break
        }
    }

    private static let kills: Set<Action> = [
        .killToStart, .killToEnd, .killWord, .killWordBack, .killWordAhead,
    ]

    // MARK: In and out

    private mutating func insert(_ text: String) -> Typed {
        recall.endBrowsing()
        line.endKilling()
        return line.insert(text) || text.utf8.count > 4 ? .changed : .ignored
    }

    private mutating func insert(_ paste: Paste) -> Typed {
        guard paste.lineCount > 1 else { return insert(paste.text) }
        if beforePaste == nil { beforePaste = line }
        _ = insert(paste.text)
        return .asks(paste)
    }

    private mutating func take() -> String {
        recall.endBrowsing()
        line.endKilling()
        beforePaste = nil
        return line.take()
    }

    private mutating func cancel() -> Typed {
        guard let before = beforePaste else { return .cancelled(wasEmpty: take().isEmpty) }
        line = before
        beforePaste = nil
        return .changed
    }

    // MARK: What was typed before

    private mutating func goUp() -> Typed {
        if !recall.isBrowsing, line.moveUp() { return .changed }
        guard let entry = recall.older(than: line) else { return .ignored }
        line.replace(with: entry)
        return .changed
    }

    private mutating func goDown() -> Typed {
        if !recall.isBrowsing, line.moveDown() { return .changed }
        guard let newer = recall.newer(than: line) else { return .ignored }
        line.restore(newer)
        return .changed
    }

    /// False when the key ends the search, and then does what it always does.
    private mutating func takesInSearch(_ key: Key) -> Bool {
        guard var now = search else { return false }
        var found: String?
        switch key {
        case .character(let scalar): found = now.add(scalar, in: recall)
        case .backspace: found = now.removeLast(in: recall)
        case .control("r"): found = now.older(in: recall)
        case .escape, .control("g"), .control("c"):
            line.restore(now.draft)
            search = nil
            return true
        default:
            search = nil
            return false
        }
        search = now
        if let found { line.replace(with: found) }
        return true
    }

    private mutating func complete(isBackward: Bool) -> Typed {
        if completion == nil { completion = Completion(of: line, with: vocabulary) }
        guard let before = completion?.next(isBackward: isBackward) else { return .ignored }
        recall.endBrowsing()
        line.replaceBefore(with: before)
        return .changed
    }
}
