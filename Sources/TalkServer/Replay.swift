import Posix
import TalkProtocol
import TalkRoom

/// What was said before, fetched some at a time as the client reads it.
final class Replay {
    private let hall: Hall
    private var rest: ClosedRange<UInt64>?
    /// What is kept could not be read: the session must end, so that its client comes back for it, because what
    /// is left out here it would never see.
    private(set) var hasFailed = false

    /// - Parameter range: The numbers to be replayed; nil for none.
    init(_ range: ClosedRange<UInt64>?, hall: Hall) {
        self.hall = hall
        rest = range
    }

    /// The next few as lines of the JSON dialect, oldest first; nil when all were given.
    func nextLines(maxBytes: Int = Limits.answerChunkBytes) -> ArraySlice<UInt8>? {
        while let range = rest {
            let recollection = hall.change {
                $0.lines(from: range.lowerBound, through: range.upperBound, maxBytes: maxBytes)
            }
            switch recollection {
            case .lines(let bytes, let next):
                goOn(from: next)
                return bytes
            case .forgotten(let limit):
                let last = min(range.upperBound, limit - 1)
                do throws(SystemError) {
                    if let found = try hall.readBack(
                        from: range.lowerBound, through: last, maxBytes: maxBytes)
                    {
                        goOn(from: found.next)
                        return found.bytes
                    }
                    goOn(from: limit)
                } catch {
                    hasFailed = true
                    return nil
                }
            case nil: return nil
            }
        }
        return nil
    }

    /// What is not kept any more is skipped: the numbers show it.
    private func goOn(from next: UInt64) {
        guard let range = rest else { return }
        rest = next <= range.upperBound ? next...range.upperBound : nil
    }

    /// The next few, oldest first; nil when all were given.
    func next() -> [Said]? {
        nextLines(maxBytes: Limits.recallChunkBytes).map { lines in
            lines.split(separator: UInt8(ascii: "\n")).compactMap { Self.said(Array($0)) }
        }
    }

    /// Nil for a line that cannot be read back, as from a clock past the year 9999: no reason to end.
    static func said(_ line: [UInt8]) -> Said? {
        do throws(EventFault) {
            guard case .said(let said) = try Event(jsonLine: line) else { return nil }
            return said
        } catch {
            return nil
        }
    }
}
