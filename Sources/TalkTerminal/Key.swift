/// A key as somebody pressed it, whatever bytes the terminal made of it.
package enum Key: Hashable, Sendable {
    /// Something to be typed in: never a control character.
    case character(Unicode.Scalar)
    /// A letter pressed together with Ctrl, in lower case: `c` for Ctrl-C.
    case control(Character)
    case enter
    case tab
    case backspace
    case delete
    case left
    case right
    case up
    case down
    case home
    case end
}
