import TalkProtocol

/// Cut anywhere, a stream gives the same lines, and none is longer than may be.
func checkLines(_ start: FuzzInput) {
    var input = start
    let maxLineBytes = input.number(1...48)
    var cuts = Cuts(seed: input.byte())
    let bytes = input.bytes
    let meant = linesMeant(bytes, maxLineBytes)
    for pieces in [[bytes], cuts.pieces(of: bytes)] {
        var reader = LineReader(maxLineBytes: maxLineBytes)
        var lines: [LineReader.Line] = []
        for piece in pieces {
            reader.append(piece)
            while let line = reader.next() { lines.append(line) }
        }
        demand(lines == meant.lines, "a stream gives its lines, however it is cut")
        demand(reader.firstByte == meant.waiting, "what waits is the line that is not whole")
        demand(reader.next() == nil, "what was given is not given again")
    }
}

/// What a stream's lines are, found by looking at all of it; and the first byte of what is not whole.
private func linesMeant(
    _ bytes: [UInt8], _ maxLineBytes: Int
) -> (lines: [LineReader.Line], waiting: UInt8?) {
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let unfinished = parts.removeLast()
    var lines = parts.map { part -> LineReader.Line in
        let line = part.last == 0x0D ? part.dropLast() : part
        return line.count > maxLineBytes ? .tooLong : .complete(Array(line))
    }
    // One more for a CR that would not count.
    guard unfinished.count > maxLineBytes + 1 else { return (lines, unfinished.first) }
    lines.append(.tooLong)
    return (lines, nil)
}
