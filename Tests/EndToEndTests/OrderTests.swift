import TestSupport
import Testing

/// Promise 1: everyone sees the same order.
@Suite(.serialized) struct OrderTests {
    private static let writers = 8
    private static let readers = 32
    private static let rounds = 8
    private static let messagesOfOne = 2560
    /// What is on its way at once stays below what a reader may be behind, however slow this machine is.
    private static let messagesOfRound = messagesOfOne / rounds

    @Test func `eight writers are heard in one order by all thirty-two readers`() throws {
        let daemon = try Daemon(Daemon.roomy)
        defer { daemon.end() }
        let pump = Pump()
        for number in 0..<Self.writers + Self.readers {
            let client = try daemon.json()
            try client.hello("guest\(number)", extra: #""backlog":0,"present":false"#)
            pump.add(client.stream)
        }
        for round in 0..<Self.rounds {
            for writer in 0..<Self.writers { pump.send(speech(of: writer, in: round), on: writer) }
            let last = (round + 1) * Self.writers * Self.messagesOfRound
            try pump.run(until: #""seq":\#(last),"#, within: 120)
        }
        let heard = pump.connections.map { upToLastLine($0.incoming) }
        for (number, stream) in heard.enumerated() {
            #expect(stream == heard[Self.writers], "connection \(number) heard something else")
        }
        try expectOrder(in: heard[Self.writers])
    }

    /// What one writer sends in one round.
    private func speech(of writer: Int, in round: Int) -> [UInt8] {
        let first = round * Self.messagesOfRound
        return (first..<first + Self.messagesOfRound).flatMap { index in
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
