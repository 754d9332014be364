import Posix
import TalkLanguage
import TalkProtocol

/// The way to the daemon: the connection while there is one, its greeting, and when the next try is due.
final class Approach {
    /// What came of it.
    enum News {
        case greeting(Greeting)
        case line([UInt8])
        case tooLong
        case loss(Loss)
    }

    private static let greetingSeconds: Int64 = 30
    private static let maxGreetingBytes = 64 * 1024

    private let path: String
    private let chance: @Sendable () -> Double
    private var connection: Connection?
    private var reconnection = Reconnection()
    /// This connection's greeting has come.
    private var isGreeted = false
    /// Some connection's greeting has come.
    private(set) var wasEverGreeted = false
    /// The next try, or the end of waiting for a greeting.
    private var due: Int64?

    /// - Parameter path: The room's socket, which is tried at once.
    init(to path: String, chance: @escaping @Sendable () -> Double) {
        self.path = path
        self.chance = chance
        due = MonotonicClock.milliseconds()
    }

    /// Whether the daemon may have something for us.
    var hasMore: Bool { connection.map { !$0.isEnded } ?? false }
    var dueBytes: Int { connection?.dueBytes ?? 0 }

    /// How long it can wait for the daemon before ``takeTurn(waits:)`` is to be called.
    var waitMilliseconds: Int64? {
        due.map { max(0, $0 - MonotonicClock.milliseconds()) }
    }

    /// What is sent while there is no connection, nobody gets.
    func send(_ bytes: [UInt8]) { connection?.send(bytes) }

    func flush() { connection?.flush() }

    /// Hands a terminal over to the daemon, which has asked for it.
    func handOver(_ terminal: OwnTerminal) throws(SystemError) {
        try connection?.handOver(terminal)
    }

    func join(_ set: inout PollSet, forReading: Bool) {
        connection?.join(&set, forReading: forReading)
    }

    /// Tries the daemon when that is due, and gives up one that does not greet.
    ///
    /// - Parameter waits: Whether to wait for one that has no room for more who wait.
    func takeTurn(waits: Bool) -> Loss? {
        guard let due, MonotonicClock.milliseconds() >= due else { return nil }
        guard connection == nil else {
            return .failed(
                Ending(.unavailable, .noAnswer(path, seconds: Self.greetingSeconds)))
        }
        do throws(Ending) {
            connection = Connection(try Doorstep.connect(to: path, waits: waits))
        } catch {
            self.due = nil
            return .failed(error)
        }
        isGreeted = false
        self.due = MonotonicClock.milliseconds() + Self.greetingSeconds * 1000
        return nil
    }

    /// The daemon let us into the room.
    func enter() {
        reconnection.entered(at: MonotonicClock.milliseconds())
    }

    /// Lets go of the connection, if there is one, and tries again after a pause.
    func retry(isHurried: Bool) {
        connection = nil
        let now = MonotonicClock.milliseconds()
        due = now + reconnection.pause(at: now, chance: chance(), isHurried: isHurried)
    }

    /// Before leaving, gives the daemon a moment to take what is due to it.
    func drain(milliseconds: Int64) {
        connection?.drain(milliseconds: milliseconds)
    }
}

// MARK: What the daemon says

extension Approach {
    /// Takes in what has arrived.
    ///
    /// - Returns: How many bytes that is.
    func receive() -> Int { connection?.receive() ?? 0 }

    /// The next of it; nil when there is nothing (more).
    func next() -> News? {
        guard let connection else { return nil }
        switch connection.nextLine() {
        case .tooLong?: return isGreeted ? .tooLong : .loss(.failed(strangeGreeting))
        case .complete(let line)?: return isGreeted ? .line(line) : greeting(line)
        case nil: break
        }
        if !isGreeted, connection.receivedBytes > Self.maxGreetingBytes {
            return .loss(.failed(strangeGreeting))
        }
        guard connection.isEnded else { return nil }
        guard !isGreeted else { return .loss(.closed) }
        // Who vanishes may be a daemon at its end; who takes us in and says nothing is none, unless we
        // know it from before.
        let mayBeOurs = connection.wasReset || wasEverGreeted && connection.receivedBytes == 0
        return .loss(
            .failed(mayBeOurs ? Ending(.unavailable, .roomClosed(path)) : strangeGreeting))
    }

    private func greeting(_ line: [UInt8]) -> News {
        guard let greeting = Greeting(line: line) else { return .loss(.failed(strangeGreeting)) }
        if let refusal = greeting.refusal {
            return .loss(.failed(refusal.ending(at: path)))
        }
        isGreeted = true
        wasEverGreeted = true
        due = nil
        return .greeting(greeting)
    }

    private var strangeGreeting: Ending {
        Ending(.protocolMismatch, .notThisProtocol(path))
    }
}
