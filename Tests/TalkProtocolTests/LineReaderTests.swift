import Testing

@testable import TalkProtocol

@Suite struct LineReaderTests {
    @Test func `what is thrown away is counted once, however it was cut`() {
        for cut in 1...40 {
            var reader = LineReader(maxLineBytes: 8)
            var skipped = 0
            let bytes = Array("short\n0123456789abcdef\nfits\n0123456789abcdef".utf8)
            for start in stride(from: 0, to: bytes.count, by: cut) {
                reader.append(Array(bytes[start..<min(start + cut, bytes.count)]))
                while reader.next() != nil {}
                skipped += reader.takeSkippedBytes()
            }
            #expect(skipped == 32, "cut at \(cut)")
            #expect(reader.takeSkippedBytes() == 0)
        }
    }

    private func lines(of bytes: [UInt8], cutAt cut: Int, max: Int = 8) -> [LineReader.Line] {
        var reader = LineReader(maxLineBytes: max)
        var lines: [LineReader.Line] = []
        for part in [bytes[..<cut], bytes[cut...]] {
            reader.append(Array(part))
            while let line = reader.next() { lines.append(line) }
        }
        return lines
    }

    @Test func `lines come out the same wherever the stream is cut`() {
        let stream = Array(
            "one\r\n\ntwo\rx\n123456789\n12345678\r\n123456789012345\nlast\nunfinished".utf8)
        let expected: [LineReader.Line] = [
            .complete(Array("one".utf8)), .complete([]), .complete(Array("two\rx".utf8)), .tooLong,
            .complete(Array("12345678".utf8)), .tooLong, .complete(Array("last".utf8)), .tooLong,
        ]
        for cut in 0...stream.count {
            #expect(lines(of: stream, cutAt: cut) == expected, "cut at \(cut)")
        }
    }

    @Test func `a stream fed byte by byte gives the same lines`() {
        var reader = LineReader(maxLineBytes: 4)
        var lines: [LineReader.Line] = []
        for byte in Array("1234\n12345\n1234\r\n12345\r\nab\n".utf8) {
            reader.append([byte])
            while let line = reader.next() { lines.append(line) }
        }
        let whole = LineReader.Line.complete(Array("1234".utf8))
        #expect(lines == [whole, .tooLong, whole, .tooLong, .complete(Array("ab".utf8))])
    }

    @Test func `a line of the limit is taken and one more byte is not`() {
        let limit = Limits.maxLineBytes
        let fits = [UInt8](repeating: 0x61, count: limit)
        #expect(lines(of: fits + [0x0A], cutAt: 5, max: limit) == [.complete(fits)])
        #expect(lines(of: fits + [0x61, 0x0A], cutAt: 5, max: limit) == [.tooLong])
    }

    @Test func `a line that never ends is reported once and holds no memory`() {
        var reader = LineReader(maxLineBytes: 100)
        var reports = 0
        for _ in 0..<1000 {
            reader.append([UInt8](repeating: 0x61, count: 1000))
            while reader.next() != nil { reports += 1 }
            #expect(reader.firstByte == nil)
        }
        #expect(reports == 1)
        reader.append(Array("\nafter\n".utf8))
        #expect(reader.next() == .complete(Array("after".utf8)))
    }

    @Test func `the first byte can be seen before its line is whole`() {
        var reader = LineReader()
        #expect(reader.firstByte == nil)
        reader.append(Array("{".utf8))
        #expect(reader.firstByte == UInt8(ascii: "{"))
        #expect(reader.next() == nil)
        #expect(reader.firstByte == UInt8(ascii: "{"))
    }

    @Test
    func `a line that grows bit by bit keeps no more room than it and what comes with its end`() {
        var reader = LineReader()
        // Steps that double to just below the limit, and then past it.
        for _ in 0..<60 {
            reader.append([UInt8](repeating: 0x61, count: 1090))
            #expect(reader.next() == nil)
        }
        reader.append([UInt8](repeating: 0x61, count: Limits.maxReceiveBytes / 2))
        #expect(reader.heldBytes <= Limits.maxLineBytes + 2 * Limits.maxReceiveBytes)
        #expect(reader.heldBytes < 136 * 1024)
    }
}
