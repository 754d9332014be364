import Posix
import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText

/// The room at a terminal: messages scroll by, and the line being typed stays whole below them.
struct TerminalConversation: Conversation {
    enum Stage {
        /// The question was put; the line being typed is the name.
        case asking
        /// A name was sent, and is not yet accepted.
        case entering
        case inRoom
    }

    /// How long an ESC may be the beginning of something.
    private static let escapeMilliseconds: Int64 = 50
    /// How long the line to the terminal may hold up what belongs to a key.
    private static let sequenceMilliseconds: Int64 = 1000
    /// How long a paste may pause before the user is told that it has not ended.
    private static let pasteMilliseconds: Int64 = 1000

    private let name: String?
    var attendance: Attendance
    var stage = Stage.entering
    private var defaultName = ""
    var screen: Screen
    var decoder = KeyDecoder()
    /// Entered before the room was; taken once it is.
    var early: [String] = []
    /// The line that was refused, if it was put back into the line being typed.
    var givenBack: String?
    private var shown: [ShownLine] = []
    private var almanac: Almanac
    private var bell = Bell()
    private var isRinging = false
    private let hasTitle: Bool
    private var host = ""
    /// How much others said since a key was pressed.
    var unread = 0
    var needsDrawing = false
    private var needsOpening = false
    private var isOpen = false

    /// - Parameters:
    ///   - size: Of the terminal.
    ///   - recall: What was entered in earlier runs.
    ///   - memory: What else they left.
    init(
        _ circumstances: Circumstances, name: String?, size: TerminalSize,
        style: TerminalStyle = TerminalStyle(), recall: Recall = Recall(),
        memory: Memory = Memory()
    ) {
        self.name = name
        attendance = Attendance(circumstances, help: .shortHelp, hasBell: true, memory: memory)
        almanac = Almanac(circumstances)
        hasTitle = style.hasTitle
        screen = Screen(
            prompt: SafeText(sanitizing: "> "), columns: size.columns, rows: size.rows,
            ambiguous: circumstances.ambiguousWidth, times: style.times, colors: style.colors)
        screen.recall = recall
        screen.searchWord = SafeText(
            sanitizing: Phrase.searchWord.text(in: circumstances.language))
    }

    var wantsInput: Bool { true }
    var isAtTerminal: Bool { true }
    var undo: [UInt8] { Screen.undo(hasTitle: hasTitle) }
    var pauseMilliseconds: Int64? {
        switch decoder.beginning {
        case nil: nil
        case .escape: Self.escapeMilliseconds
        case .sequence: Self.sequenceMilliseconds
        case .paste: Self.pasteMilliseconds
        }
    }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        defaultName = greeting.defaultName?.string ?? ""
        if name != nil || attendance.isAway {
            attendance.enter(as: name, &desk)
        } else {
            // Keeps the session while the user thinks.
            desk.send(.ping(id: nil))
            ask()
        }
        if isOpen { needsDrawing = true } else { needsOpening = true }
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        switch event {
        case .error(let failure)
        where stage != .inRoom && failure.known == .helloFirst:
            return
        case .error(let failure)
        where stage == .entering && failure.isForOtherName && !failure.fatal:
            refused(failure, &desk)
            return
        case .welcome(let welcome):
            stage = .inRoom
            host = welcome.host.string
        default: break
        }
        show(attendance.news(of: event, &desk))
        giveBack()
        if case .welcome = event {
            for line in early { take(line, &desk) }
            early = []
        }
    }

    mutating func puzzled(by line: [UInt8], isMalformed: Bool, _ desk: inout Desk) {
        if isMalformed, let phrase = attendance.puzzled() { show(phrase) }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        show(attendance.lost(loss, unsent: unsent, &desk))
    }

    mutating func failedToKeep(_ reason: Phrase, _ desk: inout Desk) {
        show([attendance.failedToKeep(reason)])
    }

    mutating func inputEnded(_ desk: inout Desk) {
        leave(&desk)
    }

    mutating func pause(_ desk: inout Desk) {
        for key in decoder.pause() { press(key, &desk) }
        if decoder.isPasting { show(.pasteUnfinished) }
    }

    mutating func resized(to size: TerminalSize, _ desk: inout Desk) {
        settle(&desk)
        desk.output += screen.resize(columns: size.columns, rows: size.rows)
    }

    mutating func suspended(_ desk: inout Desk) {
        settle(&desk)
        desk.output += screen.remove()
    }

    mutating func resumed(_ size: TerminalSize, _ desk: inout Desk) {
        desk.output += screen.open()
        resized(to: size, &desk)
    }

    mutating func outputDropped() {
        screen.forget()
    }

    mutating func settle(_ desk: inout Desk) {
        if needsOpening {
            desk.output += screen.open()
            isOpen = true
        }
        if !shown.isEmpty {
            desk.output += screen.show(shown)
        } else if needsDrawing, !needsOpening {
            desk.output += screen.redraw()
        }
        if hasTitle, stage == .inRoom { showTitle(&desk) }
        if isRinging { desk.output += Screen.bell }
        isRinging = false
        shown = []
        needsDrawing = false
        needsOpening = false
    }

    private mutating func showTitle(_ desk: inout Desk) {
        let title = Phrase.title(host: host, unread: unread)
        desk.output += screen.setTitle(
            SafeText(sanitizing: title.text(in: attendance.circumstances.language)))
    }

    mutating func tidy(_ desk: inout Desk) {
        desk.visit = attendance.resumption.visit
        // What somebody was in the midst of writing is theirs.
        desk.output += screen.line.isEmpty ? screen.remove() : screen.keep()
    }

    mutating func show(_ phrase: Phrase) {
        show([attendance.notice(phrase)])
    }

    private mutating func show(_ news: [News]) {
        for line in news {
            let moment = almanac.moment(of: line.time)
            if let day = almanac.turn(to: moment) {
                shown.append(attendance.notice(day).shown(at: moment.time))
            }
            shown.append(line.shown(at: moment.time))
            guard line.isSpeechOfOthers || line.isRing else { continue }
            unread += 1
            let occasion = attendance.preferences.bell
            if bell.rings(for: line, on: occasion, at: attendance.circumstances.milliseconds()) {
                isRinging = true
            }
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

    mutating func chose(_ text: String, _ desk: inout Desk) {
        // The answer stays on the screen below its question, as answers do.
        shown.append(
            ShownLine(
                SafeText(sanitizing: screen.lead.string + text), time: almanac.moment(of: nil).time)
        )
        screen.question = nil
        guard UserCommand(line: text) != .quit else { return desk.end(.done) }
        stage = .entering
        let chosen = text.trimmingSpaces
        attendance.enter(as: chosen.isEmpty ? nil : chosen, &desk)
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) {
        guard name == nil else {
            desk.end(failure.status, .about(name ?? defaultName, failure.phrase))
            return
        }
        show(failure.known == .muted ? .onlyAsYourself(defaultName) : failure.phrase)
        ask()
    }
}
