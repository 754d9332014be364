import TalkLanguage
import TalkProtocol

/// Whom the user does not want to hear, and when the bell is to ring.
extension Attendance {
    mutating func ignore(_ who: String?, _ desk: inout Desk) -> Outcome {
        guard let who else { return .notice(.ignored(preferences.ignored)) }
        guard !resumption.ownNames.contains(who) else { return refuse(.notYourself) }
        guard let account = account(of: who) else { return refuse(.nobodyCalled(who)) }
        guard account != resumption.account else { return refuse(.notYourself) }
        change(.ignore(account), &desk)
        ignoredChanged(&desk)
        return .notice(.ignoring(account))
    }

    mutating func unignore(_ who: String, _ desk: inout Desk) -> Outcome {
        // Whose account is gone, or was never here in this run, is still known by the login.
        let account =
            preferences.ignored.contains(who) ? who : acquaintances.account(of: who) ?? who
        guard preferences.ignored.contains(account) else { return refuse(.notIgnored(account)) }
        change(.unignore(account), &desk)
        ignoredChanged(&desk)
        return .notice(.noLongerIgnoring(account))
    }

    mutating func ring(for word: String?, _ desk: inout Desk) -> Outcome {
        guard hasBell else { return refuse(.noBell) }
        guard let word else { return .notice(.bellRings(for: preferences.bell.rawValue)) }
        guard let occasion = Bell.Occasion(rawValue: word.lowercased()) else {
            let known = Bell.Occasion.allCases.map(\.rawValue)
            return refuse(.noSuchOccasion(word, known: known))
        }
        change(.bell(occasion), &desk)
        return .notice(.bellRings(for: occasion.rawValue))
    }

    // MARK: Who rings nobody

    private mutating func ignoredChanged(_ desk: inout Desk) {
        hasIgnoredChange = true
        if !isAway { tellOfIgnored(&desk) }
    }

    /// Tells the daemon, on every entering, whose rings are not wanted; that nobody's are unwanted only where it
    /// may know otherwise. What a script chooses is its own, and not its account's.
    mutating func tellOfIgnored(_ desk: inout Desk) {
        guard !isScripted, hasIgnoredChange || !preferences.ignored.isEmpty else { return }
        hasIgnoredChange = false
        unansweredIgnores += 1
        desk.send(.ignore(ignoredThatFit))
    }

    /// Of more than a line holds, the last ones.
    private var ignoredThatFit: [String] {
        let rest = Request.ignore([]).jsonLine.count
        // The LF of a line does not count, and before the first account there is no space.
        var room = Limits.maxLineBytes + 2 - rest
        let fitting = preferences.ignored.reversed().prefix { account in
            // As it is written there: an escaped character takes more than itself.
            room -= Request.ignore([account]).jsonLine.count - rest + 1
            return room >= 0
        }
        return fitting.reversed()
    }

    /// Whether a daemon from before there was such a request answers it. It has no id, as all others that a
    /// daemon may not know have.
    mutating func isIgnoreUnknown(_ failure: Failure) -> Bool {
        guard failure.known == .unknownRequest, failure.id == nil, unansweredIgnores > 0 else {
            return false
        }
        unansweredIgnores -= 1
        return true
    }

    /// A choice was made that could not be kept for later runs.
    func failedToKeep(_ reason: Phrase) -> News {
        notice(.onlyForThisRun(reason))
    }

    private mutating func change(_ change: Preferences.Change, _ desk: inout Desk) {
        preferences.apply(change)
        // What a script chooses is its own.
        if !isScripted { desk.preferences.append(change) }
    }

    private func account(of who: String) -> String? {
        let account = acquaintances.account(of: who) ?? (circumstances.isLogin(who) ? who : nil)
        // No login has any; what the daemon calls one might, and would be two lines of a file.
        return account?.contains(where: \.isWhitespace) == true ? nil : account
    }
}
