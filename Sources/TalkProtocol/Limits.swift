import TalkText

/// Every limit of the wire and of the daemon, in one place; talkroom(7), "Limits", lists the same figures.
package enum Limits {
    /// Bytes of one line from a client, its LF not counted.
    package static let maxLineBytes = 64 * 1024
    /// Keys of one JSON object.
    package static let maxObjectKeys = 64
    /// Bytes of UTF-8 in the text of one message.
    package static let maxTextBytes = 8 * 1024
    /// Characters (Unicode scalars, in NFC) of a chosen username.
    package static let maxNameCharacters = TextLimits.maxNameCharacters
    /// Combining marks that may follow one another.
    package static let maxStackedMarks = TextLimits.maxStackedMarks
    /// Lines of the text of one message: in the plain dialect each follows its sender's name.
    package static let maxTextLines = 2048
    /// Printable ASCII characters of a message's id.
    package static let maxIDCharacters = 64
    /// Ids of the last so many messages are remembered, so that nothing is said twice.
    package static let maxRememberedIDs = 16_384
    /// Things said that a room without a disk remembers, and the bytes of their text.
    package static let maxRememberedMessages = 16_384
    package static let maxRememberedBytes = 32 * 1024 * 1024
    /// Refused names before a connection is closed.
    package static let maxNameRefusals = 10
    /// Undelivered live bytes of one session before it is ended as too slow.
    package static let maxOutboxBytes = 1024 * 1024
    /// Bytes taken from a socket at once: few, until it turns out that there are more.
    package static let receiveBytes = 1024
    package static let maxReceiveBytes = 64 * 1024
    /// What a session reads at once is said at once, but no more messages than so many.
    package static let maxSpeeches = 1024
    /// How often a thread that was busy lets others run and looks again before it sleeps; not for a while
    /// when others kept the processor for so long.
    package static let maxLooks = 3
    package static let longYieldMicroseconds: Int64 = 500
    package static let lingeringOffMicroseconds: Int64 = 100_000
    /// A session's thread that was silent for so long gives back the stack it does not need; and the
    /// daemon its memory, when so long after somebody's going nobody else has gone.
    package static let trimMilliseconds: Int64 = 200
    /// The flusher lets others run once for each so many readers, at the most so often, before it sends.
    package static let readersPerYield = 100
    package static let maxYields = 32
    /// Who speaks after so long a silence to so few sends it to them itself.
    package static let quietMilliseconds: Int64 = 2
    package static let maxSpeakersReaders = 16
    /// Bytes announced but not yet looked at by the flusher before who speaks waits for it.
    package static let maxUnflushedBytes = 256 * 1024
    /// What is written to the disk at once, in messages.
    package static let maxDraft = 4096
    /// Bytes of what was taken and waits for the disk before who speaks waits for it: what has waited is sent
    /// in one burst, which must not make everybody look slow.
    package static let maxUnwrittenBytes = 256 * 1024
    /// How long an answer waits for what the same session said before, so that it comes after it.
    package static let patienceMilliseconds: Int64 = 100
    /// Bytes handed to the kernel for one session at once; its socket holds no more.
    package static let maxSendBytes = 256 * 1024
    /// Answers to `who` and `history` are made this many bytes at a time, as the client reads them.
    package static let answerChunkBytes = 64 * 1024
    /// From connecting to a complete first line.
    package static let firstLineSeconds = 60
    /// A session that has bytes due and takes none for so long is ended.
    package static let stalledSeconds = 30
    /// What a client sent before it went away is said for so long, at its account's pace.
    package static let goneSeconds = 60
    /// What a session gets to take its last bytes when the daemon stops.
    package static let stoppingSeconds = 2
    /// Things said that a newcomer is shown, unless it asks otherwise.
    package static let defaultBacklog = 20
    /// Things said that one `history` is answered with at the most.
    package static let maxHistoryCount = 1000
    /// Sessions in all, and of one account.
    package static let defaultSessions = 10_000
    package static let defaultSessionsPerAccount = 64
    /// Bytes of a message's text that count as one line more of its account.
    package static let bytesPerLine = 100
    /// Lines, of messages and of anything else, that an account may send for each message its pace allows it.
    package static let linesPerMessage = 20
    /// Messages a second of one account, and how many it may say at once.
    package static let defaultPace = 50
    package static let defaultBurst = 500
}
