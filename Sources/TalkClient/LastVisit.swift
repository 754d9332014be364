import Posix
import TalkProtocol
import TalkText

/// Where somebody was in a room's numbers when they left it.
struct Visit: Hashable, Sendable {
    let ledger: String
    /// The last number that was shown.
    let seq: UInt64
    let time: Timestamp
}

/// What earlier runs left for this one.
struct Memory: Sendable {
    var preferences = Preferences()
    var visits: [Visit] = []
}

/// Finds the place in what was said before where that begins which is new to us.
struct LastVisit {
    private let visits: [Visit]
    private var found: (visit: Visit, end: UInt64)?

    init(_ visits: [Visit]) {
        self.visits = visits
    }

    /// Entered the room for the first time in this run.
    mutating func begin(_ welcome: Welcome) {
        let visit = visits.last { $0.ledger == welcome.ledger.string && $0.seq < welcome.seq }
        found = visit.map { ($0, welcome.seq) }
    }

    /// What follows is of another beginning.
    mutating func end() {
        found = nil
    }

    /// Whether with this message the new begins, which is so once.
    ///
    /// - Returns: How many were said since the visit, and when that ended; nil when it is not so.
    mutating func isPassed(by said: Said) -> (missed: UInt64, time: Timestamp)? {
        guard let (visit, end) = found, said.seq > visit.seq else { return nil }
        found = nil
        return said.seq <= end ? (end - visit.seq, visit.time) : nil
    }
}

/// The visits on disk: `visits`, a line each, the last one last.
struct VisitsFile: Sendable {
    private static let name = "visits"
    private static let maxBytes = 16 * 1024
    /// Of more rooms, those are forgotten where one was longest ago.
    private static let maxVisits = 32

    private let directory: StateDirectory

    init(in directory: StateDirectory) {
        self.directory = directory
    }

    func visits() -> [Visit] {
        directory.lines(of: Self.name, maxBytes: Self.maxBytes).compactMap(Self.visit)
    }

    /// Keeps a visit. Whatever goes wrong with it is no trouble of the user's: then nothing is marked as new.
    func add(_ visit: Visit) {
        // A daemon that is not ours to trust chose it.
        guard !visit.ledger.isEmpty, !visit.ledger.contains(where: \.isWhitespace) else { return }
        do throws(SystemError) {
            try directory.change(Self.name, maxBytes: Self.maxBytes) { lines in
                Self.adding(visit, to: lines.compactMap(Self.visit)).map(Self.line)
            }
        } catch {
            return
        }
    }

    private static func adding(_ visit: Visit, to visits: [Visit]) -> ArraySlice<Visit> {
        // Another run of the same user may have seen more.
        let seen = visits.filter { $0.ledger == visit.ledger }.map(\.seq).max() ?? 0
        let last = Visit(ledger: visit.ledger, seq: max(seen, visit.seq), time: visit.time)
        return (visits.filter { $0.ledger != visit.ledger } + [last]).suffix(maxVisits)
    }

    private static func line(of visit: Visit) -> [UInt8] {
        Array("\(visit.seq) \(visit.time) \(visit.ledger)".utf8)
    }

    private static func visit(of line: ArraySlice<UInt8>) -> Visit? {
        let text = SafeText(repairing: Array(line)).string
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let seq = UInt64(words[0]), let time = Timestamp(String(words[1]))
        else { return nil }
        return Visit(ledger: String(words[2]), seq: seq, time: time)
    }
}
