import TalkText

extension ServerSettings {
    /// The command of the user.
    static let program = "talkroom"

    /// What enters the room, as it is typed to a shell.
    var enteringCommand: String {
        // Of a path that is not absolute nobody knows where it begins.
        guard socket.hasPrefix("/"), socket != usualSocket else { return Self.program }
        return "\(Self.program) -s \(socket.shellWord)"
    }
}
