/// Walls for a group that is at no terminal; those for everybody would go to all terminals of the host.
extension RoomModel {
    mutating func wall(_ text: String, _ group: String?, _ id: String?, _ session: Session) {
        let number = session.number
        guard wallsAreOn else { return refuse(number, "turned-off", id: id) }
        guard session.isOperator else { return refuse(number, "operators-only", id: id) }
        guard let text = safe(text, id, number) else { return }
        guard let group, let members = groups[group] else {
            return refuse(number, "no-such-group", id: id)
        }
        let receivers = present.filter {
            members.contains($0.person.uid) && $0.number != number
        }
        let told = message("told", group, text, [], session)
        for receiver in receivers { tell(receiver.number, told) }
        if session.isPresent { tell(number, told) }
        tell(number, reached(nil, receivers.count, of: receivers.count, id))
    }
}
