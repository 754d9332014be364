import TalkProtocol
import TalkRoom

/// What was said before, fetched some at a time as the client reads it.
final class Replay {
    private let hall: Hall
    private var rest: ClosedRange<UInt64>?

    /// - Parameter range: The numbers to be replayed; nil for none.
    init(_ range: ClosedRange<UInt64>?, hall: Hall) {
        self.hall = hall
        rest = range
    }

    /// The next few, oldest first; nil when all were given.
    func next() -> [Said]? {
        guard let range = rest else { return nil }
        let said = hall.change { $0.said(from: range.lowerBound, through: range.upperBound) }
        // What was forgotten meanwhile is skipped: the numbers show it.
        guard let last = said.last?.seq else { return nil }
        rest = last < range.upperBound ? (last + 1)...range.upperBound : nil
        return said
    }
}
