package import TalkProtocol

/// Now, on both clocks; handed in, so that the room has no clock of its own.
package struct Moment: Sendable {
    /// For people: what the wall says.
    package let wall: Timestamp
    /// For intervals: milliseconds that only go forward.
    package let milliseconds: Int64

    package init(wall: Timestamp, milliseconds: Int64) {
        self.wall = wall
        self.milliseconds = milliseconds
    }
}
