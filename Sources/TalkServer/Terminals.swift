import Posix
import Synchronization
import TalkProtocol

/// The terminals of this host as they are now, and those that their owners handed over.
///
/// Who sits where is looked up afresh each time; of what clients say only a name is used, to choose among what
/// was found.
final class Terminals: Sendable {
    /// A terminal that was found.
    struct Place: Sendable {
        let device: TerminalDevice
        /// Nil when it is to be opened, as far as its mode lets the daemon.
        let handed: HandedTerminal?

        var takesMessages: Bool { handed != nil || device.takesMessages }
    }

    private enum HandoverState: Sendable {
        case goingOn
        case hanging(Handover)
    }

    let places: TerminalPlaces
    private let maxInAll: Int
    /// By the account that handed them over. Lock order: a leaf.
    private let handed = Locked<[UInt32: [HandedTerminal]]>([:])
    /// The accounts that write to terminals just now. Lock order: a leaf.
    private let writers = Locked<Set<UInt32>>([])
    /// Who hands something over just now, or handed over what hangs. Lock order: a leaf.
    private let handovers = Locked<[UInt32: HandoverState]>([:])
    /// Wakes who watches over them.
    let watchCall: WakePipe

    /// - Parameter maxInAll: How many may be held at once; each takes two descriptors.
    init(in places: TerminalPlaces, maxInAll: Int) throws(SystemError) {
        self.places = places
        self.maxInAll = maxInAll
        watchCall = try WakePipe()
    }

    /// Every terminal that somebody sits at.
    ///
    /// - Throws: ``SystemError`` when there are no descriptors or memory to look.
    func all() throws(SystemError) -> [Place] {
        var handed: [UInt64: HandedTerminal] = [:]
        for terminal in allHanded { handed[terminal.output.number] = terminal }
        var found = try TerminalDevice.all(in: places).map { device in
            // Owner and all: the number may be that of another terminal by now.
            let own = handed[device.number].flatMap {
                $0.output.owner == device.owner && $0.output.device != nil ? $0 : nil
            }
            if own != nil { handed[device.number] = nil }
            return Place(device: device, handed: own)
        }
        // Those that the daemon cannot see, such as a console where it has devices of its own.
        for terminal in handed.values {
            guard let device = terminal.output.device else { continue }
            found.append(Place(device: device, handed: terminal))
        }
        return found
    }

    /// Whether the daemon may write to a terminal that takes messages.
    func lets(_ place: Place) -> Bool {
        guard place.handed == nil else { return true }
        do throws(SystemError) {
            _ = try TerminalOutput(opening: place.device, in: places)
            return true
        } catch {
            return false
        }
    }

    // MARK: Who writes

    /// Waits until an account writes to no terminals, and begins.
    ///
    /// - Parameter isOver: Whether nobody waits for that any more.
    /// - Returns: Whether it was begun; then it is to be ended.
    func begin(by uid: UInt32, isOver: () -> Bool) -> Bool {
        while !isOver() {
            let isBegun = writers.waitFor(milliseconds: Connection.lookAgainMilliseconds) {
                $0.insert(uid).inserted ? true : nil
            }
            if isBegun == true { return true }
        }
        return false
    }

    func end(by uid: UInt32) {
        writers.withLock { _ = $0.remove(uid) }
        writers.wakeWaiters()
    }

    // MARK: Handing over

    /// Waits until nothing else is handed over by an account, and begins.
    ///
    /// - Parameter isOver: Whether nobody waits for that any more.
    /// - Throws: `too-many-terminals` when what it handed over before cannot even be closed, or nobody waits.
    func beginHandover(by uid: UInt32, isOver: () -> Bool) throws(ErrorCode) {
        // As long as another one of the account may take, and more.
        let patience = 2 * Int64(Limits.handoverSeconds) * 1000
        let deadline = MonotonicClock.milliseconds() + patience
        while !isOver(), MonotonicClock.milliseconds() < deadline {
            let isBegun = handovers.waitFor(milliseconds: Connection.lookAgainMilliseconds) {
                handovers -> Bool? in
                guard handovers[uid] == nil else { return nil }
                handovers[uid] = .goingOn
                return true
            }
            if isBegun == true { return }
        }
        throw .tooManyTerminals
    }

    /// Takes what a client hands over.
    ///
    /// - Throws: `not-a-terminal` when there is no process to be had that takes it.
    func handover(from connection: Connection) throws(ErrorCode) -> Handover {
        do throws(SystemError) {
            return try Handover(
                from: connection.socket, by: connection.uid, in: places,
                milliseconds: Int64(Limits.handoverSeconds) * 1000)
        } catch {
            throw .notATerminal
        }
    }

    /// Ends it; one that cannot be ended keeps its account from beginning another.
    func endHandover(_ handover: Handover?, by uid: UInt32) {
        let hangs = handover.map { !$0.hasEnded(milliseconds: Limits.handoverEndMilliseconds) }
        let next = hangs == true ? handover.map(HandoverState.hanging) : nil
        handovers.withLock { $0[uid] = next }
        handovers.wakeWaiters()
        if hangs == true { watchCall.wake() }
    }

    /// Those that did not end when they should have.
    var hangingHandovers: [(uid: UInt32, handover: Handover)] {
        handovers.withLock { all in
            all.compactMap { uid, state in
                if case .hanging(let handover) = state { (uid, handover) } else { nil }
            }
        }
    }

    // MARK: Those handed over

    var allHanded: [HandedTerminal] { handed.withLock { $0.values.flatMap { $0 } } }

    func handed(by uid: UInt32) -> [HandedTerminal] { handed.withLock { $0[uid] ?? [] } }

    /// Keeps a terminal until its owner's stay at it ends, instead of the same one if it was handed before.
    ///
    /// - Throws: `too-many-terminals`.
    func take(_ terminal: HandedTerminal) throws(ErrorCode) {
        let uid = terminal.output.owner
        let isTaken = handed.withLock { handed in
            let others = handed[uid, default: []].filter {
                $0.output.number != terminal.output.number
            }
            let replaced = handed[uid, default: []].count - others.count
            let inAll = handed.values.reduce(0) { $0 + $1.count } - replaced
            guard others.count < Limits.maxHandedTerminals, inAll < maxInAll else { return false }
            handed[uid] = others + [terminal]
            return true
        }
        guard isTaken else { throw .tooManyTerminals }
        watchCall.wake()
    }

    /// Closes all that an account handed over.
    func letGo(of uid: UInt32) {
        handed.withLock { $0[uid] = nil }
        // Who watches holds them, too.
        watchCall.wake()
    }

    /// Closes one.
    func letGo(_ terminal: HandedTerminal) {
        let uid = terminal.output.owner
        handed.withLock { handed in
            handed[uid]?.removeAll { $0 === terminal }
            if handed[uid]?.isEmpty == true { handed[uid] = nil }
        }
        watchCall.wake()
    }
}
