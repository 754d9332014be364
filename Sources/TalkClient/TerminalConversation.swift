import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText

/// The room at a terminal: messages scroll by, and the line being typed stays whole below them.
struct TerminalConversation: Conversation {
    private enum Stage {
        /// The question was put; the line being typed is the name.
        case asking
        /// A name was sent, and is not yet accepted.
        case entering
        case inRoom
    }

    /// How long an ESC may be the beginning of something.
    private static let escapeMilliseconds: Int64 = 50

    private let name: String?
    private var attendance: Attendance
    private var stage = Stage.entering
    private var defaultName = ""
    private var screen: Screen
    private var decoder = KeyDecoder()
    /// Entered before the room was; taken once it is.
    private var early: [String] = []
    private var shown: [SafeText] = []
    private var needsDrawing = false

    /// - Parameter columns: Cells of a row.
    init(_ circumstances: Circumstances, name: String?, columns: Int) {
        self.name = name
        attendance = Attendance(circumstances, help: .terminalHelp)
        screen = Screen(prompt: SafeText(sanitizing: "> "), columns: columns)
    }

    var wantsInput: Bool { true }
    var isAtTerminal: Bool { true }
    var pauseMilliseconds: Int64? { decoder.isWaitingForMore ? Self.escapeMilliseconds : nil }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        defaultName = greeting.defaultName?.string ?? ""
        if name != nil || attendance.isAway {
            attendance.enter(as: name, &desk)
        } else {
            // Keeps the session while the user thinks.
            desk.send(.ping(id: nil))
            ask()
        }
        needsDrawing = true
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        switch event {
        case .error(let failure)
        where stage != .inRoom && failure.known == .helloFirst:
            return
        case .error(let failure)
        where stage == .entering && failure.isAboutName && !failure.fatal:
            refused(failure, &desk)
            return
        case .welcome: stage = .inRoom
        default: break
        }
        shown += attendance.lines(for: event, &desk)
        if case .welcome = event {
            for line in early { take(line, &desk) }
            early = []
        }
    }

    mutating func puzzled(by line: [UInt8], isMalformed: Bool, _ desk: inout Desk) {
        if isMalformed, let phrase = attendance.puzzled() { show(phrase) }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        shown += attendance.lost(loss, unsent: unsent, &desk)
    }

    mutating func inputEnded(_ desk: inout Desk) {
        leave(&desk)
    }

    mutating func pause(_ desk: inout Desk) {
        decoder.pause()
    }

    mutating func resized(columns: Int, _ desk: inout Desk) {
        settle(&desk)
        desk.output += screen.resize(columns: columns)
    }

    mutating func suspended(_ desk: inout Desk) {
        settle(&desk)
        desk.output += screen.remove()
    }

    mutating func settle(_ desk: inout Desk) {
        if !shown.isEmpty {
            desk.output += screen.show(shown)
        } else if needsDrawing {
            desk.output += screen.redraw()
        }
        shown = []
        needsDrawing = false
    }

    mutating func tidy(_ desk: inout Desk) {
        // What somebody was in the midst of writing is theirs.
        desk.output += screen.line.isEmpty ? screen.remove() : screen.keep()
    }

    // MARK: Keys

    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {
        for key in decoder.keys(from: bytes) { press(key, &desk) }
    }

    private mutating func press(_ key: Key, _ desk: inout Desk) {
        guard key != .enter || !isHeldUp else { return show(.tooMuchForReturn) }
        switch screen.type(key) {
        case .ignored: break
        case .changed: needsDrawing = true
        case .clearScreen: clear(&desk)
        case .entered(let text): entered(text, &desk)
        case .cancelled(let wasEmpty):
            needsDrawing = true
            // Asked again while the daemon does not let go: then we do.
            if attendance.isLeaving { leave(&desk) } else if wasEmpty { show(.howToLeave) }
        case .suspended: desk.suspends = true
        case .ended: leave(&desk)
        }
    }

    private mutating func entered(_ text: String, _ desk: inout Desk) {
        needsDrawing = true
        switch stage {
        case .asking: chose(text, &desk)
        case .entering: early.append(text)
        case .inRoom: take(text, &desk)
        }
    }

    private mutating func take(_ line: String, _ desk: inout Desk) {
        switch attendance.take(line: line, &desk) {
        case .nothing: break
        case .notice(let phrase): show(phrase)
        case .clearScreen: clear(&desk)
        }
    }

    /// Whether the line is a message that there is no room for: it stays where it is.
    private var isHeldUp: Bool {
        stage == .inRoom && !attendance.takesMore && Self.isMessage(screen.line.text)
    }

    private mutating func clear(_ desk: inout Desk) {
        settle(&desk)
        desk.output += screen.clear()
    }

    private mutating func show(_ phrase: Phrase) {
        shown.append(attendance.notice(phrase))
    }

    /// Leaves politely; at once when asked again while the daemon does not let go, or when not in the room.
    private mutating func leave(_ desk: inout Desk) {
        guard stage == .inRoom, !attendance.isLeaving else {
            return attendance.end(unsent: unsent, &desk)
        }
        attendance.leave(&desk)
    }

    /// How many messages were entered before the room was.
    private var unsent: Int { early.count(where: Self.isMessage) }

    private static func isMessage(_ line: String) -> Bool {
        switch UserCommand(line: line) {
        case .say(let text): !text.trimmingSpaces.isEmpty
        case .action, .tell: true
        default: false
        }
    }

    // MARK: The name

    private mutating func ask() {
        stage = .asking
        let question = Phrase.chooseUsernameQuestion(login: defaultName)
        screen.question = SafeText(
            sanitizing: question.text(in: attendance.circumstances.language))
        needsDrawing = true
    }

    private mutating func chose(_ text: String, _ desk: inout Desk) {
        // The answer stays on the screen below its question, as answers do.
        shown.append(SafeText(sanitizing: screen.lead.string + text))
        screen.question = nil
        guard UserCommand(line: text) != .quit else { return desk.end(.done) }
        stage = .entering
        let chosen = text.trimmingSpaces
        attendance.enter(as: chosen.isEmpty ? nil : chosen, &desk)
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) {
        guard name == nil else {
            desk.end(.undelivered, .about(name ?? defaultName, failure.phrase))
            return
        }
        show(failure.phrase)
        ask()
    }
}
