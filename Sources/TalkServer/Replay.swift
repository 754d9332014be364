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

    /// The next few as lines of the JSON dialect, oldest first; nil when all were given.
    func nextLines() -> ArraySlice<UInt8>? {
        guard let range = rest else { return nil }
        // What was forgotten meanwhile is skipped: the numbers show it.
        guard
            let found = hall.change({
                $0.lines(from: range.lowerBound, through: range.upperBound)
            })
        else { return nil }
        rest = found.next <= range.upperBound ? found.next...range.upperBound : nil
        return found.bytes
    }

    /// The next few, oldest first; nil when all were given.
    func next() -> [Said]? {
        nextLines().map { lines in
            lines.split(separator: UInt8(ascii: "\n")).map { Self.said(Array($0)) }
        }
    }

    private static func said(_ line: [UInt8]) -> Said {
        do throws(EventFault) {
            if case .said(let said) = try Event(jsonLine: line) { return said }
        } catch {
            // Falls through: our own lines are events that were said.
        }
        preconditionFailure("the room remembers nothing else")
    }
}
