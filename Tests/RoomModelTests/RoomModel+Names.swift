import Foundation

/// Who may have which name.
extension RoomModel {
    /// Takes a name for a session if it may have it: another account's session in the room has it, or one that looks
    /// like it, unless it is its own login.
    mutating func makeWay(for name: String, of session: Session) -> String? {
        if let code = names.objection(to: name, by: session.person) { return code }
        if name == session.person.login {
            reclaimLogin(of: session.person)
            return nil
        }
        return others(than: session.person, resembling: name).isEmpty ? nil : "name-taken"
    }

    private func others(than person: Person, resembling name: String) -> [Session] {
        let skeleton = RoomNames.skeleton(name)
        return inRoom.filter {
            $0.person.uid != person.uid && RoomNames.skeleton($0.name) == skeleton
        }
    }

    mutating func reclaimLogin(of person: Person) {
        for other in others(than: person, resembling: person.login) {
            rename(other, to: other.person.login)
        }
    }

    mutating func rename(_ session: Session, to name: String) {
        var renamed = session
        renamed.name = Self.composed(name)
        sessions[session.number] = renamed
        let meant = presence(
            "renamed", renamed, [("was", .string(session.name))], "is now \(shown(renamed))",
            as: session)
        if session.isPresent, session.name != renamed.name {
            announce(meant)
        } else {
            tell(session.number, meant)
        }
    }

    static func composed(_ name: String) -> String {
        name.precomposedStringWithCanonicalMapping
    }
}
