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
    }

    private let maxLineBytes: Int
    private var buffer: [UInt8] = []
    private var lineStart = 0
    private var scanned = 0
    private var isSkipping = false

    /// - Parameter maxLineBytes: The longest line taken, its line end not counted.
    package init(maxLineBytes: Int = Limits.maxLineBytes) {
        self.maxLineBytes = maxLineBytes
    }

    /// The first byte that is waiting; nil when none is.
    package var firstByte: UInt8? {
        lineStart < buffer.count ? buffer[lineStart] : nil
    }

    /// Takes what has arrived.
    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        buffer.removeFirst(lineStart)
        scanned -= lineStart
        lineStart = 0
        buffer.append(contentsOf: bytes)
    }

    /// The next line; nil when more bytes must arrive first.
    package mutating func next() -> Line? {
        while true {
            guard let end = indexOfNextLineFeed() else { return unfinished() }
            let line = buffer[lineStart..<end]
            lineStart = end + 1
            scanned = lineStart
            if isSkipping {
                isSkipping = false
                continue
            }
            return finished(line)
        }
    }

    private mutating func indexOfNextLineFeed() -> Int? {
        var index = scanned
        while index < buffer.count {
            if buffer[index] == UInt8(ascii: "\n") { return index }
            index += 1
        }
        scanned = index
        return nil
    }

    private func finished(_ line: ArraySlice<UInt8>) -> Line {
        let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        return content.count > maxLineBytes ? .tooLong : .complete(Array(content))
    }

    private mutating func unfinished() -> Line? {
        // One byte more, for the CR that would not count.
        let isTooLong = buffer.count - lineStart > maxLineBytes + 1
        guard isSkipping || isTooLong || lineStart == buffer.count else { return nil }
        // An idle session holds no buffer.
        buffer = []
        lineStart = 0
        scanned = 0
        guard isTooLong, !isSkipping else { return nil }
        isSkipping = true
        return .tooLong
    }
}
