import TalkProtocol

/// A line of the ledger: the `said` event as it goes over the wire.
enum SaidLine {
    private static let prefix = Array(#"{"event":"said","seq":"#.utf8)

    /// The number that a line begins with; nil when it begins as none of ours does.
    ///
    /// Takes a few nanoseconds, and says nothing of the rest of the line.
    static func seq(of line: Span<UInt8>) -> UInt64? {
        let prefix = prefix.span
        guard line.count > prefix.count else { return nil }
        for index in prefix.indices where line[index] != prefix[index] { return nil }
        var seq: UInt64 = 0
        var index = prefix.count
        while index < line.count {
            let digit = line[index] &- UInt8(ascii: "0")
            if digit > 9 { break }
            seq = seq * 10 + UInt64(digit)
            guard seq > 0, seq <= LedgerBounds.maxSeq else { return nil }
            index += 1
        }
        guard index > prefix.count, index < line.count, line[index] == UInt8(ascii: ",") else {
            return nil
        }
        return seq
    }

    /// Reads a whole line, without its LF, that anybody may have written; every text in it is made safe.
    ///
    /// - Returns: nil when it is not what was said under a number.
    static func said(_ line: [UInt8]) -> Said? {
        guard let seq = seq(of: line.span) else { return nil }
        do throws(EventFault) {
            guard case .said(let said) = try Event(jsonLine: line), said.seq == seq else {
                return nil
            }
            return said
        } catch {
            return nil
        }
    }
}
