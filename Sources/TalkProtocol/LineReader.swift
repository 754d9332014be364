/// Cuts a stream of bytes into lines ended by LF; a CR before it is dropped.
///
/// Fed with whatever arrived, however it was cut; it holds one unfinished line at the most.
package struct LineReader: Sendable {
    /// What ``next()`` found.
    package enum Line: Hashable, Sendable {
        /// A whole line, without its line end.
        case complete([UInt8])
        /// A line longer than may be; reported once, what is left of it is skipped.
        case tooLong

        /// Its length, without its line end; 0 where it was thrown away.
        package var byteCount: Int {
            if case .complete(let bytes) = self { bytes.count } else { 0 }
        }
    }

    private let maxLineBytes: Int
    private var buffer: [UInt8] = []
    private var lineStart = 0
    private var scanned = 0
    private var isSkipping = false
    /// Bytes thrown away that nobody has asked for yet.
    private var skippedBytes = 0

    /// - Parameter maxLineBytes: The longest line taken, its line end not counted.
    package init(maxLineBytes: Int = Limits.maxLineBytes) {
        self.maxLineBytes = maxLineBytes
    }

    /// The first byte that is waiting; nil when none is.
    package var firstByte: UInt8? {
        lineStart < buffer.count ? buffer[lineStart] : nil
    }

    /// Bytes of memory that it has.
    var heldBytes: Int { buffer.capacity }

    /// Takes what has arrived.
    package mutating func append(_ bytes: [UInt8]) {
        if buffer.isEmpty {
            buffer = bytes
            return
        }
        buffer.removeFirst(lineStart)
        scanned -= lineStart
        lineStart = 0
        let count = buffer.count + bytes.count
        if count > buffer.capacity {
            // In good time, but no more than is taken at the most: else a line that grew would keep twice its room.
            buffer.reserveCapacity(max(count, min(2 * buffer.capacity, maxHeldBytes)))
        }
        buffer.append(contentsOf: bytes)
    }

    /// A line that is not too long yet, and what may come with its end.
    private var maxHeldBytes: Int { maxLineBytes + 1 + Limits.maxReceiveBytes }

    /// The next line; nil when more bytes must arrive first.
    package mutating func next() -> Line? {
        while true {
            guard let end = indexOfNextLineFeed() else { return unfinished() }
            let line = takeLine(endingAt: end)
            if isSkipping {
                isSkipping = false
                skippedBytes += line.count
                continue
            }
            guard line.count > maxLineBytes else { return .complete(line) }
            skippedBytes += line.count
            return .tooLong
        }
    }

    /// How many bytes were thrown away, being of lines that are too long, since this was asked last.
    package mutating func takeSkippedBytes() -> Int {
        defer { skippedBytes = 0 }
        return skippedBytes
    }

    /// Takes the line that the LF at `end` ends. One that came alone is the buffer itself, not copied.
    private mutating func takeLine(endingAt end: Int) -> [UInt8] {
        let hasCR = end > lineStart && buffer[end - 1] == UInt8(ascii: "\r")
        let isAlone = lineStart == 0 && end + 1 == buffer.count
        guard isAlone else {
            defer {
                lineStart = end + 1
                scanned = lineStart
            }
            return Array(buffer[lineStart..<(hasCR ? end - 1 : end)])
        }
        var line: [UInt8] = []
        swap(&line, &buffer)
        scanned = 0
        line.removeLast(hasCR ? 2 : 1)
        return line
    }

    private mutating func indexOfNextLineFeed() -> Int? {
        let found = Self.indexOfLineFeed(in: buffer.span, from: scanned)
        scanned = found ?? buffer.count
        return found
    }

    private static func indexOfLineFeed(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") { return index }
            index += 1
        }
        return nil
    }

    private mutating func unfinished() -> Line? {
        // One byte more, for the CR that would not count.
        let isTooLong = buffer.count - lineStart > maxLineBytes + 1
        guard isSkipping || isTooLong || lineStart == buffer.count else { return nil }
        skippedBytes += buffer.count - lineStart
        // An idle session holds no buffer.
        if !buffer.isEmpty { buffer = [] }
        lineStart = 0
        scanned = 0
        guard isTooLong, !isSkipping else { return nil }
        isSkipping = true
        return .tooLong
    }
}
