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
    /// Groups whose members may come in; nil for everyone.
    package var allowedGroups: Set<UInt32>?
    /// Print what is said.
    package var isVerbose = false
    /// Write an operator's line for each event.
    package var isLogging = true
    /// Permission bits of the socket.
    package var socketMode: UInt32 = 0o666
    /// See ``Limits``, where each of these times is explained.
    package var firstLineMilliseconds = Int64(Limits.firstLineSeconds) * 1000
    package var stalledMilliseconds = Int64(Limits.stalledSeconds) * 1000
    package var goneMilliseconds = Int64(Limits.goneSeconds) * 1000
    package var stoppingMilliseconds = Int64(Limits.stoppingSeconds) * 1000

    package init() {}
}
