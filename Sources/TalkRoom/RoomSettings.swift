import TalkProtocol

/// What an operator may set about the room.
package struct RoomSettings: Hashable, Sendable {
    /// Sessions in all.
    package var sessions = Limits.defaultSessions
    package var sessionsPerAccount = Limits.defaultSessionsPerAccount
    /// Messages a second of one account; nil for as many as it likes.
    package var pace: Int? = Limits.defaultPace
    /// Messages that an account may say at once before ``pace`` holds.
    package var burst = Limits.defaultBurst
    /// Things said that a newcomer is shown, unless it asks otherwise.
    package var backlog = Limits.defaultBacklog
    /// Whether what was said is remembered at all.
    package var remembers = true
    /// Whether what is said is kept on the disk before anybody is sent it.
    package var keepsOnDisk = false

    package init() {}
}
