import TalkText

/// What operators do, and what is asked about it.
extension RoomModel {
    /// Accounts that every host has, and that never come.
    private static let strangers = [
        Person(login: "root", uid: 0), Person(login: "daemon", uid: 1),
    ]

    func isMuted(_ session: Session) -> Bool { book.isMuted(session.person.uid) }

    mutating func carryOut(_ wish: RoomDeed.Act, _ session: Session) {
        let codes = objections(to: wish, by: session)
        guard codes.isEmpty else { return refuse(session.number, anyOf: codes, id: wish.id) }
        // Who is muted gives no reasons.
        let text = isMuted(session) ? "" : Self.row(wish.text ?? "")
        let about = subject(of: wish)
        let act = RoomBook.Act(
            number: book.lastNumber + 1, kind: wish.kind, by: session.person.login, uid: about?.uid,
            seconds: wish.seconds,
            text: text,
            keys: [
                ("seq", wish.kind == "redact" ? wish.seq.map { .integer($0) } : nil),
                ("time", .hole(.time)), ("act", .string(wish.kind)),
            ] + speaker(session) + [
                ("to", about.map { .string($0.login) }), ("to_uid", about.map { .integer($0.uid) }),
                ("until", wish.seconds.map { _ in .hole(.until) }),
                ("ledger", wish.kind == "redact" ? .string(ledger) : nil),
                ("text", .string(text)),
            ], words: words(of: wish, text, session, on: about?.login ?? ""))
        book.take(act)
        if wish.kind == "redact", let seq = wish.seq { saids[seq - 1].redact() }
        announce(act.acted(wish.id))
        if wish.kind == "dismiss" || wish.kind == "ban", let about {
            dismiss(about, but: session.number)
        }
    }

    private func words(
        of wish: RoomDeed.Act, _ text: String, _ session: Session, on to: String
    ) -> String {
        let who = shown(session)
        let time = wish.seconds.map { " for " + ($0 % 86_400 == 0 ? "\($0 / 86_400)d" : "\($0)s") }
        let deed =
            switch wish.kind {
            case "topic": text.isEmpty ? "took the topic away" : "set the topic"
            case "redact": "took away what \(to) said (\(wish.seq ?? 0))"
            case "dismiss": "dismissed \(to)"
            case "mute": "muted \(to)" + (time ?? "")
            case "ban": "banned \(to)" + (time ?? "")
            default: "lets \(to) speak and enter again"
            }
        return "\(who) \(deed)" + (text.isEmpty ? "" : ": \(text)")
    }

    /// A reason, a topic or what comes with a ring is one line.
    static func row(_ text: String) -> String {
        let safe = SafeText(sanitizing: text)
        guard !safe.isBlank else { return "" }
        var row = safe.string.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0 }[...]
        while row.first == " " { row.removeFirst() }
        while row.last == " " { row.removeLast() }
        var text = ""
        text.unicodeScalars += row
        return text
    }

    // MARK: Why not

    /// Who is muted says nothing; which comes first of that and of what is wrong besides is not said.
    mutating func silence(_ deed: RoomDeed, _ session: Session) {
        let fault: String? =
            switch deed {
            case .say(let text, _, _), .tell(_, let text, _), .wall(let text, _, _): fault(in: text)
            case .ring(_, let text?, _):
                text.utf8.count > RoomBook.reasonBytes ? "text-too-long" : nil
            case .name(let name): makeWay(for: name, of: session)
            default: nil
            }
        refuse(
            session.number, anyOf: Set(["muted", fault].compactMap(\.self)), id: deed.id)
    }

    private func objections(to wish: RoomDeed.Act, by session: Session) -> Set<String> {
        let isLong = wish.seconds.map { !RoomDeed.Act.seconds.contains($0) } == true
        var codes: Set<String> = isLong ? ["bad-value"] : []
        guard session.isOperator else { return codes.union(["operators-only"]) }
        if (wish.text ?? "").utf8.count > RoomBook.reasonBytes { codes.insert("text-too-long") }
        if let code = objection(to: wish, by: session) { codes.insert(code) }
        return codes
    }

    private func objection(to wish: RoomDeed.Act, by session: Session) -> String? {
        if wish.kind == "topic" { return isMuted(session) ? "muted" : nil }
        let own = session.person.uid
        let about = subject(of: wish)
        if wish.kind == "redact" {
            guard let about else { return "no-such-message" }
            return about.uid == 0 && own != 0 ? "not-on-root" : nil
        }
        guard let about else { return "no-such-account" }
        if about.uid == 0 { return wish.kind == "lift" ? "nothing-to-lift" : "not-on-root" }
        if wish.kind == "dismiss" {
            return dismissed(about, but: session.number).isEmpty ? "nobody-there" : nil
        }
        if about.uid == own { return "not-on-yourself" }
        let isHeld = book.isMuted(about.uid) || book.isBanned(about.uid)
        return wish.kind == "lift" && !isHeld ? "nothing-to-lift" : nil
    }

    /// Whose account it is done to, or who said what is taken away; nil for nobody.
    func subject(of wish: RoomDeed.Act) -> Person? {
        if wish.kind == "redact" {
            guard let seq = wish.seq, (1...max(1, lastSeq)).contains(seq), lastSeq > 0,
                !saids[seq - 1].isRedacted
            else { return nil }
            return saids[seq - 1].person
        }
        guard let to = wish.to else { return nil }
        let name = Array(Self.composed(to).utf8)
        if let named = present.first(where: { Array($0.name.utf8) == name }) { return named.person }
        let known = names.people + Self.strangers
        if let login = known.first(where: { $0.login == to }) { return login }
        guard !to.isEmpty, to.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let uid = Int(to), uid < Int(UInt32.max)
        else { return nil }
        return known.first { $0.uid == uid } ?? Person(login: "\(uid)", uid: uid)
    }

    // MARK: Who is dismissed

    private func dismissed(_ person: Person, but own: Int) -> [Session] {
        sessions.values.filter { $0.person.uid == person.uid && $0.number != own }
            .sorted { $0.number < $1.number }
    }

    private mutating func dismiss(_ person: Person, but own: Int) {
        for session in dismissed(person, but: own) {
            refuse(session.number, "dismissed", isFatal: true)
            end(session.number)
            if session.isPresent { leaving.append(session) }
        }
    }

    /// What is told when one of those leaves who were dismissed.
    func departure(of session: Session) -> Meant {
        presence(
            "left", session, [("reason", .string("dismissed"))], "left (dismissed by an operator)")
    }

    mutating func seeOff(_ index: Int) {
        announce(departure(of: leaving.remove(at: index)))
    }

    // MARK: Asking

    mutating func showTopic(_ session: Session) {
        if let topic = book.topic {
            tell(session.number, topic.asked(isStanding: true))
        }
        finish("no topic", book.topic == nil, session)
    }

    mutating func showActs(_ count: Int?, _ session: Session) {
        let acts = book.last(count)
        for act in acts { tell(session.number, act) }
        finish("no acts", acts.isEmpty, session)
    }

    /// - Parameter isEmpty: Then a person is told so.
    private mutating func finish(_ name: String, _ isEmpty: Bool, _ session: Session) {
        var end = Meant("end", plain: isEmpty ? ["-- \u{4}"] : [])
        end.textName = isEmpty ? name : nil
        tell(session.number, end)
    }

    /// Every session that is connected.
    mutating func whoVerbose(_ session: Session) {
        guard session.isOperator else { return refuse(session.number, "operators-only") }
        for var other in sessions.values.sorted(by: { $0.number < $1.number }) {
            let state = !other.isInRoom ? "entering" : other.isPresent ? "present" : "asking"
            if !other.isInRoom { other.name = other.person.login }
            tell(
                session.number,
                Meant(
                    "person",
                    speaker(other) + [
                        ("session", .integer(other.number)), ("since", .hole(.time)),
                        ("idle", .hole(.number)), ("state", .string(state)),
                        ("client", .string("")), ("terminal", .string("")),
                        ("undelivered", .hole(.number)),
                        ("muted", isMuted(other) ? .boolean(true) : nil),
                        ("operator", other.isOperator ? .boolean(true) : nil),
                    ], plain: ["-- \(shown(other))\u{4}"]))
        }
        tell(session.number, Meant("end"))
    }
}
