import Posix
import TalkLanguage
import TalkProtocol
import TalkText

/// What the daemon says to somebody who is in the room, or comes back to it.
extension Attendance {
    /// Takes note of an event; gives what the user is shown of it.
    mutating func news(of event: Event, _ desk: inout Desk) -> [News] {
        answered(resumption.receipt(in: event))
        if event.isPartOfAnswer { progress += 1 }
        let isNumbering = inquiries.isNumbering
        let besides = noteAnswer(event)
        acquaintances.note(
            event, isOwn: resumption.isOurs(event), isIgnored: isIgnored(event))
        let lines: [News] =
            if case .past(let said) = event, isNumbering {
                isIgnored(event) ? [] : numbered(said)
            } else {
                heard(event, &desk)
            }
        leaveIfDue(&desk)
        return lines + [besides, inquiries.note(event)].compactMap { $0.map(notice) }
    }

    private mutating func heard(_ event: Event, _ desk: inout Desk) -> [News] {
        switch event {
        case .welcome(let welcome):
            let opening = resumption.entered(welcome, &desk)
            tellOfIgnored(&desk)
            guard let opening else {
                lastVisit.begin(welcome)
                return shown(event)
            }
            lastVisit.end()
            acquaintances.missedSome()
            return resumption.phrases(of: opening).map(notice) + goOn(&desk)
        case .said(let said):
            return (resumption.isNews(said) ? shown(said) : []) + goOn(&desk)
        case .told(let told): return resumption.isNews(told) ? shown(event) : []
        case .renamed(let presence, _): resumption.renamed(presence)
        case .pong(let id): return resumption.isOwn(pong: id) ? goOn(&desk) : []
        case .error(let failure): return refused(failure, &desk)
        default: break
        }
        return shown(event)
    }

    private mutating func shown(_ said: Said) -> [News] {
        let news = shown(.said(said))
        guard !news.isEmpty, let visit = lastVisit.isPassed(by: said) else { return news }
        let time = circumstances.localTime(visit.time)
        let isToday = time.date == circumstances.localTime(circumstances.now()).date
        return [
            notice(
                .newSinceYouLeft(
                    visit.missed, at: isToday ? time.time : "\(time.date) \(time.time)"))
        ] + news
    }

    private func shown(_ event: Event) -> [News] {
        if isIgnored(event) { return [] }
        return text.remarks(for: event).map { remark in
            var news = News(remark)
            news.time = event.time
            news.isOwn = resumption.isOurs(event)
            news.isPast = resumption.isPast(event)
            news.isPresence = event.isPresence
            if case .rang = event { news.isRing = true }
            if remark.speaker != nil, !news.isOwn {
                news.mentions = Mention.places(of: resumption.ownNames, in: remark.text.string)
            }
            return news
        }
    }

    /// Whether the user wants to see nothing of whose doing it is.
    private func isIgnored(_ event: Event) -> Bool {
        event.account.map(preferences.ignored.contains) ?? false
    }

    private mutating func answered(_ id: MessageID?) {
        if let id, outbox.receipt(for: id) != nil { progress += 1 }
    }

    private mutating func refused(_ failure: Failure, _ desk: inout Desk) -> [News] {
        if let id = failure.id, let message = outbox.receipt(for: id) {
            progress += 1
            // A script has no line to give it back to.
            if !isScripted, let line = message.typed { refusedLines.append(line) }
        }
        // An older daemon lets everybody ring.
        if !inquiries.isRefused(by: failure), isIgnoreUnknown(failure) { return [] }
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
    private mutating func goOn(_ desk: inout Desk) -> [News] {
        guard var notices = resumption.caughtUp() else { return [] }
        if let repeated = outbox.resend(&desk) { notices.append(repeated) }
        return notices.map(notice)
    }
}
