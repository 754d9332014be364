package import TalkLanguage
package import TalkText

/// What every part of the client knows of the run it is part of.
package struct Circumstances: Sendable {
    package let language: Language
    /// The room's socket.
    package let socketPath: String
    /// What the client calls itself to the daemon: `talkroom/VERSION`.
    package let client: String
    /// This process holds the room too, and has something to put away whatever ends it.
    package let holdsRoom: Bool
    /// Whether the room is entered again after the daemon went away.
    package let reconnects: Bool
    /// How wide the terminal draws what Unicode leaves open.
    package let ambiguousWidth: CellWidth.Ambiguous
    /// How long a script's run goes on without getting anywhere; 0 for as long as it takes.
    package let timeoutMilliseconds: Int64
    /// A random token for a message's id: 128 bits, as hexadecimal digits.
    package let randomToken: @Sendable () -> String
    /// A random number from 0 up to 1.
    package let chance: @Sendable () -> Double
    /// What calendar and clock show where the user is: `2026-11-24` and `14:03`.
    package let localTime: @Sendable () -> (date: String, time: String)

    package init(
        language: Language, socketPath: String, client: String, holdsRoom: Bool = false,
        reconnects: Bool = true, timeoutMilliseconds: Int64 = 0,
        ambiguousWidth: CellWidth.Ambiguous = .narrow,
        randomToken: @escaping @Sendable () -> String,
        chance: @escaping @Sendable () -> Double,
        localTime: @escaping @Sendable () -> (date: String, time: String)
    ) {
        self.language = language
        self.socketPath = socketPath
        self.client = client
        self.holdsRoom = holdsRoom
        // A room in this process ends with it: there is none to come back to.
        self.reconnects = reconnects && !holdsRoom
        self.timeoutMilliseconds = timeoutMilliseconds
        self.ambiguousWidth = ambiguousWidth
        self.randomToken = randomToken
        self.chance = chance
        self.localTime = localTime
    }
}
