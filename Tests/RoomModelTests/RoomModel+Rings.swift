import TalkText

/// Rings, of who is in the room, and whether they are wanted.
extension RoomModel {
    /// Whether a ring could come too often, or reach a terminal: then it is better left alone.
    func isDoubtful(ringTo to: String, from number: Int, own: Person) -> Bool {
        guard let caller = sessions[number] else { return true }
        let called = present(called: to).first?.person
        // Of the account that runs the tests, there may be a terminal.
        if called == nil, to == own.login { return true }
        guard let called = called ?? names.people.first(where: { $0.login == to }) else {
            return false
        }
        let pair = Pair(caller: caller.person.uid, called: called.uid)
        return rings[pair, default: 0] >= Self.ringsAtOnce
    }

    mutating func ring(_ to: String, _ text: String?, _ id: String?, _ session: Session) {
        if text.map({ $0.utf8.count > RoomBook.reasonBytes }) == true {
            return refuse(session.number, "text-too-long", id: id)
        }
        let words = Self.row(text ?? "")
        let called = present(called: to)
        guard let first = called.first else {
            guard names.people.contains(where: { $0.login == to }) else {
                return refuse(session.number, "nobody-there", id: id)
            }
            return tell(session.number, reached(to, 0, of: 0, id))
        }
        let wishes = wishes[first.person.uid] ?? Wishes()
        guard wishes.takesMessages, !wishes.ignored.contains(session.person.login) else {
            return tell(session.number, reached(to, 0, of: called.count, id))
        }
        rings[Pair(caller: session.person.uid, called: first.person.uid), default: 0] += 1
        let rang = message("rang", to, words, [], session, notice: "-- \(shown(session)) rings you")
        for receiver in called { tell(receiver.number, rang) }
        tell(session.number, reached(to, called.count, of: called.count, id))
    }

    /// - Parameter to: Who was rung; nil of a wall.
    func reached(_ to: String?, _ count: Int, of all: Int, _ id: String?) -> Meant {
        let to = to.map(Self.composed)
        let whose = to.map { " of \($0)" } ?? ""
        let off = all - count
        let sessions = all == 1 ? "1 session" : "\(all) sessions"
        let unwilling =
            off == 0 ? "" : off == 1 ? " (1 has messages off)" : " (\(off) have messages off)"
        return Meant(
            "reached",
            [
                ("to", to.map { .string($0) }), ("sessions", .integer(count)),
                ("all_sessions", .integer(all)),
                ("terminals", .integer(0)), ("all_terminals", .integer(0)), ("off", .integer(off)),
                ("failed", .integer(0)), ("id", id.map { .string($0) }),
            ],
            plain: [
                all == 0
                    ? "-- reached nobody: \(to ?? "") is not here, and at no terminal"
                    : "-- reached \(count) of \(sessions)\(whose)\(unwilling)"
            ])
    }

    mutating func mesg(_ takes: Bool?, _ id: String?, _ session: Session) {
        if let takes { wishes[session.person.uid, default: Wishes()].takesMessages = takes }
        tell(
            session.number,
            Meant(
                "messages",
                [
                    ("messages", .boolean(wishes[session.person.uid]?.takesMessages ?? true)),
                    ("handed", .integer(0)), ("here", .boolean(false)), ("kept", .hole(.truth)),
                    ("id", id.map { .string($0) }),
                ]))
    }
}
