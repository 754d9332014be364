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
            lines.split(separator: UInt8(ascii: "\n")).compactMap { Self.said(Array($0)) }
        }
    }

    /// Nil for a line that cannot be read back, as from a clock past the year 9999: no reason to end.
    private static func said(_ line: [UInt8]) -> Said? {
        do throws(EventFault) {
            guard case .said(let said) = try Event(jsonLine: line) else { return nil }
            return said
        } catch {
            return nil
        }
    }
}
