import TestSupport

/// What must be over before something else is done, so that it is known what that leads to.
extension RoomRun {
    /// Waits for what would else happen at the same time.
    func prepare(for deed: RoomDeed, by guest: RoomGuest) throws {
        switch deed {
        case .hangUp where model.sessions[guest.number]?.isInRoom == false:
            goneUnseen.insert(guest.number)
        case .whoVerbose: try awaitGone()
        case .act(let act):
            guard model.sessions[guest.number]?.isOperator == true else { return }
            if act.kind == "dismiss" { try awaitGone() }
            // Who is banned can no longer ask.
            if act.kind == "ban" { try awaitChoices() }
            if act.kind == "redact", let seq = act.seq { try awaitSaid(seq) }
        default: break
        }
    }

    /// Everybody reads what is to be taken away, if it is still to come.
    private func awaitSaid(_ seq: Int) throws {
        for guest in guests.values.sorted(by: { $0.number < $1.number }) where guest.awaits(seq) {
            try guest.read(&diary)
        }
    }

    /// Waits until those have gone who hung up and of whom nobody was told. Only operators can ask.
    private func awaitGone() throws {
        guard !goneUnseen.isEmpty, let guest = guests[witness],
            model.sessions[witness]?.isOperator == true, let question = closing(guest)
        else { return }
        try guest.stream.send(take(question, from: guest))
        try guest.read(&diary)
        try eventually("who hung up to have gone") {
            try guest.stream.send(RoomDeed.whoVerbose.bytes(inPlain: false))
            var here: Set<Int> = []
            while let event = try guest.stream.nextLine(by: Deadline()).map({ try WireEvent($0) }),
                event.event != "end"
            {
                if let number = event[integer: "session"] { here.insert(number) }
            }
            return here.isDisjoint(with: goneUnseen)
        }
        goneUnseen = []
    }

    /// Whom the daemon ends leaves when its thread comes to it: in which order, the witness tells.
    func seeOff(but own: RoomGuest) throws {
        for guest in guests.values.sorted(by: { $0.number < $1.number })
        where guest.number != own.number && model.ended.contains(guest.number) {
            guests[guest.number] = nil
            // It may yet see others leave.
            let others = model.leaving.filter { $0.number != guest.number }
            try guest.readToEnd(&diary, besides: others.map { model.departure(of: $0) })
        }
        guard let guest = guests[witness] else { return }
        while !model.leaving.isEmpty {
            try guest.read(&diary)
            model.seeOff(try guest.next(of: model.leaving.map { model.departure(of: $0) }))
            deliver()
        }
    }

    /// Waits until what accounts chose is kept.
    func awaitChoices() throws {
        for person in hasChosen.sorted(by: { $0.uid < $1.uid })
        where !model.book.isBanned(person.uid) {
            let guest = try enterUnseen(person)
            try eventually("what \(person.login) chose to be kept") {
                try act(.mesg(nil, id: nil), by: guest)
                return diary.isKept
            }
            try act(.leave, by: guest)
        }
        hasChosen = []
    }
}
