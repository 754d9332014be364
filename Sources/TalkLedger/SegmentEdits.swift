import Posix
import TalkProtocol

/// What is to be changed in a file of the ledger so that a text is gone from it.
struct SegmentEdits {
    private struct Edit {
        let range: Range<Int>
        let bytes: [UInt8]
    }

    private var edits: [Edit] = []
    /// Whether what was said under the number was found there.
    private(set) var hasTarget = false

    var isEmpty: Bool { edits.isEmpty }

    /// Looks through a file: the line that says it is to be written anew, and what never counted as said and may
    /// hold the text is to go.
    ///
    /// - Parameters:
    ///   - bytes: How long it is.
    ///   - numbers: What is said in it can have these; nil where nothing is.
    init(
        of redaction: LedgerRedaction, in file: SegmentFile, bytes: Int, record: SegmentRecord?,
        numbers: ClosedRange<UInt64>?
    ) throws(SystemError) {
        // Numbers rise, as a rule: only where they do not is each line to be read to the end.
        if try !find(redaction, in: file, bytes, record, numbers, readsAll: false) {
            (edits, hasTarget) = ([], false)
            _ = try find(redaction, in: file, bytes, record, numbers, readsAll: true)
        }
    }

    /// - Parameter readsAll: Whether to read lines that have neither the number nor the text, too.
    /// - Returns: False where that is needed, and was not done.
    private mutating func find(
        _ redaction: LedgerRedaction, in file: SegmentFile, _ bytes: Int, _ record: SegmentRecord?,
        _ numbers: ClosedRange<UInt64>?, readsAll: Bool
    ) throws(SystemError) -> Bool {
        var scan = LineScan(file, from: 0, to: bytes)
        var next = numbers?.lowerBound ?? .max
        var reached = 0
        var tooLong: Int?
        while let line = try scan.next() {
            if let start = tooLong.take() { add(start..<line.offset) }
            guard let copy = scan.copy(of: line) else {
                tooLong = line.offset
                continue
            }
            reached = line.offset + copy.count
            let mayHoldText = redaction.secret.mayBeIn(copy.dropLast())
            var seq = record.flatMap { Self.seq(of: line, in: scan, $0, numbers) }
            if let number = seq {
                if number < next, !readsAll { return false }
                let isRead = readsAll || mayHoldText || number == redaction.said.seq
                // A damaged line may begin with any number; this process wrote none.
                let isTrusted = line.offset >= record?.ownStart ?? 0 || !isRead
                if number < next || !isTrusted && scan.said(of: line) == nil { seq = nil }
            }
            if let seq {
                next = seq + 1
                if seq == redaction.said.seq {
                    hasTarget = true
                    add(line.offset..<reached, redaction.freshLine)
                }
            } else if mayHoldText {
                add(line.offset..<reached)
            }
        }
        if let tooLong {
            add(tooLong..<bytes)
        } else if reached < bytes {
            try findRest(redaction.secret, in: file, reached..<bytes)
        }
        return true
    }

    /// Looks at what stands behind the last line feed.
    private mutating func findRest(
        _ secret: SecretText, in file: SegmentFile, _ range: Range<Int>
    ) throws(SystemError) {
        let rest = try file.disk.read(
            at: range.lowerBound, maxBytes: min(range.count, LedgerBounds.maxLineBytes))
        if rest.count < range.count || secret.mayBeIn(rest[...]) { add(range) }
    }

    /// The number that a line begins with; nil for one that what was said in the file cannot have.
    private static func seq(
        of line: LineScan.Line, in scan: borrowing LineScan, _ record: SegmentRecord,
        _ numbers: ClosedRange<UInt64>?
    ) -> UInt64? {
        guard line.offset < record.end, let seq = scan.seq(of: line) else { return nil }
        return numbers?.contains(seq) == true ? seq : nil
    }

    private mutating func add(_ range: Range<Int>, _ bytes: [UInt8] = []) {
        edits.append(Edit(range: range, bytes: bytes))
    }

    /// Where a line will begin that begins at `offset` now.
    func moved(_ offset: Int) -> Int {
        edits.reduce(offset) { moved, edit in
            edit.range.upperBound <= offset ? moved + edit.bytes.count - edit.range.count : moved
        }
    }

    /// Gives what the file is to hold, some at a time.
    ///
    /// - Parameter bytes: How long it is.
    func write(
        _ file: SegmentFile, bytes: Int, _ body: ([UInt8]) throws(SystemError) -> Void
    ) throws(SystemError) {
        var offset = 0
        for edit in edits {
            try copy(file, offset..<edit.range.lowerBound, body)
            try body(edit.bytes)
            offset = edit.range.upperBound
        }
        try copy(file, offset..<bytes, body)
    }

    private func copy(
        _ file: SegmentFile, _ range: Range<Int>, _ body: ([UInt8]) throws(SystemError) -> Void
    ) throws(SystemError) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = min(range.upperBound - offset, LedgerBounds.chunkBytes)
            let bytes = try file.disk.read(at: offset, maxBytes: count)
            guard !bytes.isEmpty else { throw .inputOutput }
            try body(bytes)
            offset += bytes.count
        }
    }
}
