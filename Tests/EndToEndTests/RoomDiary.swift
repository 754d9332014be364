import Foundation

/// What was seen of things that no model can know, but that stay as they are.
struct RoomDiary {
    private var times: [Int: [UInt8]] = [:]
    private var texts: [String: [UInt8]] = [:]
    /// When operators did something, by the act's number.
    private var acts: [Int: String] = [:]
    /// How often each kind of event came.
    private(set) var counts: [String: Int] = [:]
    /// Whether what an account chose last was kept, as it was last told.
    private(set) var isKept = false

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
