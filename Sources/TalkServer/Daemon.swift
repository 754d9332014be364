package import Posix
package import TalkLanguage
import TalkLedger
import TalkProtocol
import TalkRoom
import TalkText

/// Why a daemon could not start; its phrase names the way out.
package struct StartFailure: Error, Hashable, Sendable {
    /// What the user is told.
    package let phrase: Phrase
    /// What the program ends with.
    package let status: ExitStatus
    /// What the system said of the socket that it did not make.
    let cause: SystemError?

    package init(_ phrase: Phrase, _ status: ExitStatus, cause: SystemError? = nil) {
        self.phrase = phrase
        self.status = status
        self.cause = cause
    }
}

/// A daemon on its socket: the place in the file system, the server, the operator's log.
package struct Daemon: Sendable {
    private let place: ListeningPlace
    private let server: Server
    private let herald: Herald?
    private let watchdog: Watchdog?
    private let log: OperatorLog
    /// Sessions that there are descriptors for.
    private let maxSessions: Int

    /// Takes the place at `path` and begins to serve; signals to be waited for must be blocked before.
    ///
    /// - Parameter account: As whom; nil for who this process is, whoever that may be.
    package init(
        path: String, settings: ServerSettings, account: ServingAccount? = nil
    ) throws(StartFailure) {
        account?.makeDirectory(ofSocket: path)
        let place: ListeningPlace
        do throws(ListeningPlace.Fault) {
            place = try ListeningPlace(path: path, mode: settings.socketMode)
        } catch {
            throw Self.failure(error, path)
        }
        try self.init(at: place, settings: settings, account: account)
    }

    /// The same at a place that it has already.
    package init(
        at place: ListeningPlace, settings: ServerSettings, account: ServingAccount? = nil
    ) throws(StartFailure) {
        var settings = settings
        let descriptors = Host.raiseDescriptorLimit() - Limits.ownDescriptors
        settings.maxHandedTerminals = min(
            max(0, descriptors / 16), Limits.maxHandedTerminalsInAll)
        let written = min(max(0, descriptors / 8), Limits.maxAwaitedTerminals)
        let reserve = Limits.operatorsSessions + Limits.rootsSessions
        maxSessions = max(
            1, descriptors - 2 * settings.maxHandedTerminals - written - reserve)
        settings.room.sessions = min(settings.room.sessions, maxSessions)
        SignalSet.ignoreBrokenPipes()
        SignalSet.ignoreFileSizeLimit()
        settings.socket = place.path
        self.place = place
        do throws(StartFailure) {
            if let ledger = settings.ledger { try account?.makeDirectory(of: ledger) }
            try account?.settle()
            (log, server, herald, watchdog) = try Self.start(at: place, settings, account)
        } catch {
            place.leave()
            throw error
        }
        log.note(
            LogLine("listen").with("path", place.path).with("sessions", settings.room.sessions)
                .with("ceiling", MemoryCeiling(sessions: settings.room.sessions).bytes)
                .with("uid", Accounts.ownUID).with("pid", Host.processID))
        if account?.isMakeshift == true {
            log.note(
                LogLine("no-account").with("login", ServingAccount.usualLogin)
                    .with("instead", ServingAccount.lastLogin))
        }
    }

    private static func start(
        at place: ListeningPlace, _ settings: ServerSettings, _ account: ServingAccount?
    ) throws(StartFailure) -> (OperatorLog, Server, Herald?, Watchdog?) {
        var settings = settings
        settings.room.keepsOnDisk = settings.ledger != nil
        let log: OperatorLog
        do throws(SystemError) {
            log = try OperatorLog(
                isSilent: !settings.isLogging, marksPriorities: settings.marksPriorities)
        } catch {
            throw StartFailure(.cannotStart(error.phrase), .unavailable)
        }
        var ledger: Ledger?
        // What is kept beside the ledger is read once that is the daemon's own.
        let kept: KeptState
        var past = Past()
        past.ledger = SafeText(sanitizing: Host.randomToken(bits: 64))
        if let place = settings.ledger {
            var opened = try OpenedLedger(place, log, account)
            kept = KeptState(in: settings.stateDirectory, log)
            opened.redact(kept.acts, log)
            past = opened.past
            ledger = opened.takeLedger()
        } else {
            kept = KeptState(in: settings.stateDirectory, log)
        }
        do throws(SystemError) {
            let hall = try Hall(
                settings: settings, log: log, past: past, archive: ledger?.archive, kept: kept)
            let server = try Server(at: place, hall: hall, ledger: ledger)
            let herald = try Herald.begin(in: hall)
            return (log, server, herald, try Watchdog.begin(in: hall, at: place, herald))
        } catch {
            throw StartFailure(.cannotStart(error.phrase), .unavailable)
        }
    }

    /// Reads the configuration again and goes on with what can change while it serves; one that is wrong
    /// changes nothing.
    ///
    /// - Parameters:
    ///   - old: What it goes by so far.
    ///   - load: Reads it, and says what is wrong with it.
    /// - Returns: What it goes by now.
    package func reload(
        from old: Configuration, _ load: () -> (Configuration, faults: [Phrase])
    ) -> Configuration {
        herald?.tellReloading()
        let (fresh, faults) = load()
        defer { herald?.tellReloaded(faults.isEmpty) }
        guard faults.isEmpty else {
            for fault in faults {
                log.note(
                    LogLine("reload").with("result", "refused").with("error", fault.english)
                        .at(.wrong))
            }
            return old
        }
        let change = ConfigurationChange(from: old, to: fresh)
        // Only what is said of the room, the door and the ledger counts; the rest is as it began.
        var settings = change.result.serverSettings(directory: "", isVerbose: false)
        settings.room.sessions = min(settings.room.sessions, maxSessions)
        server.adopt(settings)
        log.note(change.line)
        return change.result
    }

    /// Ends in order and removes the socket.
    package func stop() {
        log.note(LogLine("stop").with("pid", Host.processID))
        watchdog?.stop()
        herald?.stop()
        server.stop()
        place.leave()
        log.end(milliseconds: Int64(Limits.stoppingSeconds) * 1000)
    }

    private static func failure(_ fault: ListeningPlace.Fault, _ path: String) -> StartFailure {
        switch fault {
        case .badPath:
            StartFailure(.pathTooLong(path, maxBytes: SocketAddress.maxPathBytes), .cannotCreate)
        case .inUse: StartFailure(.socketInUse(path), .cannotCreate)
        case .notASocket: StartFailure(.notASocket(path), .cannotCreate)
        case .notALock(let path): StartFailure(.notALock(path), .cannotCreate)
        case .system(let error):
            StartFailure(.cannotListen(path, error.phrase), .cannotCreate, cause: error)
        }
    }
}
