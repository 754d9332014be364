package import TalkProtocol
package import TalkText

/// Operators' acts, as far as the room itself has to do with them.
extension Room {
    /// - Throws: `muted` when an account may say nothing.
    package func permitSpeech(of uid: UInt32, _ now: Timestamp) throws(ErrorCode) {
        if acts.isMuted(uid, at: now) { throw .muted }
    }

    /// Who a session is, by the name that it has now.
    package func speaker(of session: SessionID) -> Speaker? {
        roster.members[session]?.speaker
    }

    /// The account that is present under a name; if there is none, of that login.
    package func presentAccount(called to: String) -> Account? {
        roster.present(called: Name(to) ?? Name(login: to)).first?.account
    }

    /// Takes an act that somebody is to be relieved of.
    ///
    /// - Throws: `nothing-to-lift`.
    package mutating func lift(_ act: Act) throws(ErrorCode) -> UInt64 {
        guard let uid = act.to?.uid,
            acts.isMuted(uid, at: act.time) || acts.ban(on: uid, at: act.time) != nil
        else { throw .nothingToLift }
        return acts.record(act, isUntold: true)
    }

    /// Tells everybody of an act.
    package mutating func announce(_ act: Act) {
        delivery.announce(.acted(act))
    }

    /// Takes the text of something that was said out of what is remembered and of what is still due; its number
    /// stays.
    ///
    /// What was sent, or is being sent just now, cannot be taken back. To who is still due it, it is blank: as
    /// many bytes, because half of it may have been sent.
    ///
    /// - Parameter line: As it is remembered.
    package mutating func redact(_ said: Said, line: [UInt8]) {
        memory.replace(said.seq, with: Event.said(said.redacted).jsonLine)
        self.line = []
        let plain = delivery.encodePlain(.said(said))
        delivery.replace(line, with: line.withBlankText, in: .json)
        delivery.replace(
            plain, with: plain.blank(like: delivery.encodePlain(.said(said.blank))), in: .plain)
    }

    /// What operators see of sessions that are in the room; whether each is an operator itself it cannot tell.
    package func details(
        of sessions: some Sequence<SessionID>, now: Moment
    ) -> [SessionID: Person] {
        var people: [SessionID: Person] = [:]
        for session in sessions {
            guard let member = roster.members[session], var person = person(session, now: now)
            else { continue }
            person.details = PersonDetails(
                state: member.isPresent ? .present : .asking, client: member.client,
                terminal: SafeText(ofClient: member.terminal ?? ""),
                undeliveredBytes: delivery.undeliveredBytes(of: person.session),
                isMuted: acts.isMuted(member.account.uid, at: now.wall), isOperator: false)
            people[person.session] = person
        }
        return people
    }
}

extension SafeText {
    /// What a client says of itself, cut to what fits a row; by scalars, because one character can be of any
    /// length.
    package init(ofClient text: String) {
        self.init(sanitizing: String(text.unicodeScalars.prefix(64)))
    }
}

extension Said {
    /// With nothing to see in its text, which has as many lines and bytes.
    fileprivate var blank: Said {
        var said = self
        said.text = SafeText(
            sanitizing: String(
                decoding: text.string.utf8.map { $0 == 0x0A ? 0x0A : 0x20 }, as: UTF8.self))
        return said
    }
}

extension [UInt8] {
    /// A line of what was said with blanks for each byte of its text, so that it can be read wherever it was cut.
    fileprivate var withBlankText: [UInt8] {
        var line = self
        let key = Array(#","text":""#.utf8)
        guard
            let start = indices.first(where: {
                self[$0] == key[0] && self[$0...].starts(with: key)
            })
        else { return line }
        var index = start + key.count
        while index + 1 < count, self[index] != UInt8(ascii: "\"") {
            // Of an escape half of which was sent, the other half is one, too.
            let isEscape = self[index] == UInt8(ascii: "\\")
            if isEscape { index += 1 }
            line[index] = isEscape ? UInt8(ascii: "t") : UInt8(ascii: " ")
            index += 1
        }
        return line
    }

    /// Lines with nothing to see in them: `other` if it has as many bytes, else blanks.
    fileprivate func blank(like other: [UInt8]) -> [UInt8] {
        other.count == count ? other : map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    }
}
