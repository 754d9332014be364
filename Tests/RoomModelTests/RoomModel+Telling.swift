import TalkText

/// How it is told.
extension RoomModel {
    mutating func tell(_ number: Int, _ meant: Meant) { due.append((number, meant)) }

    mutating func announce(_ meant: Meant) {
        for session in inRoom { tell(session.number, meant) }
    }

    mutating func refuse(
        _ number: Int, _ code: String, id: String? = nil, isFatal: Bool = false
    ) {
        refuse(number, anyOf: [code], id: id, isFatal: isFatal)
    }

    mutating func refuse(
        _ number: Int, anyOf codes: Set<String>, id: String? = nil, isFatal: Bool = false
    ) {
        let only = codes.count == 1 ? codes.first : nil
        var meant = Meant(
            "error",
            [
                ("code", only.map { .string($0) } ?? .hole(.code)), ("text", .hole(.text)),
                ("id", id.map { .string($0) }), ("fatal", isFatal ? .boolean(true) : nil),
            ], plain: ["-- \u{4}"])
        meant.codes = codes
        meant.textName = only
        tell(number, meant)
    }

    /// A text made safe; nil when it was refused.
    mutating func safe(_ text: String, _ id: String?, _ number: Int) -> String? {
        if let code = fault(in: text) {
            refuse(number, code, id: id)
            return nil
        }
        return SafeText(sanitizing: text).string
    }

    func fault(in text: String) -> String? {
        let safe = SafeText(sanitizing: text)
        let isTooLong = text.utf8.count > 8192 || (!safe.isBlank && safe.lineCount > 2048)
        return isTooLong ? "text-too-long" : safe.isBlank ? "text-empty" : nil
    }

    /// To whom something is told: those present under a name, else those of a login.
    func present(called to: String) -> [Session] {
        let to = Self.composed(to)
        let named = present.filter { Array($0.name.utf8) == Array(to.utf8) }
        return named.isEmpty ? present.filter { $0.person.login == to } : named
    }

    func speaker(_ session: Session) -> [(String, Meant.Value?)] {
        [
            ("name", .string(session.name)), ("account", .string(session.person.login)),
            ("uid", .integer(session.person.uid)),
        ]
    }

    func presence(
        _ event: String, _ session: Session, _ more: [(String, Meant.Value?)], _ words: String,
        as shownSession: Session? = nil
    ) -> Meant {
        Meant(
            event,
            [("time", .hole(.time))] + speaker(session) + [("session", .integer(session.number))]
                + more, plain: ["-- \(shown(shownSession ?? session)) \(words)"])
    }

    func message(
        _ event: String, _ to: String, _ text: String, _ more: [(String, Meant.Value?)],
        _ session: Session, notice: String? = nil
    ) -> Meant {
        let to = Self.composed(to)
        return Meant(
            event,
            [("time", .hole(.time))] + speaker(session)
                + [("to", .string(to)), ("text", .string(text))] + more,
            plain: [notice].compactMap { $0 }
                + Self.lines(of: text).map { "\(shown(session)) -> \(to): \($0)" })
    }

    func shown(_ session: Session) -> String {
        session.name == session.person.login
            ? session.name : "\(session.name) (\(session.person.login))"
    }

    /// Lines without text at the end are left out.
    static func lines(of text: String) -> [String] {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { SafeText(sanitizing: String(decoding: $0, as: UTF8.self)).string }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
