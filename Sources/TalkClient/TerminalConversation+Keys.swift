import TalkLanguage
import TalkProtocol
import TalkTerminal
import TalkText

/// What the keys come to.
extension TerminalConversation {
    mutating func typed(_ bytes: [UInt8], _ desk: inout Desk) {
        unread = 0
        for key in decoder.keys(from: bytes) {
            // A name is a line.
            press(stage == .asking ? key.withFirstLine : key, &desk)
        }
    }

    mutating func press(_ key: Key, _ desk: inout Desk) {
        if key == .enter, let reason = reasonToWait { return show(reason) }
        if key == .tab || key == .backTab {
            screen.vocabulary = Vocabulary(
                // Nobody speaks to themselves.
                names: attendance.acquaintances.names.filter { $0 != attendance.resumption.name },
                commands: UserCommand.completions)
        }
        let typed = screen.type(key)
        if key == .escape, typed != .ignored { decoder.forgetEscape() }
        switch typed {
        case .ignored: break
        case .changed: needsDrawing = true
        case .asks(let paste): ask(about: paste)
        case .clearScreen: clear(&desk)
        case .entered(let text): entered(text, &desk)
        case .cancelled(let wasEmpty):
            needsDrawing = true
            // Asked again while the daemon does not let go: then we do.
            if attendance.isLeaving { leave(&desk) } else if wasEmpty { show(.howToLeave) }
        case .suspended: desk.suspends = true
        case .ended: leave(&desk)
        }
        if !screen.isAsking { (screen.hint, screen.briefHint) = (nil, nil) }
    }

    private mutating func ask(about paste: Paste) {
        needsDrawing = true
        let question = Phrase.pasteQuestion(lines: paste.lineCount, isCut: paste.isCut)
        screen.hint = attendance.notice(question).text
        screen.briefHint = SafeText(
            sanitizing: Phrase.briefPasteQuestion.text(in: attendance.circumstances.language))
    }

    private mutating func entered(_ text: String, _ desk: inout Desk) {
        needsDrawing = true
        let text = meant(by: text)
        if stage != .asking { remember(text, &desk) }
        switch stage {
        case .asking: chose(text, &desk)
        case .entering: enteredEarly(text, &desk)
        case .inRoom: take(text, &desk)
        }
    }

    /// Who sees a line come back may not look, and type what leaves behind it: then they mean only that.
    private mutating func meant(by text: String) -> String {
        defer { givenBack = nil }
        guard let givenBack, text.utf8.starts(with: givenBack.utf8) else { return text }
        let rest = String(text.unicodeScalars.dropFirst(givenBack.unicodeScalars.count))
        return UserCommand(line: rest) == .quit ? rest : text
    }

    /// Keeps a line until the room is entered. Who would leave waits for what is to be said before, but not
    /// when they say so again: the daemon may never let us in.
    private mutating func enteredEarly(_ text: String, _ desk: inout Desk) {
        let isRepeated = early.contains { UserCommand(line: $0) == .quit }
        if UserCommand(line: text) == .quit, unsent == 0 || isRepeated { return leave(&desk) }
        early.append(text)
    }

    mutating func take(_ line: String, _ desk: inout Desk) {
        if attendance.isLeaving, UserCommand(line: line) == .quit { return leave(&desk) }
        attendance.help = screen.isRoomy ? .terminalHelp : .shortHelp
        switch attendance.take(line: line, &desk) {
        case .nothing: break
        case .notice(let phrase): show(phrase)
        case .clearScreen: clear(&desk)
        }
        giveBack()
    }

    private mutating func clear(_ desk: inout Desk) {
        settle(&desk)
        desk.output += screen.clear()
    }

    /// Leaves politely; at once when asked again while the daemon does not let go, or when not in the room.
    mutating func leave(_ desk: inout Desk) {
        guard stage == .inRoom, !attendance.isLeaving else {
            return attendance.end(unsent: unsent, &desk)
        }
        attendance.leave(&desk)
    }

    // MARK: What is said, and what is not

    /// Why the line stays where it is: nil when it does not.
    private var reasonToWait: Phrase? {
        guard stage == .inRoom, Attendance.isMessage(screen.line.text) else { return nil }
        if !attendance.takesMore { return .tooMuchForReturn }
        // Its command's words, if any, are few.
        let isTooLong = screen.line.text.utf8.count > Limits.maxTextBytes + 64
        return isTooLong ? ErrorCode.textTooLong.phrase : nil
    }

    /// How many messages were entered before the room was.
    var unsent: Int { early.count(where: Attendance.isMessage) }

    /// Keeps a line for arrow up; for later runs too, unless it is private or begins with a space.
    private mutating func remember(_ line: String, _ desk: inout Desk) {
        let command = UserCommand(line: line)
        guard command != .quit, screen.recall.add(line) else { return }
        if !command.isPrivate, !line.hasPrefix(" ") { desk.remembered.append(line) }
    }

    /// Gives back a line that the daemon refused, unless another one has been begun; arrow up has it, too.
    mutating func giveBack() {
        defer { attendance.refusedLines = [] }
        guard let line = attendance.refusedLines.last, stage == .inRoom, screen.line.isEmpty,
            !attendance.isLeaving
        else { return }
        screen.line.replace(with: line)
        givenBack = line
        needsDrawing = true
    }
}
