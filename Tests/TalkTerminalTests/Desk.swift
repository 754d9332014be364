import TalkText

@testable import TalkTerminal

/// A screen and the terminal it writes to.
struct Desk {
    var screen: Screen
    var terminal: TerminalModel

    init(columns: Int = 40, times: Times = .none, colors: Colors = .none) {
        screen = Screen(
            prompt: SafeText(sanitizing: "> "), columns: columns, times: times, colors: colors)
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
        show(messages.map { ShownLine(SafeText(sanitizing: $0)) })
    }

    mutating func show(_ lines: [ShownLine]) {
        terminal.write(screen.show(lines))
    }
}
