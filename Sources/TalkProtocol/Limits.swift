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
    /// Things said that are remembered, and read from no disk, and the bytes of their lines.
    package static let maxRememberedMessages = 16_384
    package static let maxRememberedBytes = 32 * 1024 * 1024
    /// Times that an account may be turned away in so long before it is told so without being looked at.
    package static let maxRefusals = 8
    package static let refusalMilliseconds: Int64 = 100
    /// Refused names before a connection is closed.
    package static let maxNameRefusals = 10
    /// Undelivered live bytes of one session before it is ended as too slow.
    package static let maxOutboxBytes = 1024 * 1024
    /// Undelivered bytes for one session alone, such as what it is told, of all sessions of an account and of all
    /// accounts: over it, the blocked session that has most of them is ended as too slow. What is for everybody
    /// counts for nobody, because it is held once.
    package static let maxAccountPrivateBytes = 16 * 1024 * 1024
    package static let maxPrivateBytes = 64 * 1024 * 1024
    /// Bytes taken from a socket at once: few, until it turns out that there are more.
    package static let receiveBytes = 1024
    package static let maxReceiveBytes = 64 * 1024
    /// What a session reads at once is said at once, but no more messages than so many.
    package static let maxSpeeches = 1024
    /// And no more than so many of who has just come, or was too fast.
    package static let firstSpeeches = 16
    /// Nor more bytes of text: once there are so many, they are said before more is taken.
    package static let maxSpeechBytes = 64 * 1024
    /// Sessions whose thread has ended and is not joined, and so has its stack yet, before anybody else is let in.
    package static let maxUnjoinedThreads = 64
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
    /// Who speaks after so long a silence to so few sends it to them itself, where nothing is kept on the disk.
    package static let quietMilliseconds: Int64 = 2
    package static let maxSpeakersReaders = 16
    /// Bytes announced but not yet looked at by the flusher before who speaks waits for it.
    package static let maxUnflushedBytes = 256 * 1024
    /// Bytes of lines that are written to the disk, and become due, at once.
    package static let maxDraftBytes = 128 * 1024
    /// Bytes of lines that were taken and wait for the disk, before who speaks waits for it. All of it becomes
    /// due in a moment when the disk goes on: so it is less than a reader may be behind.
    package static let maxUnwrittenBytes = 512 * 1024
    /// After so long a silence it is looked for what is no longer to be kept on the disk.
    package static let tidySeconds = 3600
    /// How long an answer waits for what the same session said before, so that it comes after it.
    package static let patienceMilliseconds: Int64 = 100
    /// What the kernel may hold for a session that does not read, its own books included: the same on every host.
    package static let sendBufferBytes = 212_992
    /// Bytes handed to the kernel for one session at once; its socket holds no more.
    package static let maxSendBytes = 256 * 1024
    /// Answers to `who` and `history` are made this many bytes at a time, as the client reads them.
    package static let answerChunkBytes = 64 * 1024
    /// Bytes of lines that are looked into at once, to make other events of them.
    package static let recallChunkBytes = 16 * 1024
    /// From connecting to a complete first line.
    package static let firstLineSeconds = 60
    /// A session that has bytes due and takes none for so long is ended.
    package static let stalledSeconds = 30
    /// What a client sent before it went away is said for so long, at its account's pace.
    package static let goneSeconds = 60
    /// What a session gets to take its last bytes when the daemon stops.
    package static let stoppingSeconds = 2
    /// Between two words to the service manager about how many are here.
    package static let statusMilliseconds: Int64 = 1000
    /// Descriptors that are not for clients: standard streams, the listener, pipes, the name service, the
    /// ledger's directory and segments, the way to the service manager and the daemon's own visits. Of the rest an
    /// eighth at the most is for terminals that are handed over, and one for those that are written to.
    package static let ownDescriptors = 48
    /// How long who says a wall, or chooses what messages to take, waits for the disk before it goes on without.
    package static let diskSeconds = 1
    /// What each terminal gets to take a ring or a wall, and the most that who calls may ask for.
    package static let terminalSeconds = 1
    package static let maxTerminalSeconds = 10
    /// Terminals that one call waits for at a time; those behind them wait until one of them is done.
    package static let maxAwaitedTerminals = 64
    /// Times that one account may ring another at once, and after how long it may once more.
    package static let maxRings = 10
    package static let ringSeconds = 10
    /// A ring is answered by who comes within so long.
    package static let answerSeconds = 600
    /// Rings to one account that wait for its answer.
    package static let maxUnansweredRings = 64
    /// Terminals of one account that the daemon holds open because it was handed them, and of all accounts; each
    /// takes two descriptors.
    package static let maxHandedTerminals = 8
    package static let maxHandedTerminalsInAll = 1024
    /// What the process that takes a terminal which is handed over gets to end, once it has answered.
    package static let handoverEndMilliseconds: Int64 = 500
    /// What a client gets to hand a terminal over.
    package static let handoverSeconds = 5
    /// Walls that are known again by their ids while they wait for the ledger.
    package static let maxRememberedWalls = 64
    /// Bytes of the name of the terminal that a client says it is at; a longer one is none.
    package static let maxTerminalNameBytes = 32
    /// Accounts whose rings one account does not want.
    package static let maxUnwantedAccounts = 1000
    /// Bytes of UTF-8 in what is one line: the reason of an operator's act, the topic, what comes with a ring. What
    /// is longer is refused.
    package static let maxRowBytes = 400
    /// For how long somebody is muted or banned at the most, other than until it is lifted.
    package static let maxSanctionDays = 3650
    /// Acts that are kept, besides those that still hold; and how many `acts` is answered with, unless it asks
    /// otherwise.
    package static let maxActs = 1000
    package static let defaultActs = 20
    /// Things said that a newcomer is shown, unless it asks otherwise.
    package static let defaultBacklog = 20
    /// Things said that one `history` is answered with at the most.
    package static let maxHistoryCount = 1000
    /// Sessions in all, and of one account.
    package static let defaultSessions = 10_000
    package static let defaultSessionsPerAccount = 64
    /// Bytes of a message's text that count as one line more of its account.
    package static let bytesPerLine = 100
    /// Bytes of any other line, and of what is skipped of one that is too long, that count as one line more.
    package static let skippedBytesPerLine = 1024
    /// Lines, of messages and of anything else, that an account may send for each message its pace allows it.
    package static let linesPerMessage = 20
    /// How many times the pace, the burst and the rings of others root and operators have.
    package static let operatorsAllowance = 4
    /// How many times the undelivered bytes of others: less than what all may have, or others would pay for it.
    package static let operatorsBytesAllowance = 2
    /// Sessions beyond `sessions` that are kept for operators and root, and those for root alone.
    package static let operatorsSessions = 16
    package static let rootsSessions = 4
    /// Things said that are read, or people who are listed, for as much as one request costs.
    package static let itemsPerRequest = 100
    /// Connections that an account may make for each message its pace allows it.
    package static let connectionsPerMessage = 4
    /// Messages a second of one account, and how many it may say at once.
    package static let defaultPace = 50
    package static let defaultBurst = 500
}
