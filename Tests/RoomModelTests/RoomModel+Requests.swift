/// What comes of a request.
extension RoomModel {
    /// Somebody does something.
    mutating func take(_ deed: RoomDeed, from number: Int, inPlain isPlain: Bool) {
        guard var session = sessions[number] else { return }
        session.isPlain = isPlain
        sessions[number] = session
        switch deed {
        case .hangUp: return depart(session, "hung-up")
        case .endInput: return depart(session, "quit")
        case .leave where session.isInRoom || isPlain: return depart(session, "quit")
        case .broken where isPlain && !session.isInRoom: refuseName(["not-utf8"], session)
        case .broken(_, let codes):
            let more: Set<String> = session.isInRoom ? [] : ["hello-first"]
            return refuse(number, anyOf: codes.union(more))
        case .hello(let hello) where !session.isInRoom: return enter(session, hello)
        case .unknown(_, let id): return refuse(number, "unknown-request", id: id)
        case _ where !session.isInRoom: return refuse(number, "hello-first", id: deed.id)
        case .hello: refuse(number, "hello-twice")
        case .say, .tell, .name, .ring, .wall:
            isMuted(session) ? silence(deed, session) : speak(deed, session)
        case .who: who(session)
        case .history(let before, let count): history(before, count, session)
        case .ping(let id): tell(number, Meant("pong", [("id", id.map { .string($0) })]))
        case .mesg(let takes, let id): mesg(takes, id, session)
        case .ignore(let logins):
            wishes[session.person.uid, default: Wishes()].ignored = Set(logins)
        case .act(let act): carryOut(act, session)
        case .askTopic: showTopic(session)
        case .acts(let count): showActs(count, session)
        case .whoVerbose: whoVerbose(session)
        case .plain(let line, let isAnswered):
            guard isAnswered else { return }
            var notice = Meant(line: "-- \u{4}")
            notice.textName = line
            tell(number, notice)
        case .leave: break
        }
    }

    /// Somebody says something, in any way that there is.
    private mutating func speak(_ deed: RoomDeed, _ session: Session) {
        let number = session.number
        switch deed {
        case .say(let text, let style, let id): say(text, style, id, session)
        case .tell(let to, let text, let id): tell(to, text, id, session)
        case .name(let name):
            if let code = makeWay(for: name, of: session) { return refuse(number, code) }
            rename(session, to: name)
        case .ring(let to, let text, let id): ring(to, text, id, session)
        case .wall(let text, let group, let id): wall(text, group, id, session)
        default: break
        }
    }

    private mutating func say(
        _ text: String, _ style: String?, _ id: String?, _ session: Session
    ) {
        guard let text = safe(text, id, session.number) else { return }
        let key = id.map { ID(uid: session.person.uid, id: $0) }
        if let key, let seq = ids[key], seq > lastSeq - Self.rememberedIDs {
            let before = saids[seq - 1]
            let isSame = Array(before.text.utf8) == Array(text.utf8) && before.style == style
            guard isSame || before.isForgotten else {
                return refuse(session.number, "id-in-use", id: id)
            }
            return tell(session.number, receipt(before, id))
        }
        let seq = lastSeq + 1
        let lead = style == "action" ? "* \(shown(session)) " : "\(shown(session)): "
        let said = Said(
            seq: seq, person: session.person, who: shown(session),
            keys: [("seq", .integer(seq)), ("time", .hole(.time))] + speaker(session) + [
                ("text", .string(text)), ("style", style.map { .string($0) }),
                ("id", id.map { .string($0) }),
            ],
            lines: Self.lines(of: text).map { lead + $0 }, text: text, style: style)
        saids.append(said)
        if let key { ids[key] = seq }
        announce(said.meant("said"))
    }

    private func receipt(_ said: Said, _ id: String?) -> Meant {
        var receipt = Meant(
            "receipt",
            [
                ("seq", .integer(said.seq)), ("time", .hole(.time)),
                ("id", id.map { .string($0) }),
            ])
        receipt.seq = said.seq
        return receipt
    }

    mutating func tell(_ to: String, _ text: String, _ id: String?, _ session: Session) {
        guard let text = safe(text, id, session.number) else { return }
        let receivers = present(called: to)
        guard !receivers.isEmpty else { return refuse(session.number, "nobody-there", id: id) }
        let meant = message("told", to, text, [("id", id.map { .string($0) })], session)
        for receiver in Set(receivers.map(\.number) + [session.number]) { tell(receiver, meant) }
    }

    private mutating func who(_ session: Session) {
        for person in present {
            tell(
                session.number,
                Meant(
                    "person",
                    speaker(person) + [
                        ("session", .integer(person.number)), ("since", .hole(.time)),
                        ("idle", .hole(.number)),
                    ], plain: ["-- \(shown(person))\u{6}"]))
        }
        tell(session.number, Meant("end"))
    }

    private mutating func history(_ before: Int?, _ count: Int?, _ session: Session) {
        let older = saids.prefix(max(0, (before ?? .max) - 1))
        for said in older.suffix(min(count ?? Self.backlog, Self.mostHistory)) {
            tell(session.number, said.meant("past"))
        }
        tell(session.number, Meant("end"))
    }
}
