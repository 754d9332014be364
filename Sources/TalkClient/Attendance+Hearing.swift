import TalkLanguage
import TalkProtocol
import TalkText

/// What the daemon says to somebody who is in the room, or comes back to it.
extension Attendance {
    /// Takes note of an event; gives the lines that it is shown as.
    mutating func lines(for event: Event, _ desk: inout Desk) -> [SafeText] {
        answered(resumption.receipt(in: event))
        if event.isPartOfAnswer { progress += 1 }
        let lines = heard(event, &desk)
        leaveIfDue(&desk)
        return lines
    }

    private mutating func heard(_ event: Event, _ desk: inout Desk) -> [SafeText] {
        switch event {
        case .welcome(let welcome):
            guard let opening = resumption.entered(welcome, &desk) else { return shown(event) }
            return resumption.phrases(of: opening).map(notice) + goOn(&desk)
        case .said(let said):
            return (resumption.isNews(said) ? shown(event) : []) + goOn(&desk)
        case .told(let told): return resumption.isNews(told) ? shown(event) : []
        case .renamed(let presence, _): resumption.renamed(presence)
        case .pong(let id): return resumption.isOwn(pong: id) ? goOn(&desk) : []
        case .error(let failure): return refused(failure, &desk)
        default: break
        }
        return shown(event)
    }

    private func shown(_ event: Event) -> [SafeText] {
        text.lines(for: event).map(SafeText.init(sanitizing:))
    }

    private mutating func answered(_ id: MessageID?) {
        if let id, outbox.receipt(for: id) != nil { progress += 1 }
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) -> [SafeText] {
        if let id = failure.id, let message = outbox.receipt(for: id) {
            progress += 1
            // A script has no line to give it back to.
            if !isScripted, let line = message.typed { refusedLines.append(line) }
        }
        resumption.note(failure)
        // What ends the stay is told once: when the daemon has closed.
        guard !failure.fatal else { return [] }
        guard isAway, !failure.isSlowingDown else {
            if !failure.isSlowingDown { hasRefusal = true }
            return shown(.error(failure))
        }
        switch resumption.refused(failure) {
        case .passing(let phrase):
            desk.retries = true
            return phrase.map { [notice($0)] } ?? []
        case .final(let ending):
            end(as: ending, &desk)
            return []
        }
    }

    /// Once everything missed is here, says again what has no receipt.
    private mutating func goOn(_ desk: inout Desk) -> [SafeText] {
        guard var notices = resumption.caughtUp() else { return [] }
        if let repeated = outbox.resend(&desk) { notices.append(repeated) }
        return notices.map(notice)
    }
}
