import Posix
import TalkProtocol
import TalkText

/// Writes one notice to several terminals: each gets so long to take it, and none waits for another.
struct TerminalDelivery {
    /// One that has not taken all of it yet.
    private struct Waiting {
        let place: Terminals.Place
        let output: TerminalOutput
        /// The rows that it has not taken whole.
        var rest: ArraySlice<[UInt8]>
        /// It has taken nothing.
        var isUntouched = true
        let deadline: Int64
    }

    /// Between two looks at what poll(2) says has room and takes nothing.
    private static let pauseMilliseconds: Int64 = 10

    private let notice: TerminalNotice
    private let terminals: Terminals
    private let milliseconds: Int64
    private let isOver: () -> Bool
    private var waiting: [Waiting] = []
    private var rowsByColumns: [Int: [[UInt8]]] = [:]
    /// How many took all of it.
    private(set) var reachedCount = 0
    /// Those that did not, and why not.
    private(set) var failures: [(place: Terminals.Place, reason: Unreached.Reason)] = []

    /// - Parameters:
    ///   - milliseconds: What each terminal gets; 0 for what it takes at once.
    ///   - isOver: Whether who asked for it was dismissed, and what is left is to be left.
    init(
        of notice: TerminalNotice, among terminals: Terminals, milliseconds: Int64,
        isOver: @escaping () -> Bool = { false }
    ) {
        self.notice = notice
        self.terminals = terminals
        self.milliseconds = milliseconds
        self.isOver = isOver
    }

    /// Writes to all of them; returns when each has taken it or had its time.
    ///
    /// Those that take nothing at once come last, so that they keep nobody waiting, however many they are: all of
    /// them have one such time together, those of one owner in turn with those of the others.
    mutating func run(to places: [Terminals.Place]) {
        var stuck: [Terminals.Place] = []
        for place in places {
            begin(place)
            if let last = waiting.last, last.isUntouched {
                stuck.append(place)
                waiting.removeLast()
            }
            while waiting.count >= Limits.maxAwaitedTerminals { wait() }
        }
        let end = MonotonicClock.milliseconds() + milliseconds
        for place in Self.inTurn(stuck) {
            begin(place, end: end)
            while waiting.count >= Limits.maxAwaitedTerminals { wait() }
        }
        while !waiting.isEmpty { wait() }
    }

    /// The first of each owner, then the second, and so on: nobody's are behind all of somebody else's.
    private static func inTurn(_ places: [Terminals.Place]) -> [Terminals.Place] {
        var counts: [UInt32: Int] = [:]
        let turns = places.map { place in
            counts[place.device.owner, default: 0] += 1
            return (counts[place.device.owner] ?? 0, place)
        }
        return turns.enumerated().sorted {
            ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
        }.map(\.element.1)
    }

    /// - Parameter end: When its time is over; nil for so long from now.
    private mutating func begin(_ place: Terminals.Place, end: Int64? = nil) {
        let now = MonotonicClock.milliseconds()
        do throws(SystemError) {
            let output = try output(of: place)
            let rows = rows(columns: output.columns)
            waiting.append(
                Waiting(
                    place: place, output: output, rest: rows[...],
                    deadline: end ?? now + milliseconds))
            goOn(waiting.count - 1)
            // Those whose time is over are looked at once more, by who waits.
            waiting.removeAll { $0.rest.isEmpty }
        } catch {
            fail(place, error)
        }
    }

    private func output(of place: Terminals.Place) throws(SystemError) -> TerminalOutput {
        if let handed = place.handed { return handed.output }
        return try TerminalOutput(opening: place.device, in: terminals.places)
    }

    private mutating func rows(columns: Int) -> [[UInt8]] {
        if let rows = rowsByColumns[columns] { return rows }
        let rows = notice.rows(columns: columns)
        rowsByColumns[columns] = rows
        return rows
    }

    /// Writes what one takes; an error empties its rest, for it is over.
    ///
    /// A row that was cut is written again from its beginning: what somebody else wrote after it, or typed, may end
    /// in a new line, where the rest of it would look like another's.
    ///
    /// - Returns: Whether it took anything.
    @discardableResult
    private mutating func goOn(_ index: Int) -> Bool {
        let entry = waiting[index]
        var hasProgress = false
        do throws(SystemError) {
            while let row = waiting[index].rest.first {
                let count = try entry.output.write(row[...])
                if count > 0 { hasProgress = true }
                guard count == row.count else { break }
                waiting[index].rest.removeFirst()
            }
            if hasProgress { waiting[index].isUntouched = false }
            if waiting[index].rest.isEmpty { reachedCount += 1 }
            return hasProgress
        } catch {
            waiting[index].rest = []
            fail(entry.place, error)
            return true
        }
    }

    /// Lets go of those that are done, and of those whose time is over.
    private mutating func settle(now: Int64) {
        for entry in waiting where !entry.rest.isEmpty && now >= entry.deadline {
            failures.append((entry.place, .blocked))
        }
        waiting.removeAll { $0.rest.isEmpty || now >= $0.deadline }
    }

    /// Sleeps until one of them takes more, or has had its time.
    private mutating func wait() {
        let now = MonotonicClock.milliseconds()
        let next = waiting.map(\.deadline).min() ?? now
        var set = PollSet()
        for entry in waiting { entry.output.join(&set, forRoom: true) }
        do throws(SystemError) {
            let pause = max(0, min(next - now, Connection.lookAgainMilliseconds))
            let ready = try set.wait(milliseconds: pause)
            let hasProgress = ready.indices.filter { !ready[$0].isEmpty }.reduce(false) {
                goOn($1) || $0
            }
            if !hasProgress { Thread.sleep(milliseconds: min(pause, Self.pauseMilliseconds)) }
        } catch {
            // poll(2) lacks memory: the next round asks again.
            Thread.sleep(milliseconds: Self.pauseMilliseconds)
        }
        settle(now: isOver() ? .max : MonotonicClock.milliseconds())
    }

    private mutating func fail(_ place: Terminals.Place, _ error: SystemError) {
        failures.append((place, Unreached.Reason(error)))
        // Its owner hands it over again, should it still be there.
        if let handed = place.handed { terminals.letGo(handed) }
    }
}

extension Unreached.Reason {
    fileprivate init(_ error: SystemError) {
        switch error {
        case .permissionDenied, .notPermitted: self = .notPermitted
        case .stale, .inputOutput, .notFound, .noDevice, .noSuchDevice: self = .gone
        case .interrupted: self = .blocked
        default: self = .failed
        }
    }
}
