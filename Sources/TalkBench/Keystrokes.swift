/// What somebody presses at a terminal, each as the bytes that come of one key.
enum Keystrokes {
    /// A line begun, walked about in, changed and given up; completed words; a line longer than a screen is
    /// wide; a message of two lines; what was entered before; a command.
    static let all = typing + moving + changing + completing + longLine + others

    private static let left = "\u{1B}[D"
    private static let right = "\u{1B}[C"
    private static let up = "\u{1B}[A"
    private static let down = "\u{1B}[B"
    private static let backspace = "\u{7F}"
    private static let delete = "\u{1B}[3~"
    private static let tab = "\t"
    private static let enter = "\r"
    private static let altEnter = "\u{1B}\r"

    private static let typing =
        letters("did you see what they said about it") + ["é", "ã", "漢", "字", "👍", "👩‍💻", "🇧🇷"]
    private static let moving =
        Array(repeating: left, count: 12) + Array(repeating: right, count: 4)
        + [up, down, "\u{1B}[H", "\u{1B}[F", "\u{1B}[1;5D", "\u{1B}[1;5D", "\u{1B}[1;5C"]
        + [control("a"), control("e"), control("b"), control("f")]
    private static let changing =
        letters("yes ") + Array(repeating: backspace, count: 6) + [delete, delete]
        + [control("w"), control("y"), control("k"), control("y"), control("t"), control("u")]
        + [control("y"), control("c")]
    private static let completing =
        letters("wr") + [tab, control("u")] + letters("/he") + [tab, tab, control("u"), tab]
    private static let longLine =
        letters("and so on, for longer than one row, ") + letters("which goes on below, ")
        + letters("and on, até amanhã, 漢字 and so on ") + Array(repeating: left, count: 5)
        + letters("in it") + [control("a"), right, "x", backspace, control("e"), backspace]
        + [control("l"), control("c")]
    private static let others =
        letters("two") + [altEnter] + letters("rows") + [up, backspace, down, control("c")]
        + letters("/help") + [
            enter, up, control("r"), "h", "e", control("g"), control("c"), "\u{1B}[Z",
        ]

    private static func letters(_ text: String) -> [String] { text.map(String.init) }

    private static func control(_ letter: Character) -> String {
        letter.asciiValue.map { String(Unicode.Scalar($0 & 0x1F)) } ?? ""
    }
}
