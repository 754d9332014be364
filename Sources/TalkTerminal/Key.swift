/// A key as somebody pressed it, whatever bytes the terminal made of it.
package enum Key: Hashable, Sendable {
    /// Something to be typed in: never a control character.
    case character(Unicode.Scalar)
    /// A letter pressed together with Ctrl, in lower case: `c` for Ctrl-C.
    case control(Character)
    /// A letter or sign pressed together with Alt, in lower case, or after Esc.
    case alt(Character)
    case enter, altEnter
    case tab, backTab
    case backspace, altBackspace
    case delete, controlDelete
    case left, right, up, down
    /// An arrow pressed together with Ctrl or Alt.
    case wordLeft, wordRight
    case home, end
    case escape
    /// A paste, whole: it is text, whatever stands in it.
    case pasted(Paste)

    /// The same, of a paste no more than its first line.
    package var withFirstLine: Key {
        guard case .pasted(let paste) = self else { return self }
        return .pasted(paste.firstLine)
    }

    /// What the manual calls it; nil for what has no name of its own.
    package var name: String? {
        switch self {
        case .character, .pasted: nil
        case .control(let letter): "Ctrl-\(letter.uppercased())"
        case .alt(let letter): "Alt-\(letter.uppercased())"
        default: Self.names[self]
        }
    }

    private static let names: [Key: String] = [
        .enter: "Enter", .altEnter: "Alt-Enter", .tab: "Tab", .backTab: "Shift-Tab",
        .backspace: "Backspace", .altBackspace: "Alt-Backspace", .delete: "Delete",
        .controlDelete: "Ctrl-Delete", .left: "Left", .right: "Right", .up: "Up", .down: "Down",
        .wordLeft: "Ctrl-Left", .wordRight: "Ctrl-Right", .home: "Home", .end: "End",
        .escape: "Esc",
    ]
}
