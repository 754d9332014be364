package import Posix
package import TalkLanguage
package import TalkProtocol
package import TalkText

/// What every part of the client knows of the run it is part of.
package struct Circumstances: Sendable {
    package let language: Language
    /// The name by which the user called the program.
    package let program: String
    /// The room's socket.
    package let socketPath: String
    /// What the client calls itself to the daemon: `talkroom/VERSION`.
    package let client: String
    /// The terminal that a wall is not to be written over, as tty(1) has it, without the directory; nil for none.
    var terminal: String?
    /// Nothing is complained of, and an answer is told by how it ends.
    var isQuiet = false
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
    package let now: @Sendable () -> Timestamp
    /// Milliseconds of a clock that only goes forward.
    package let milliseconds: @Sendable () -> Int64
    /// What calendar and clock show where the user is.
    package let localTime: @Sendable (Timestamp) -> LocalTime
    /// Whether an account of this host has that login.
    package let isLogin: @Sendable (String) -> Bool

    package init(
        language: Language, program: String, socketPath: String, client: String,
        holdsRoom: Bool = false,
        reconnects: Bool = true, timeoutMilliseconds: Int64 = 0,
        ambiguousWidth: CellWidth.Ambiguous = .narrow,
        randomToken: @escaping @Sendable () -> String,
        chance: @escaping @Sendable () -> Double,
        now: @escaping @Sendable () -> Timestamp,
        milliseconds: @escaping @Sendable () -> Int64,
        localTime: @escaping @Sendable (Timestamp) -> LocalTime,
        isLogin: @escaping @Sendable (String) -> Bool
    ) {
        self.language = language
        self.program = program
        self.socketPath = socketPath
        self.client = client
        self.holdsRoom = holdsRoom
        // A room in this process ends with it: there is none to come back to.
        self.reconnects = reconnects && !holdsRoom
        self.timeoutMilliseconds = timeoutMilliseconds
        self.ambiguousWidth = ambiguousWidth
        self.randomToken = randomToken
        self.chance = chance
        self.now = now
        self.milliseconds = milliseconds
        self.localTime = localTime
        self.isLogin = isLogin
    }
}
