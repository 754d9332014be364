package import Posix
package import TalkLanguage
import TalkProtocol
package import TalkRoom

/// What the daemon runs with: the operator's choices, and times that tests make short.
package struct ServerSettings: Sendable {
    package var room = RoomSettings()
    /// Where what is said is kept on the disk; nil for not at all.
    package var ledger: LedgerPlace?
    /// The language of the plain dialect and of errors' texts.
    package var language = Language.english
    /// That of what the service manager is told.
    package var operatorsLanguage = Language.english
    /// What the service manager said that started the daemon; nil when none did.
    package var service: ServiceEnvironment?
    /// Groups whose members may come in; nil for everyone.
    package var allowedGroups: Set<UInt32>?
    /// Who may ring, and who may say something to everybody's terminals.
    package var ring = Configuration.Policy.everyone
    package var wall = Configuration.Policy.operators
    /// Groups whose members are operators, as root is.
    package var operatorGroups: Set<UInt32> = []
    /// Where terminals are looked for.
    package var terminalPlaces = TerminalPlaces()
    /// Where clients look for the room unless they are told otherwise.
    package var usualSocket = ""
    /// Where it is; empty where that has no name.
    package var socket = ""
    /// Where accounts' wishes and operators' acts are kept; nil for nowhere.
    package var stateDirectory: String?
    /// Terminals that may be held because they were handed over.
    package var maxHandedTerminals = 64
    /// Print what is said.
    package var isVerbose = false
    /// Write an operator's line for each event.
    package var isLogging = true
    /// Begin each with its ``LogPriority``, for the journal.
    package var marksPriorities = false
    /// Permission bits of the socket.
    package var socketMode: UInt32 = 0o666
    /// See ``Limits``, where each of these times is explained.
    package var firstLineMilliseconds = Int64(Limits.firstLineSeconds) * 1000
    package var stalledMilliseconds = Int64(Limits.stalledSeconds) * 1000
    package var goneMilliseconds = Int64(Limits.goneSeconds) * 1000
    package var diskMilliseconds = Int64(Limits.diskSeconds) * 1000
    package var stoppingMilliseconds = Int64(Limits.stoppingSeconds) * 1000

    package init() {}
}
