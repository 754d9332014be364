import TalkLanguage
import TalkProtocol
import TalkText

/// The room in a pipe, or on a terminal that wants no editing: one line a message in, one line an event out.
struct PlainConversation: Conversation {
    private enum Stage {
        /// The question was put; the next line is the name.
        case asking
        /// A name was sent, and is not yet accepted.
        case entering
        case inRoom
    }

    private let name: String?
    private let asks: Bool
    private let isSpoken: Bool
    private var attendance: Attendance
    private var stage = Stage.entering
    private var defaultName = ""
    private var chosenName: String?
    private var reader = LineReader()
    /// Nobody will type any more.
    private var isInputEnded = false

    /// - Parameters:
    ///   - asks: Whether somebody is there to be asked for a name.
    ///   - isScripted: Whether the lines come from a pipe or a file, and not from somebody who sees what
    ///     becomes of them.
    ///   - isSpoken: Whether the lines going out are read aloud.
    init(
        _ circumstances: Circumstances, name: String?, asks: Bool, isScripted: Bool,
        isSpoken: Bool = false, memory: Memory = Memory()
    ) {
        self.name = name
        self.asks = asks && name == nil
        self.isSpoken = isSpoken
        attendance = Attendance(
            circumstances, help: isScripted ? .plainHelp : .unscreenedHelp, isScripted: isScripted,
            memory: memory)
    }

    /// What is said before the room is entered waits where it is: should no name be accepted, it is not lost.
    var wantsInput: Bool { stage != .entering && !isInputEnded && attendance.takesMore }
    var hurry: Int? { attendance.hurry(isInputEnded: isInputEnded) }

    mutating func greeted(by greeting: Greeting, _ desk: inout Desk) {
        defaultName = greeting.defaultName?.string ?? ""
        if attendance.isAway {
            attendance.enter(as: nil, &desk)
        } else if asks {
            // Keeps the session while the user thinks.
            desk.send(.ping(id: nil))
            ask(&desk)
        } else {
            enter(as: name, &desk)
        }
    }

    mutating func heard(_ event: Event, line: [UInt8], _ desk: inout Desk) {
        switch (event, stage) {
        case (.error(let failure), .asking) where failure.known == .helloFirst,
            (.error(let failure), .entering)
        where failure.known == .helloFirst:
            return
        case (.error(let failure), .entering) where !failure.fatal && failure.isForOtherName:
            refused(failure, &desk)
            return
        case (.welcome, _): stage = .inRoom
        default: break
        }
        show(attendance.news(of: event, &desk), &desk)
        // What was held up before the room, or for want of receipts, can be said now.
        if stage == .inRoom { takeLines(&desk) }
    }

    mutating func puzzled(by line: [UInt8], isMalformed: Bool, _ desk: inout Desk) {
        if isMalformed, let phrase = attendance.puzzled() { desk.complain(phrase) }
    }

    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {
        reader.append(bytes)
        takeLines(&desk)
    }

    mutating func inputEnded(_ desk: inout Desk) {
        // The last line of a file may lack its line end; nobody is in the midst of typing it.
        isInputEnded = true
        reader.append([UInt8(ascii: "\n")])
        takeLines(&desk)
        // Not in the room yet, one need not leave it.
        if stage == .asking { desk.end(.done) }
    }

    mutating func lost(_ loss: Loss, _ desk: inout Desk) {
        show(attendance.lost(loss, unsent: unsent, &desk), &desk)
    }

    mutating func gaveUp(_ desk: inout Desk) {
        attendance.end(unsent: unsent, &desk)
    }

    mutating func failedToKeep(_ reason: Phrase, _ desk: inout Desk) {
        show([attendance.failedToKeep(reason)], &desk)
    }

    mutating func tidy(_ desk: inout Desk) {
        desk.visit = attendance.isScripted ? nil : attendance.resumption.visit
    }

    private func show(_ news: [News], _ desk: inout Desk) {
        desk.print(
            news.map { isSpoken ? $0.spoken(in: attendance.circumstances.language) : $0.text })
    }

    // MARK: The name

    private mutating func ask(_ desk: inout Desk) {
        stage = .asking
        let question = Phrase.chooseUsernameQuestion(login: defaultName)
        let text = question.text(in: attendance.circumstances.language)
        desk.output += SafeText(sanitizing: text).string.utf8
    }

    private mutating func enter(as name: String?, _ desk: inout Desk) {
        stage = .entering
        chosenName = name
        attendance.enter(as: name, &desk)
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) {
        guard asks, !isInputEnded else {
            let shown = chosenName ?? defaultName
            desk.end(failure.status, .about(shown, failure.phrase))
            return
        }
        let isMuted = failure.known == .muted
        show([attendance.notice(isMuted ? .onlyAsYourself(defaultName) : failure.phrase)], &desk)
        ask(&desk)
    }

    // MARK: Lines

    private mutating func takeLines(_ desk: inout Desk) {
        while stage != .entering, attendance.takesMore, let line = reader.next() {
            switch line {
            case .tooLong: show(attendance.refuse(ErrorCode.textTooLong.phrase), &desk)
            case .complete(let bytes):
                if let text = String(validating: bytes, as: UTF8.self) {
                    take(text, &desk)
                } else {
                    show(attendance.refuse(ErrorCode.notUTF8.phrase), &desk)
                }
            }
        }
        if isInputEnded, stage == .inRoom, attendance.takesMore { attendance.leave(&desk) }
    }

    /// How many messages were read and had to wait.
    private var unsent: Int {
        guard !attendance.isLeaving else { return 0 }
        var rest = reader
        var count = 0
        while let line = rest.next() {
            guard case .complete(let bytes) = line else { continue }
            if Attendance.isMessage(String(decoding: bytes, as: UTF8.self)) { count += 1 }
        }
        return count
    }

    private mutating func take(_ line: String, _ desk: inout Desk) {
        if stage == .asking {
            guard UserCommand(line: line) != .quit else { return desk.end(.done) }
            let trimmed = line.trimmingSpaces
            enter(as: trimmed.isEmpty ? nil : trimmed, &desk)
            return
        }
        show(attendance.take(line: line, &desk), &desk)
    }

    private func show(_ outcome: Attendance.Outcome, _ desk: inout Desk) {
        switch outcome {
        case .nothing: break
        case .notice(let phrase): show([attendance.notice(phrase)], &desk)
        case .clearScreen: show([attendance.notice(.nothingToClear)], &desk)
        }
    }
}
