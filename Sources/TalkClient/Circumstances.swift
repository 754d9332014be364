package import TalkLanguage

/// What every part of the client knows of the run it is part of.
package struct Circumstances: Sendable {
    package let language: Language
    /// The room's socket.
    package let socketPath: String
    /// What the client calls itself to the daemon: `talkroom/VERSION`.
    package let client: String
    /// This process holds the room too, and has something to put away whatever ends it.
    package let holdsRoom: Bool
    /// A random token for a message's id: 128 bits, as hexadecimal digits.
    package let randomToken: @Sendable () -> String

    package init(
        language: Language, socketPath: String, client: String, holdsRoom: Bool = false,
        randomToken: @escaping @Sendable () -> String
    ) {
        self.language = language
        self.socketPath = socketPath
        self.client = client
        self.holdsRoom = holdsRoom
        self.randomToken = randomToken
    }
}
