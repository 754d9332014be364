package import TalkTerminal

/// How a terminal is to show the room.
package struct TerminalStyle: Hashable, Sendable {
    package let times: Times
    package let colors: Colors
    /// Whether the terminal's title tells of the room.
    package let hasTitle: Bool

    package init(times: Times = .minute, colors: Colors = .none, hasTitle: Bool = false) {
        self.times = times
        self.colors = colors
        self.hasTitle = hasTitle
    }
}
