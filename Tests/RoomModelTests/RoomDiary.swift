import Foundation

/// What was seen of things that no model can know, but that stay as they are.
struct RoomDiary {
    private var times: [Int: [UInt8]] = [:]
    private var texts: [String: [UInt8]] = [:]
    /// When operators did something, by the act's number.
    private var acts: [Int: String] = [:]
    /// Those that may not be kept yet: the disk took longer than they wait for it.
    private(set) var late: Set<Int> = []
    /// The act that is being carried out, and since when.
    private var underway: (number: Int, begun: ContinuousClock.Instant)?
    /// How often each kind of event came.
    private(set) var counts: [String: Int] = [:]
    /// Whether what an account chose last was kept, as it was last told.
    private(set) var isKept = false

    /// A little less than the second that an act waits for the disk: its time begins before the daemon's.
    private static let patience = Duration.milliseconds(900)

    /// Whether what was begun then may be found not to be kept.
    static func isLate(_ begun: ContinuousClock.Instant) -> Bool {
        ContinuousClock.now - begun > patience
    }

    /// Takes note that an operator begins to do something, if it is done at all.
    mutating func begin(_ number: Int, at begun: ContinuousClock.Instant) {
        underway = (number, begun)
    }

    /// Takes note that everybody who is to know of it at once does.
    ///
    /// - Parameter number: That of the last one that was done.
    mutating func endAct(_ number: Int) {
        if let act = underway, act.number == number, Self.isLate(act.begun) { late.insert(number) }
        underway = nil
    }

    /// All of them are kept by now.
    mutating func catchUp() { late = [] }

    private func mayBeLate(_ number: Int) -> Bool {
        late.contains(number)
            || underway.map { $0.number == number && Self.isLate($0.begun) } == true
    }

    /// A text that is the same whenever it comes, as it came.
    func text(named name: String) -> [UInt8]? { texts[name] }

    /// Whether what stood in the holes is what stood there before.
    mutating func takes(_ holes: [Meant.Hole: ArraySlice<UInt8>], of meant: Meant) -> Bool {
        counts[meant.kind, default: 0] += 1
        if let truth = holes[.truth] { isKept = truth.elementsEqual("true".utf8) }
        if let code = holes[.code], !meant.codes.contains(String(decoding: code, as: UTF8.self)) {
            return false
        }
        if let seq = meant.seq, let time = holes[.time].map(Array.init) {
            guard times[seq, default: time] == time else { return false }
            // As long as it is, it sorts as the times do.
            if let before = times[seq - 1], time.lexicographicallyPrecedes(before) { return false }
            times[seq] = time
        }
        if let act = meant.act, !takes(act, holes) { return false }
        if let name = meant.textName, let text = holes[.text].map(Array.init) {
            guard texts[name, default: text] == text else { return false }
            texts[name] = text
        }
        return true
    }

    private mutating func takes(
        _ act: Meant.Act, _ holes: [Meant.Hole: ArraySlice<UInt8>]
    ) -> Bool {
        let told = holes.mapValues { String(decoding: $0, as: UTF8.self) }
        if told[.kept]?.isEmpty == false, !mayBeLate(act.number) { return false }
        if let time = told[.time] {
            guard acts[act.number, default: time] == time else { return false }
            acts[act.number] = time
        }
        guard let time = acts[act.number] else { return true }
        if let minute = told[.minute] {
            return minute == "\(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC"
        }
        guard let until = told[.until], let seconds = act.seconds else { return true }
        guard let start = Self.date(time), let end = Self.date(until) else { return false }
        return abs(end.timeIntervalSince(start) - Double(seconds)) < 0.0005
    }

    private static func date(_ time: String) -> Date? {
        try? Date(time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
