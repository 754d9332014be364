import TestSupport
import Testing

/// Promise 1: everyone sees the same order.
@Suite(.serialized) struct OrderTests {
    private static let writers = 8
    private static let readers = 32
    private static let messagesOfOne = 2500

    @Test func `eight writers are heard in one order by all thirty-two readers`() throws {
        let total = Self.writers * Self.messagesOfOne
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let pump = Pump()
        for number in 0..<Self.writers + Self.readers {
            let client = try daemon.json()
            try client.hello("guest\(number)", extra: #""backlog":0,"present":false"#)
            pump.add(client.stream, sending: number < Self.writers ? speech(of: number) : [])
        }
        try pump.run(until: #""seq":\#(total),"#, within: 120)
        let heard = pump.connections.map { upToLastLine($0.incoming) }
        for (number, stream) in heard.enumerated() {
            #expect(stream == heard[Self.writers], "connection \(number) heard something else")
        }
        try expectOrder(in: heard[Self.writers])
    }

    /// What one writer sends, all of it.
    private func speech(of writer: Int) -> [UInt8] {
        (0..<Self.messagesOfOne).flatMap { index in
            Array(#"{"do":"say","text":"\#(writer) \#(index)"}"#.utf8) + [0x0A]
        }
    }

    private func upToLastLine(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[...(bytes.lastIndex(of: 0x0A) ?? 0)]
    }

    private func expectOrder(in stream: ArraySlice<UInt8>) throws {
        var spoken = Array(repeating: 0, count: Self.writers)
        for (index, line) in stream.split(separator: 0x0A).enumerated() {
            let said = try WireEvent(Array(line))
            try #require(said.event == "said")
            try #require(said[integer: "seq"] == index + 1, "no gap, nothing twice")
            let words = (said["text"] ?? "").split(separator: " ").compactMap { Int($0) }
            try #require(words.count == 2)
            try #require(said["name"] == "guest\(words[0])")
            try #require(words[1] == spoken[words[0]], "own order")
            spoken[words[0]] += 1
        }
        #expect(spoken.allSatisfy { $0 == Self.messagesOfOne })
    }
}
