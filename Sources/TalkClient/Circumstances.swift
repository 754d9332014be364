package import TalkLanguage

/// What every part of the client knows of the run it is part of.
package struct Circumstances: Sendable {
    package let language: Language
    /// The room's socket.
    package let socketPath: String
    /// What the client calls itself to the daemon: `talkroom/VERSION`.
    package let client: String
    /// A random token for a message's id: 128 bits, as hexadecimal digits.
    package let randomToken: @Sendable () -> String

    package init(
        language: Language, socketPath: String, client: String,
        randomToken: @escaping @Sendable () -> String
    ) {
        self.language = language
        self.socketPath = socketPath
        self.client = client
        self.randomToken = randomToken
    }
}
