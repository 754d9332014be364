import TalkProtocol

/// What is due to one session alone: answers to others' requests, spliced into what all are sent.
struct PrivateBytes: Sendable {
    /// Bytes for one session, to stand where the log was when they became due.
    private struct Splice: Sendable {
        let at: UInt64
        var bytes: ArraySlice<UInt8>
    }

    private var splices: [Splice] = []
    /// What is left of the line that was cut in the middle when the session was given up.
    private var restOfLine: ArraySlice<UInt8> = []

    /// How many bytes stand in splices.
    private(set) var count = 0

    /// Makes `bytes`, a whole event, due where everything ends that is due by now.
    mutating func splice(_ bytes: [UInt8], at end: UInt64) {
        splices.append(Splice(at: end, bytes: bytes[...]))
        count += bytes.count
    }

    /// The bytes to send next to a reader of a log that is sealed: about `maxBytes`, one splice more at the most.
    func dueBytes(
        to reader: Reader, in log: DeliveryLog, upTo maxBytes: Int
    ) -> ArraySlice<UInt8> {
        guard !reader.isGivenUp else { return restOfLine }
        var bytes: [UInt8] = []
        var offset = reader.cursor
        for splice in splices {
            log.append(from: &offset, to: splice.at, upTo: maxBytes, to: &bytes)
            guard offset == splice.at, bytes.count < maxBytes else { return bytes[...] }
            bytes += splice.bytes
        }
        let end = reader.lastOffset(head: log.head)
        log.append(from: &offset, to: end, upTo: maxBytes, to: &bytes)
        return bytes[...]
    }

    /// Moves a reader over `count` of the bytes that were due.
    mutating func advance(_ reader: inout Reader, by count: Int) {
        guard !reader.isGivenUp else {
            restOfLine = restOfLine.dropFirst(count)
            return
        }
        var left = count
        var passed = 0
        while left > 0, passed < splices.count {
            let toSplice = min(left, Int(splices[passed].at - reader.cursor))
            reader.cursor += UInt64(toSplice)
            let taken = min(left - toSplice, splices[passed].bytes.count)
            splices[passed].bytes.removeFirst(taken)
            self.count -= taken
            left -= toSplice + taken
            if !splices[passed].bytes.isEmpty { break }
            passed += 1
        }
        splices.removeFirst(passed)
        reader.cursor += UInt64(left)
    }

    /// Drops what is due, but not the rest of a line that was begun.
    mutating func giveUp(at cursor: UInt64, in log: inout DeliveryLog) {
        if let splice = splices.first, splice.at == cursor {
            restOfLine = splice.bytes.startIndex > 0 ? splice.bytes : []
        } else {
            // A copy: a slice would keep the whole block, and another one for each who is given up.
            restOfLine = Array(log.restOfLine(at: cursor))[...]
        }
        splices = []
        count = 0
    }
}
