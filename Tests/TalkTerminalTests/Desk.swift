import TalkText

@testable import TalkTerminal

/// A screen and the terminal it writes to.
struct Desk {
    var screen: Screen
    var terminal: TerminalModel

    init(columns: Int = 40) {
        screen = Screen(prompt: SafeText(sanitizing: "> "), columns: columns)
        terminal = TerminalModel(columns: columns)
        terminal.write(screen.redraw())
    }

    mutating func type(_ text: String) {
        for scalar in text.unicodeScalars { press(.character(scalar)) }
    }

    mutating func press(_ key: Key) {
        _ = screen.type(key)
        terminal.write(screen.redraw())
    }

    mutating func show(_ messages: String...) {
        terminal.write(screen.show(messages.map(SafeText.init(sanitizing:))))
    }
}
