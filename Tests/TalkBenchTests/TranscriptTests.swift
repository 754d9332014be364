import Testing

@testable import TalkBench

@Suite struct TranscriptTests {
    /// Three listeners of a line server; two publishers have sent two lines each.
    private var transcript = Transcript(
        framing: Wire.reference.framing, listeners: 3, publishers: 2)
    private let ordinary = lines((0, 0), (1, 0), (0, 1), (1, 1))

    init() {
        #expect(transcript.send(2, by: 0, at: 100) == 0)
        #expect(transcript.send(2, by: 1, at: 200) == 0)
    }

    private static func lines(_ messages: (publisher: Int, number: Int)...) -> [UInt8] {
        var bytes: [UInt8] = []
        for message in messages {
            Payload(publisher: message.publisher, number: message.number).append(to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private mutating func take(_ bytes: [UInt8], by listener: Int, at now: Int64 = 0) throws {
        try transcript.take(bytes.span, by: listener, at: now)
    }

    @Test mutating func `a batch is finished when the last listener has its last line`() throws {
        try take(ordinary, by: 0)
        try take(ordinary, by: 1)
        #expect(transcript.finished == [])
        let thirdLineEnd = 3 * (Payload.byteCount + 1)
        try take(Array(ordinary[..<(thirdLineEnd - 1)]), by: 2)
        #expect(transcript.finished == [])
        try take(Array(ordinary[(thirdLineEnd - 1)..<thirdLineEnd]), by: 2)
        #expect(transcript.finished == [0])
        try take(Array(ordinary[thirdLineEnd...]), by: 2)
        #expect(transcript.finished == [0, 1])
    }

    @Test mutating func `it does not matter where the bytes are cut, or who is first`() throws {
        for cut in 0...ordinary.count {
            var other = TranscriptTests()
            try other.take(Array(ordinary[..<cut]), by: cut % 3)
            try other.take(ordinary, by: (cut + 1) % 3)
            try other.take(Array(ordinary[cut...]), by: cut % 3)
            try other.take(ordinary, by: (cut + 2) % 3)
            #expect(other.transcript.finished == [0, 1])
        }
    }

    @Test mutating func `an attacker's line is nobody's, and yet the same for all`() throws {
        var line: [UInt8] = []
        Payload.attackers.append(to: &line)
        line.append(UInt8(ascii: "\n"))
        try take(line + ordinary + line, by: 0)
        try take(line + ordinary, by: 1)
        try take(line + ordinary + line, by: 2)
        #expect(transcript.finished == [0, 1])
        #expect(throws: Fault.differs(listener: 1)) { try take(ordinary, by: 1) }
    }

    @Test mutating func `each listener's time is from the sending`() throws {
        transcript.latencies = []
        for listener in 0..<3 { try take(ordinary, by: listener, at: 1000 + Int64(listener)) }
        #expect(transcript.latencies == [900, 800, 901, 801, 902, 802])
    }

    @Test mutating func `a lost line is found out`() throws {
        #expect(throws: Fault.lost(publisher: 0, number: 0)) {
            try take(Self.lines((1, 0), (0, 1)), by: 0)
        }
    }

    @Test mutating func `a line that one listener lost is found out`() throws {
        try take(ordinary, by: 0)
        #expect(throws: Fault.differs(listener: 1)) {
            try take(Self.lines((0, 0), (0, 1)), by: 1)
        }
    }

    @Test mutating func `a repeated line is found out`() throws {
        #expect(throws: Fault.repeated(publisher: 0, number: 0)) {
            try take(Self.lines((0, 0), (0, 0)), by: 0)
        }
    }

    @Test mutating func `a last line that one listener gets again is found out`() throws {
        for listener in 0..<3 { try take(ordinary, by: listener) }
        #expect(throws: Fault.repeated(publisher: 1, number: 1)) {
            try take(Self.lines((1, 1)), by: 2)
        }
    }

    @Test mutating func `another order for one listener is found out`() throws {
        try take(ordinary, by: 0)
        #expect(throws: Fault.differs(listener: 2)) {
            try take(Self.lines((1, 0), (0, 0)), by: 2)
        }
    }

    @Test func `a mangled byte is found out, for the first listener and for the next`() throws {
        for index in ordinary.indices {
            var mangled = ordinary
            mangled[index] ^= 1
            var first = TranscriptTests()
            // A cut line may wait for its end for ever, which is found out by the clock.
            #expect((try? first.take(mangled, by: 0)) == nil || first.isUnfinished)
            var next = TranscriptTests()
            try next.take(ordinary, by: 0)
            #expect(throws: Fault.differs(listener: 1)) { try next.take(mangled, by: 1) }
        }
    }

    private var isUnfinished: Bool {
        var copy = self
        for listener in 1..<3 { try? copy.take(copy.ordinary, by: listener) }
        return copy.transcript.finished.count < 2
    }

    @Test mutating func `a line that nobody sent is found out`() throws {
        #expect(throws: Fault.mangled) { try take(Self.lines((0, 0), (0, 1), (0, 2)), by: 0) }
        var other = Self()
        #expect(throws: Fault.mangled) { try other.take(Self.lines((2, 0)), by: 0) }
    }

    @Test mutating func `what everybody has got is forgotten, and the rest still checked`() throws {
        for listener in 0..<3 { try take(ordinary, by: listener) }
        for number in 2..<10_000 {
            _ = transcript.send(1, by: 0, at: 0)
            transcript.finished = []
            for listener in 0..<3 { try take(Self.lines((0, number)), by: listener) }
            #expect(transcript.finished == [0])
        }
        _ = transcript.send(1, by: 0, at: 0)
        try take(Self.lines((0, 10_000)), by: 0)
        #expect(throws: Fault.differs(listener: 1)) { try take(Self.lines((0, 9_999)), by: 1) }
    }
}
