import Posix

/// Everything that one measurement is made with: a contender, started anew, and so many clients.
struct Stage {
    let contender: Contender
    let program: String
    var clients: Int
    /// How long to measure.
    var nanoseconds: Int64
    /// The round, counted from 0.
    let round: Int
    let placing: Placing
    /// Made for the contender, and removed after it.
    var directory: String
    /// What is not made anew for each measurement.
    let shelf: LedgerShelf
    /// Messages in a ledger where few were said, and where many were.
    let ledgerSizes: (few: Int, many: Int)
    /// What is pressed and shown at a terminal.
    let terminalSizes: TerminalSizes
    /// What talkroomd does with what is said; the others keep nothing.
    var keeping = Keeping.memory
    /// Whether talkroomd is as it comes instead: it keeps what is said on the disk, and each account to its pace.
    var isAsInstalled = false
    /// As whom the clients come, one after the other and again from the first; empty for as who measures.
    var accounts: [ServiceAccount] = []
    /// What a ``memoryGroup`` is called.
    let memoryGroupName: String
    /// Counts the contender's memory.
    var memoryGroup: MemoryGroup?
    /// The directory of its ledger; nil for one of its own, which goes with it.
    var ledger: String?

    /// Starts the contender.
    func openServer() throws(Fault) -> RunningServer {
        try RunningServer(on: self)
    }

    /// Everybody there, and what they get checked from now on.
    ///
    /// - Parameter publishers: How many publish, at the most.
    func gather(
        at server: borrowing RunningServer, publishers: Int = Shape.maxPublishers
    ) throws(Fault) -> Crowd {
        var crowd = try makeCrowd(at: server, publishers: publishers)
        try crowd.join()
        if contender.announces { try crowd.awaitAnnouncements() }
        try crowd.start()
        return crowd
    }

    /// Everybody still to come.
    func makeCrowd(
        at server: borrowing RunningServer, publishers: Int = Shape.maxPublishers
    ) throws(Fault) -> Crowd {
        try Crowd(
            to: server.address, wire: contender.wire, listeners: clients,
            publishers: min(publishers, clients), accounts: accounts)
    }
}

extension RunningServer {
    /// Nanoseconds of processor time that it has used.
    borrowing func cpu() throws(Fault) -> Int64 {
        do throws(SystemError) {
            return try figures.cpuNanoseconds()
        } catch {
            throw .system(error)
        }
    }

    /// Bytes of memory that it occupies.
    borrowing func memory() throws(Fault) -> Int {
        do throws(SystemError) {
            return try figures.residentBytes()
        } catch {
            throw .system(error)
        }
    }
}
