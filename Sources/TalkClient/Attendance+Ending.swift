import TalkLanguage

/// How the stay ends, or goes on over another connection.
extension Attendance {
    /// There is no connection (any more): comes back, or ends the stay.
    ///
    /// - Parameter unsent: Messages that were entered and not even held.
    /// - Returns: What is shown of it.
    mutating func lost(_ loss: Loss, unsent: Int = 0, _ desk: inout Desk) -> [News] {
        let isDone = isLeaving && (hasAllAnswers || !isScripted) && !resumption.isForGood
        if isDone {
            end(unsent: unsent, &desk)
            return []
        }
        guard resumption.comesBack(after: loss) else {
            // Who was leaving is not told that the connection ends, but of what is missing.
            let isNoNews = isLeaving && loss == .closed && !resumption.isForGood
            end(as: isNoNews ? Ending(.undelivered) : resumption.ending, unsent: unsent, &desk)
            return []
        }
        desk.retries = true
        hasLeft = false
        inquiries.lose()
        let unanswered = calls.lose()
        if unanswered > 0 { hasRefusal = true }
        let phrases = (unanswered > 0 ? [.callsUnanswered(unanswered)] : []) + [resumption.leave()]
        return phrases.compactMap { $0.map(notice) }
    }

    /// Ends the stay as it stands, whether or not the daemon has closed the connection.
    func end(unsent: Int = 0, _ desk: inout Desk) {
        complainOfLoss(unsent, &desk)
        let isWhole =
            outbox.isEmpty && unsent == 0 && !(isScripted && (hasRefusal || !calls.isEmpty))
        desk.end(isWhole ? .done : .undelivered)
    }

    /// Ends the stay for a reason that is not the user's.
    func end(as ending: Ending, unsent: Int = 0, _ desk: inout Desk) {
        complainOfLoss(unsent, &desk)
        desk.end(ending)
    }

    private func complainOfLoss(_ unsent: Int, _ desk: inout Desk) {
        let lost = outbox.count + unsent
        if lost > 0 { desk.complain(.withoutReceipt(lost)) }
        if isScripted, !calls.isEmpty { desk.complain(.callsUnanswered(calls.count)) }
    }
}
