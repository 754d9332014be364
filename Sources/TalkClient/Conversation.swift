import Posix
import TalkLanguage
import TalkProtocol

/// One way of using the room: what it makes of what the loop hands it. It does no input or output itself.
protocol Conversation {
    /// Whether standard input is to be read now.
    var wantsInput: Bool { get }
    /// Whether every key is wanted as it is pressed.
    var isAtTerminal: Bool { get }
    /// What undoes, written to the terminal, whatever was asked of it, should nobody be left to ask properly.
    var undo: [UInt8] { get }
    /// How long nothing is to be typed before the loop says ``pause(_:)``; nil for ever.
    var pauseMilliseconds: Int64? { get }
    /// Nil while nothing is waited for that `--timeout` is to bound; else a number that changes with each
    /// thing of it that comes.
    var hurry: Int? { get }
    /// Beyond so many bytes due to standard output, nothing more of the daemon's is taken in.
    var maxOutputBytes: Int { get }

    /// The daemon greets us; not for the first time, when it was lost before.
    mutating func greeted(by greeting: Greeting, _ desk: inout Desk)
    /// An event came, and the line it came as.
    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk)
    /// A line came that is no event known here; malformed ones are told apart from unknown ones.
    mutating func puzzled(by line: [UInt8], isMalformed: Bool, _ desk: inout Desk)
    /// There is no connection, or no more; afterwards the desk must hold an ending, or retry.
    mutating func lost(_ loss: Loss, _ desk: inout Desk)
    /// `--timeout` has passed without anything coming; afterwards the desk must hold an ending.
    mutating func gaveUp(_ desk: inout Desk)
    /// A choice of the user's could not be kept for later runs.
    mutating func failedToKeep(_ reason: Phrase, _ desk: inout Desk)
    /// The terminal could not be handed over; afterwards the desk must hold an ending.
    mutating func failedToHandOver(_ reason: Phrase, _ desk: inout Desk)
    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk)
    mutating func inputEnded(_ desk: inout Desk)
    mutating func pause(_ desk: inout Desk)
    mutating func resized(to size: TerminalSize, _ desk: inout Desk)
    /// The program is about to be stopped: the screen is others' until it is ``resumed(_:_:)``.
    mutating func suspended(_ desk: inout Desk)
    /// The program goes on after it was stopped; others may have used the screen.
    mutating func resumed(_ size: TerminalSize, _ desk: inout Desk)
    /// Output that was due was thrown away: nobody knows what of it is on the screen.
    mutating func outputDropped()
    /// Everything that had come was handed over: what is to be drawn is drawn now, once.
    mutating func settle(_ desk: inout Desk)
    /// The loop is about to end: the screen is left to others, and only what is to stay on it stays.
    mutating func tidy(_ desk: inout Desk)
}

extension Conversation {
    var wantsInput: Bool { false }
    var isAtTerminal: Bool { false }
    var undo: [UInt8] { [] }
    var pauseMilliseconds: Int64? { nil }
    var hurry: Int? { nil }
    var maxOutputBytes: Int { 256 * 1024 }

    mutating func puzzled(by line: [UInt8], isMalformed: Bool, _ desk: inout Desk) {}
    mutating func gaveUp(_ desk: inout Desk) {}
    mutating func failedToKeep(_ reason: Phrase, _ desk: inout Desk) {}
    mutating func failedToHandOver(_ reason: Phrase, _ desk: inout Desk) {}
    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {}
    mutating func inputEnded(_ desk: inout Desk) {}
    mutating func pause(_ desk: inout Desk) {}
    mutating func resized(to size: TerminalSize, _ desk: inout Desk) {}
    mutating func suspended(_ desk: inout Desk) {}
    mutating func resumed(_ size: TerminalSize, _ desk: inout Desk) {}
    mutating func outputDropped() {}
    mutating func settle(_ desk: inout Desk) {}
    mutating func tidy(_ desk: inout Desk) {}
}
