/// What a key does to what is being typed.
package enum Action: Hashable, Sendable, CaseIterable {
    case enter, newLine
    case deleteOrLeave, cancel, clearScreen, suspend
    case left, right, wordLeft, wordRight, home, end
    case older, newer, search, endSearch
    case complete, completeBack
    case backspace, delete
    case killWord, killWordBack, killWordAhead, killToStart, killToEnd
    case yank, transpose

    /// The keys that do it; talkroom(1), "KEYS", lists the same ones in the same order.
    package var keys: [Key] {
        switch self {
        case .enter: [.enter]
        case .newLine: [.altEnter]
        case .deleteOrLeave: [.control("d")]
        case .cancel: [.control("c")]
        case .clearScreen: [.control("l")]
        case .suspend: [.control("z")]
        case .left: [.left, .control("b")]
        case .right: [.right, .control("f")]
        case .wordLeft: [.wordLeft, .alt("b")]
        case .wordRight: [.wordRight, .alt("f")]
        case .home: [.home, .control("a")]
        case .end: [.end, .control("e")]
        case .older: [.up, .control("p")]
        case .newer: [.down, .control("n")]
        case .search: [.control("r")]
        case .endSearch: [.escape, .control("g")]
        case .complete: [.tab]
        case .completeBack: [.backTab]
        case .backspace: [.backspace]
        case .delete: [.delete]
        case .killWord: [.control("w")]
        case .killWordBack: [.altBackspace]
        case .killWordAhead: [.controlDelete, .alt("d")]
        case .killToStart: [.control("u")]
        case .killToEnd: [.control("k")]
        case .yank: [.control("y")]
        case .transpose: [.control("t")]
        }
    }

    /// What `key` does; nil for a key that does nothing, and for what is typed.
    static func of(_ key: Key) -> Action? { byKey[key] }

    private static let byKey: [Key: Action] = {
        var actions: [Key: Action] = [:]
        for action in allCases {
            for key in action.keys { actions[key] = action }
        }
        return actions
    }()
}
