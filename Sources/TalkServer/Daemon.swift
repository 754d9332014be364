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
    private let log: OperatorLog

    /// Descriptors that are not for clients: standard streams, the listener, pipes, the name service, the
    /// ledger's directory and segments.
    private static let ownDescriptors = 40

    /// Takes the place and begins to serve; signals to be waited for must be blocked before.
    package init(path: String, settings: ServerSettings) throws(StartFailure) {
        var settings = settings
        let most = max(1, Host.raiseDescriptorLimit() - Self.ownDescriptors)
        settings.room.sessions = min(settings.room.sessions, most)
        SignalSet.ignoreBrokenPipes()
        SignalSet.ignoreFileSizeLimit()
        do throws(ListeningPlace.Fault) {
            place = try ListeningPlace(path: path, mode: settings.socketMode)
        } catch {
            throw Self.failure(error, path)
        }
        do throws(StartFailure) {
            (log, server) = try Self.start(at: place, settings)
        } catch {
            place.leave()
            throw error
        }
        log.note(
            LogLine("listen").with("path", path).with("sessions", settings.room.sessions)
                .with("pid", Host.processID))
    }

    private static func start(
        at place: ListeningPlace, _ settings: ServerSettings
    ) throws(StartFailure) -> (OperatorLog, Server) {
        var settings = settings
        settings.room.keepsOnDisk = settings.ledger != nil
        let log: OperatorLog
        do throws(SystemError) {
            log = try OperatorLog(isSilent: !settings.isLogging)
        } catch {
            throw StartFailure(.cannotStart(error.phrase), .unavailable)
        }
        var ledger: Ledger?
        var past = Past()
        past.ledger = SafeText(sanitizing: Host.randomToken(bytes: 8))
        if let place = settings.ledger {
            let opened = try OpenedLedger(place, log)
            past = opened.past
            ledger = opened.takeLedger()
        }
        do throws(SystemError) {
            return (
                log,
                try Server(at: place, settings: settings, log: log, past: past, ledger: ledger)
            )
        } catch {
            throw StartFailure(.cannotStart(error.phrase), .unavailable)
        }
    }

    /// Ends in order and removes the socket.
    package func stop() {
        log.note(LogLine("stop").with("pid", Host.processID))
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
